import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** An auditor's way: from a search to one row, its proof down to the block, and a file to take away. */
export function auditorJourney(getStage: () => WebStage): void {
  describe("an auditor", () => {
    let stage: WebStage;
    let tab: Tab;
    let filtered: string;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Ms. Novak", { viewport: { width: 1280, height: 900 }, acceptDownloads: true });
      await signIn(tab, stage.origin);
    });
    after(() => tab?.close());

    const countRows = async (): Promise<number> => {
      const text = await tab.page
        .getByText(/^\d+ access(?:es)?(?: fits?)?$/)
        .first()
        .innerText();
      return Number.parseInt(text, 10);
    };

    it("begins at the search, with every access and no hash before a word", async () => {
      const { page } = tab;
      await page.getByRole("heading", { level: 1, name: "Who accessed what" }).waitFor();
      await page
        .getByRole("row", { name: /Dr\. Adams/ })
        .first()
        .waitFor();
      expect(await countRows()).to.be.greaterThan(35);
      expect(await page.locator("main").innerText()).not.to.match(/0x[0-9a-f]{8}/i);
    });

    it("searches by a name, and keeps the filter in the address, also when the page is loaded anew", async () => {
      const { page } = tab;
      const all = await countRows();
      await page.getByRole("combobox", { name: "Search" }).fill("brown");
      await page
        .getByRole("option", { name: /Dr\. Brown/ })
        .first()
        .click();
      await page.getByRole("button", { name: /^Remove .*Dr\. Brown/ }).waitFor();
      await page.getByText(/^\d+ access(?:es)? fits?$/).waitFor();
      const some = await countRows();
      expect(some).to.be.within(1, all - 1);
      filtered = page.url();
      expect(new URL(filtered).search).to.not.equal("");
      await page.reload();
      await page.getByRole("button", { name: /^Remove .*Dr\. Brown/ }).waitFor();
      expect(await countRows()).to.equal(some);
      expect(page.url()).to.equal(filtered);
    });

    it("opens a row, and follows its proof down to a block that the wallet's own node knows", async () => {
      const { page, wallet } = tab;
      const before = wallet.asked.length;
      await page
        .getByRole("row", { name: /Dr\. Brown.*without leave/i })
        .first()
        .click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForURL(/\/audit\/access\/0x[0-9a-f]{64}\/\d+/);
      await page.getByText("Genuine: every link holds").waitFor();
      await page.getByText("Your own node knows this block").waitFor();
      expect(wallet.asked.slice(before).map(({ method }) => method)).to.include("eth_getBlockByNumber");
    });

    it("takes away what is filtered as a file", async () => {
      const { page } = tab;
      await page.goto(filtered);
      await page.getByRole("button", { name: "Export" }).click();
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Write the file" }).click();
      const path = await (await downloading).path();
      const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
      await page.keyboard.press("Escape");
      expect(lines.length - 1).to.equal(await countRows());
    });

    it("sees what is owed: a review that nobody made, and looks without leave", async () => {
      const { page } = tab;
      await page.getByRole("link", { name: "Gaps" }).click();
      await page.getByRole("heading", { name: "Reviews due" }).waitFor();
      await page
        .getByText(/Dr\. Adams/)
        .first()
        .waitFor();
      await page.getByRole("link", { name: /misuse/i }).click();
      await page.getByRole("heading", { level: 1, name: "Signs of misuse" }).waitFor();
      await page
        .getByText(/Dr\. Brown/)
        .first()
        .waitFor();
    });

    it("was shown no error of the pages' own", () => {
      expect(tab.errors).to.deep.equal([]);
    });
  });
}
