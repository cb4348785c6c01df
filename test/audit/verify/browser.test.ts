import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { expect } from "chai";
import { verifierPackages, writeVerifier } from "../../../scripts/verifier.ts";
import { renderBundle } from "../../../src/audit/prove/index.ts";
import { findMissingChromium, startChromium } from "../../chromium.ts";
import { buildDice } from "../../consent/dice.ts";
import { describeUnlessLacking } from "../../lacking.ts";
import { drawQuestion, prove } from "../question.ts";
import { buildSimulatedChain } from "../simulatedChain.ts";

// The verifier in headless Chromium, as plain JavaScript without a bundler
// ├── it accepts a bundle made here
// └── it refuses it altered, and cut short
const modules = join(import.meta.dirname, "../../../node_modules");
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".html": "text/html",
  ".json": "application/json",
};

const page = `<!doctype html><meta charset="utf-8"><title>verifier</title>
<script type="importmap">{"imports": {
  "@ethereumjs/rlp": "/node_modules/@ethereumjs/rlp/dist/esm/index.js",
  "@noble/hashes/": "/node_modules/@noble/hashes/"
}}</script>
<script type="module">
  import { describeFindings, parseBundle, verifyBundle } from "/verify/index.js";
  const read = async (name) => (await fetch(name)).text();
  window.check = async (name) => {
    try {
      const findings = verifyBundle(parseBundle(await read(name)), JSON.parse(await read("/trust.json")));
      return { codes: findings.problems.map(({ code }) => code), words: describeFindings(findings)[0] };
    } catch (error) {
      return { codes: [error.code], words: error.message };
    }
  };
</script>`;

describeUnlessLacking(findMissingChromium(), "the verifier in headless Chromium", () => {
  it("accepts a bundle made here, and refuses it altered or cut short", async () => {
    const dice = buildDice(9);
    const chain = buildSimulatedChain(dice, 10);
    const { bundle, trust } = await prove(chain, drawQuestion(dice, chain, 3));
    const rows = bundle.rows.map((row, i) => (i === 0 ? { ...row, purpose: row.purpose ^ 1 } : row));
    const folder = mkdtempSync(join(tmpdir(), "verifier-"));
    const site = createServer((request, response) => {
      const path = join(folder, new URL(request.url ?? "/", "http://localhost").pathname);
      if (!existsSync(path)) return response.writeHead(404).end();
      return response.setHeader("content-type", types[extname(path)] ?? "text/plain").end(readFileSync(path));
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    const browser = await startChromium();
    try {
      writeVerifier(join(folder, "verify"));
      for (const name of verifierPackages) {
        mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
        cpSync(join(modules, name), join(folder, "node_modules", name), { recursive: true });
      }
      writeFileSync(join(folder, "index.html"), page);
      writeFileSync(join(folder, "trust.json"), JSON.stringify(trust));
      writeFileSync(join(folder, "bundle.json"), renderBundle(bundle));
      writeFileSync(join(folder, "altered.json"), renderBundle({ ...bundle, rows }));
      writeFileSync(join(folder, "cut.json"), renderBundle(bundle).slice(0, -100));

      const tab = await browser.newPage();
      const failures: string[] = [];
      tab.on("pageerror", (error) => failures.push(error.message));
      await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/index.html`);
      await tab.waitForFunction("window.check !== undefined");
      const check = (name: string) =>
        tab.evaluate(`window.check(${JSON.stringify(name)})`) as Promise<{ codes: string[]; words: string }>;
      expect(await check("/bundle.json")).to.deep.equal({ codes: [], words: "Everything in this bundle holds." });
      expect((await check("/altered.json")).codes).to.include("RowAltered");
      expect((await check("/cut.json")).codes).to.deep.equal(["InvalidBundle"]);
      expect(failures).to.deep.equal([]);
    } finally {
      await browser.close();
      await new Promise((resolve) => site.close(resolve));
      rmSync(folder, { recursive: true });
    }
  });
});
