import { expect } from "chai";
import type { Page } from "playwright-core";
import { signIn, type Tab, type WebStage } from "../stage.ts";

const BROWN = 4;

/** What the auditor's pages do with a proof that was altered, without a wallet, by keys alone, and when something new comes. */
export function auditorPages(getStage: () => WebStage): void {
  describe("the auditor's pages", () => {
    let stage: WebStage;
    let tab: Tab;
    let address: string;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Ms. Novak", { viewport: { width: 1280, height: 900 } });
      await signIn(tab, stage.origin);
      await tab.page
        .getByRole("row", { name: /Dr\. Brown.*without leave/i })
        .first()
        .click();
      await tab.page.getByText("Genuine: every link holds").waitFor();
      address = tab.page.url();
    });
    after(() => tab?.close());

    const alterations: readonly [what: string, broken: string, alter: (bundle: Bundle) => void][] = [
      [
        "a row that was altered",
        "The registry said so",
        ({ rows }) => rows.splice(0, 1, ...rows.slice(0, 1).map((row) => ({ ...row, purpose: 255 }))),
      ],
      ["a piece that was left out", "The receipt is one of the block’s", ({ nodes }) => nodes.splice(0, 1)],
      ["a header of no block", "Your own node knows this block", ({ headers }) => headers.splice(0, 1)],
    ];
    for (const [what, broken, alter] of alterations) {
      it(`say of ${what} which link does not hold`, async () => {
        const { page } = tab;
        await answerOtherwise(page, "**/accesses/proof*", alter);
        await page.reload();
        await page.getByText("Not proven: a link does not hold").waitFor();
        const step = page.getByRole("listitem").filter({ hasText: broken }).filter({ hasText: "does not hold" });
        expect(await step.count()).to.equal(1);
        await page.unrouteAll();
      });
    }

    it("say where they show something else than the proof", async () => {
      const { page } = tab;
      await answerOtherwise<{ accesses: { patient: number }[] }>(page, "**/accesses?*", ({ accesses }) => {
        for (const access of accesses) access.patient = 4;
      });
      await page.reload();
      await page.getByText("The page shows something else than the proof says.").waitFor();
      await page.getByText("Not proven: a link does not hold").waitFor();
      await page.unrouteAll();
    });

    it("tell a node that is lost from a proof that does not hold", async () => {
      const { page, wallet } = tab;
      await page.reload();
      await page.getByText("Genuine: every link holds").waitFor();
      wallet.loseNode(true);
      await page.getByRole("button", { name: "Check the proof again" }).click();
      await page.getByText("The proof could not be checked").waitFor();
      expect(await page.getByText("does not hold").count()).to.equal(0);
      wallet.loseNode(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("Genuine: every link holds").waitFor();
    });

    it("check by hashes that are typed, where there is no wallet, and believe no wrong one", async () => {
      const page = await tab.page.context().newPage();
      await page.addInitScript(
        "addEventListener('eip6963:announceProvider', (event) => event.stopImmediatePropagation(), true)",
      );
      await page.goto(address);
      await page.getByRole("button", { name: "Check the proof" }).click();
      const fields = page.getByLabel(/^Hash of block/);
      await fields.first().waitFor();
      for (const field of await fields.all()) await field.fill(`0x${"12".repeat(32)}`);
      await page.getByRole("button", { name: "Check the proof" }).click();
      await page.getByText("Not proven: a link does not hold").waitFor();
      await page.getByRole("button", { name: "Check the proof again" }).click();
      await fields.first().waitFor();
      const blocks = await page.locator("label", { hasText: /^Hash of block/ }).allInnerTexts();
      for (const [i, label] of blocks.entries()) {
        await fields.nth(i).fill(await askHash(stage.origin, Number(label.replaceAll(/\D/g, ""))));
      }
      await page.getByRole("button", { name: "Check the proof" }).click();
      await page.getByText("Genuine: every link holds").waitFor();
      await page.close();
    });

    it("are gone through by keys: down the rows, into one, and back to where one was", async () => {
      const { page } = tab;
      await page.goto(`${stage.origin}/app/audit`);
      await page.locator(".audit-link").first().waitFor();
      const rows = page.getByRole("row");
      await rows.nth(1).focus();
      for (let i = 0; i < 20; i += 1) await page.keyboard.press("ArrowDown");
      const focused = page.locator("tr:focus");
      expect(await focused.getAttribute("aria-rowindex")).to.equal("22");
      const words = await focused.innerText();
      const top = await page.evaluate("scrollY");
      expect(top).to.be.greaterThan(200);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "One access and its proof" }).waitFor();
      await page.getByRole("link", { name: "To the search" }).click();
      await page.locator('tr[aria-rowindex="22"]').waitFor();
      let now = Number.NaN;
      for (let i = 0; i < 100 && !(Math.abs(now - Number(top)) < 5); i += 1) {
        now = Number(await page.evaluate("scrollY"));
        await page.waitForTimeout(50);
      }
      expect(Math.abs(now - Number(top))).to.be.at.most(5);
      expect(await page.locator('tr[aria-rowindex="22"]').innerText()).to.equal(words);
    });

    it("say that something new came, and let no row jump until it is wanted", async () => {
      const { page } = tab;
      const record = address.split("/").at(-2) ?? "";
      const listening = page.waitForResponse(`${stage.origin}/events`);
      await page.goto(`${stage.origin}/app/audit`);
      await listening;
      await page.locator(".audit-link").first().waitFor();
      const first = page.locator('tr[aria-rowindex="2"]');
      const words = await first.innerText();
      await stage.place.ask("access", record, "--as", `@${BROWN}`);
      const news = page.getByRole("button", { name: "Show 1 new access" });
      await news.waitFor();
      expect(await first.innerText()).to.equal(words);
      await news.click();
      await first.filter({ hasText: "Dr. Brown" }).waitFor();
      expect(await news.count()).to.equal(0);
    });

    it("draw what they also tell in a table, and lead from a bar to its accesses", async () => {
      const { page } = tab;
      await page.goto(`${stage.origin}/app/audit/charts`);
      await page.getByText("The same as a table").click();
      const drawn = await Promise.all(
        (await page.locator(".chart-bar").all()).map((bar) => bar.getAttribute("aria-label")),
      );
      const told = await page.getByRole("region", { name: "Accesses over time" }).getByRole("row").allInnerTexts();
      expect(told.slice(1).map((line) => line.split(/\s{2,}|\t/)[0])).to.deep.equal(
        drawn.map((label) => label?.split(":")[0]),
      );
      await page.locator(".chart-bar").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/audit\?since=\d+&until=\d+$/);
      await page.getByText(/^\d+ access(?:es)? fits?$/).waitFor();
    });

    it("tell somebody who oversees nothing for whom they are", async () => {
      const other = await stage.openTab("Dr. Adams");
      await signIn(other, stage.origin, "/app/audit");
      await other.page.getByText("These pages are for auditors").waitFor();
      await other.page.getByText("ask St. Mary Hospital to admit your account as an auditor").waitFor();
      await other.close();
    });

    it("were shown no error of their own", () => expect(tab.errors).to.deep.equal([]));
  });
}

type Bundle = { rows: { purpose: number }[]; nodes: string[]; headers: string[] };

/** Has the page get another answer than the server's. */
async function answerOtherwise<Answer = Bundle>(
  page: Page,
  glob: string,
  alter: (answer: Answer) => void,
): Promise<void> {
  await page.route(glob, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Answer;
    alter(body);
    await route.fulfill({ response, body: JSON.stringify(body) });
  });
}

/** Asks a node for the hash of a block. */
async function askHash(rpcUrl: string, block: number): Promise<string> {
  const body = { jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: [`0x${block.toString(16)}`, false] };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(rpcUrl, { method: "POST", headers, body: JSON.stringify(body) });
  return ((await answer.json()) as { readonly result: { readonly hash: string } }).result.hash;
}
