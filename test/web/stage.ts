import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { startChromium } from "../chromium.ts";
import { makePlace, type Place, repository, startUp, type Up } from "../cli/stage.ts";
import { announceWallet, type Wallet } from "./wallet.ts";

/** A page in a browser context of its own, with a wallet in it. */
export type Tab = {
  readonly page: Page;
  readonly wallet: Wallet;
  /** Errors of the page's own: what it threw, and what its policy kept it from. */
  readonly errors: string[];
  readonly close: () => Promise<void>;
};

/** A demonstration that runs, and a browser before it. */
export type WebStage = {
  readonly place: Place;
  readonly up: Up;
  readonly origin: string;
  readonly browser: Browser;
  /** Every origin but the stage's own that a page asked. */
  readonly strangers: Set<string>;
  readonly accountOf: (name: string) => PrivateKeyAccount;
  readonly openTab: (name: string, options?: BrowserContextOptions & { readonly walletless?: boolean }) => Promise<Tab>;
  readonly close: () => Promise<void>;
};

/** Builds the web app where it is not built, starts `fiducial up --demo` and a browser. */
export async function setWebStage(): Promise<WebStage> {
  execFileSync(process.execPath, [join(repository, "scripts", "web.ts"), "--json"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const place = makePlace();
  try {
    const up = await startUp(place, ["--port", "0", "--demo"]);
    const origin = up.rpcUrl;
    const answer = await fetch(`${origin}/app/demo/people.json`);
    const people = (await answer.json()) as readonly { readonly name: string; readonly privateKey: Hex }[];
    const browser = await startChromium();
    const strangers = new Set<string>();
    const accountOf = (name: string): PrivateKeyAccount => {
      const person = people.find((one) => one.name === name);
      if (person === undefined) throw new TypeError("nobody of that name");
      return privateKeyToAccount(person.privateKey);
    };

    const openTab: WebStage["openTab"] = async (name, { walletless = false, ...options } = {}) => {
      const context = await browser.newContext({
        locale: "en-GB",
        timezoneId: "Europe/Berlin",
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        // A refusal that the page answers in words is printed too: "Failed to load resource".
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          errors.push(message.text());
      });
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) strangers.add(url.origin);
      });
      const account = accountOf(name);
      const wallet = walletless
        ? await announceWallet(await browser.newPage(), { account, rpcUrl: origin, registryChain: up.chainId })
        : await announceWallet(page, { account, rpcUrl: origin, registryChain: up.chainId });
      return { page, wallet, errors, close: () => context.close() };
    };
    const close = async (): Promise<void> => {
      await browser.close();
      await place.close();
    };
    return { place, up, origin, browser, strangers, accountOf, openTab, close };
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** Signs in with the wallet of a tab, as a person does. */
export async function signIn({ page }: Pick<Tab, "page">, origin: string, path = "/app/"): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.getByRole("button", { name: "Connect wallet" }).click();
  await page.getByRole("button", { name: "Test Wallet" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}
