import { expect } from "chai";
import type { Page } from "playwright-core";
import { signIn, type Tab, type WebStage } from "../stage.ts";

type Proof = { readonly rows: readonly Record<string, unknown>[]; readonly block: number };

/** A patient's pages, one by one: what a proof comes to, what narrows a list, and how they are read in German. */
export function patientPages(getStage: () => WebStage): void {
  describe("the patient's pages", () => {
    let stage: WebStage;
    let tab: Tab;
    let path: string;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Ms. Lee", { viewport: { width: 1280, height: 900 } });
      await signIn(tab, stage.origin);
      await tab.page.getByRole("link", { name: "Imaging study" }).last().click();
      await tab.page.getByRole("heading", { level: 2, name: /Who saw it/ }).waitFor();
      path = new URL(tab.page.url()).pathname;
    });
    after(() => tab?.close());
    afterEach(() => tab.page.unrouteAll());

    const check = () => tab.page.getByRole("button", { name: /^Check (that|again)/ }).click();
    const readProof = async (): Promise<string> =>
      (await tab.page.request.get(`${stage.origin}${path.replace("/app", "")}/proof`)).text();

    it("say that nothing was checked where the wallet's node is lost, and check nothing at another chain", async () => {
      const { page, wallet } = tab;
      wallet.loseNode(true);
      await check();
      await page.getByText("It could not be checked").waitFor();
      await page.getByText("Your wallet does not reach its network just now.").waitFor();
      wallet.loseNode(false);
      await wallet.goToChain(1);
      const button = page.getByRole("button", { name: /^Check (that|again)/ });
      await button.and(page.locator(":disabled")).waitFor();
      await wallet.goToChain(stage.up.chainId);
      await button.and(page.locator(":enabled")).waitFor();
      await check();
      await page.getByText("Genuine and complete").waitFor();
    });

    it("say that a proof with an altered access does not hold, and what is wrong with it", async () => {
      const { page } = tab;
      await page.route("**/proof", async (route) => {
        const proof = (await (await route.fetch()).json()) as Proof;
        const rows = proof.rows.map((row, place) => (place === 0 ? { ...row, purpose: 37 } : row));
        await route.fulfill({ json: { ...proof, rows } });
      });
      await check();
      await page.getByText("This does not hold").waitFor();
      await page.getByText("An access was altered: the chain says something else.").waitFor();
    });

    it("say that the page itself leaves out what is proven", async () => {
      const { page } = tab;
      await page.route("**/accesses?**", async (route) => {
        const answer = (await (await route.fetch()).json()) as { readonly accesses: readonly unknown[] };
        await route.fulfill({ json: { ...answer, accesses: answer.accesses.slice(1) } });
      });
      await page.reload();
      await page.getByRole("button", { name: "Check that" }).and(page.locator(":enabled")).waitFor();
      await check();
      await page.getByText("The proof holds, and this page shows something else").waitFor();
      await page.getByText("One access is proven that is not shown here.").waitFor();
    });

    it("check a proof file by the wallet's node, and refuse what is none", async () => {
      const { page } = tab;
      const text = await readProof();
      await page.getByRole("link", { name: "Check a proof file" }).click();
      await choose(page, text);
      await page.getByText("Genuine and complete").waitFor();
      await choose(page, text.slice(0, -20));
      await page.getByText("This is no proof file, or it was cut short.").waitFor();
    });

    it("check a proof file for whoever has no wallet and is not signed in, by a hash that is typed", async () => {
      const text = await readProof();
      const { block } = JSON.parse(text) as Proof;
      const stranger = await stage.openTab("Ms. Lee", { walletless: true });
      try {
        const { page } = stranger;
        await page.goto(`${stage.origin}/app/check`);
        const asked = {
          jsonrpc: "2.0",
          id: 1,
          method: "eth_getBlockByNumber",
          params: [`0x${block.toString(16)}`, false],
        };
        const answer = await fetch(stage.origin, {
          ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(asked) },
        });
        const { hash } = ((await answer.json()) as { readonly result: { readonly hash: string } }).result;
        await page.getByLabel("Hash of the block").fill(hash);
        await choose(page, text);
        await page.getByText("Genuine and complete").waitFor();
        await page.getByLabel("Hash of the block").fill(hash.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")));
        await page.getByRole("button", { name: "Check the file" }).click();
        await page.getByText("This does not hold").waitFor();
        expect(stranger.errors).to.deep.equal([]);
      } finally {
        await stranger.close();
      }
    });

    it("narrow the list of who saw a record", async () => {
      const { page } = tab;
      await page.goto(`${stage.origin}${path}`);
      const rows = page.locator("ol.accesses > li");
      await rows.first().waitFor();
      const all = await rows.count();
      await page.getByText("Narrow the list").click();
      await page.getByLabel("Which").selectOption("without-leave");
      expect(await rows.count()).to.be.within(1, all - 1);
      for (const text of await rows.allInnerTexts()) expect(text.toLowerCase()).to.include("without leave");
      await page.getByRole("button", { name: "Show all" }).click();
      expect(await rows.count()).to.equal(all);
    });

    it("show a child's records apart from one's own", async () => {
      const { page } = tab;
      await page.goto(`${stage.origin}/app/`);
      await page.getByLabel("Whose records").selectOption({ label: "Patient 2 of St. Mary Hospital, for whom I act" });
      await page.getByRole("heading", { level: 1, name: "Records of a person for whom you act" }).waitFor();
      await page.getByText("One record at one hospital").waitFor();
      await page.getByRole("link", { name: "Imaging study" }).click();
      await page.getByText(/in an emergency, because the patient was awake but could not consent/).waitFor();
      await page.getByRole("link", { name: "All records" }).click();
      await page.getByLabel("Whose records").selectOption("own");
      await page.getByText("3 records at 2 hospitals").waitFor();
    });

    it("speak German from top to bottom once it is chosen, and remember it", async () => {
      const { page } = tab;
      await page.getByLabel("Language").selectOption("de");
      await page.goto(`${stage.origin}${path}`);
      await page.getByRole("heading", { level: 2, name: /Wer hineingesehen hat: \d+ Zugriffe/ }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).to.equal("de");
      expect(await page.locator("main").innerText()).not.to.match(/\b(?:the|leave|looked|for)\b/);
      await page.getByLabel("Sprache").selectOption("en");
    });

    it("go on showing what they showed where signing in as another account is declined", async () => {
      const { page, wallet } = tab;
      await page.getByRole("heading", { level: 2, name: /Who saw it/ }).waitFor();
      await wallet.become(stage.accountOf("Mr. Park"));
      wallet.refuse(true);
      await page.getByRole("button", { name: /^Sign in as / }).click();
      await page.getByText("You said no in your wallet, so nothing happened.").waitFor();
      await page.getByRole("heading", { level: 2, name: /Who saw it/ }).waitFor();
      wallet.refuse(false);
    });

    it("have no error of their own", () => {
      expect(tab.errors).to.deep.equal([]);
    });
  });
}

/** Gives a file to the page, and has it checked. */
async function choose(page: Page, text: string): Promise<void> {
  const file = { name: "fiducial-proof.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("Proof file").setInputFiles(file);
  await page.getByRole("button", { name: "Check the file" }).click();
}
