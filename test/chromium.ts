import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
/** Without those against background networking it asks other hosts by itself. */
const flags = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** Says what is missing for the tests in a browser; `undefined` when nothing is. */
export function findMissingChromium(): string | undefined {
  return executable === undefined ? "Chromium (apt-get install chromium)" : undefined;
}

/** Starts a browser of the test's own, without a window. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executable ?? "", args: flags });
}
