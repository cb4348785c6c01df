import { expect } from "chai";
import type { Route } from "playwright-core";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** What the pages about leave do beside the patient's way: several at once, links, acting for another, names of records, and refusals of the relayer. */
export function leavePages(getStage: () => WebStage): void {
  describe("the pages about leave", () => {
    let stage: WebStage;
    let tab: Tab;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Ms. Lee");
      await signIn(tab, stage.origin);
    });
    after(() => tab?.close());
    afterEach(() => tab.page.unrouteAll());

    /** Goes to a page as a link within the app does. */
    async function go(path: string): Promise<void> {
      await tab.page.evaluate(`history.pushState(null, "", ${JSON.stringify(`/app${path}`)})`);
      await tab.page.locator("h1").first().waitFor();
    }

    const press = (name: string | RegExp) => tab.page.getByRole("button", { name }).first().click();
    const told = (text: string | RegExp) => tab.page.getByText(text).first().waitFor();
    const signed = () => tab.wallet.typed().at(-1) as { primaryType: string; message: Record<string, unknown> };

    it("take from a link only what it may say, and name the rest", async () => {
      await go(`/leave/new?to=${stage.up.accounts[4]}&purposes=TREAT,ALL&scope=0x12&until=never&kinds=report`);
      await told("A link filled this in");
      await told(/^Left out.*: which record, what for,? and until when\.$/);
      expect(await tab.page.getByLabel("Without an end").isChecked()).to.equal(false);
      await press("Read it back to me");
      await told("Choose how long it lasts.");
    });

    it("say what the relayer refuses, keep what was filled in, and send it the next time", async () => {
      const { page } = tab;
      await page.getByLabel(/^One week/).check();
      await press("Read it back to me");
      const refusals = [
        { status: 503, code: "RelayerCannotPay", words: "The service that sends it can’t pay just now" },
        { status: 422, code: "DeadlinePassed", words: "The signature waited too long" },
        { status: 422, code: "WrongSignature", words: "Something else came first" },
      ];
      for (const { status, code, words } of refusals) {
        const refuse = (route: Route) => route.fulfill({ status, json: { status, code, title: "", detail: "" } });
        await page.route("**/relay", refuse);
        await press("Sign in the wallet");
        await told(words);
        await page.unrouteAll();
      }
      await press("Try again");
      await told("It is in force");
      expect(signed()).to.deep.include({ primaryType: "Permit" });
      expect(Number(signed().message.kinds)).to.equal(2);
    });

    it("take back several by one signature, all or none", async () => {
      const { page } = tab;
      await go("/leave");
      await press("Take back several at once");
      await page.getByRole("checkbox", { name: /Choose the leave of Dr. Brown/ }).check();
      await press("Take back 1 leave");
      await told("All of it was taken back");
      expect(signed().primaryType).to.equal("Revocations");
      expect(signed().message.targets).to.have.lengthOf(1);
    });

    it("let somebody who acts for another sign, and not for longer than they may", async () => {
      const { page, wallet } = tab;
      await page.getByLabel("Whose records").selectOption("2");
      await told("Who may see the records of patient 2");
      await go(`/leave/new?to=${stage.up.accounts[4]}`);
      await page.getByLabel("Without an end").check();
      await press("Read it back to me");
      const before = wallet.typed().length;
      await press("Sign in the wallet");
      await told("That is longer than you may act yourself");
      expect(wallet.typed()).to.have.lengthOf(before);
      await press("Change something");
      await page.getByLabel("Today only").check();
      await press("Read it back to me");
      await press("Sign in the wallet");
      await told("It is in force");
      expect(signed().message).to.include({ patient: 2 });
      await go("/leave");
      await press(/^Take back the leave of Dr. Brown/);
      await told("Taken back");
      await page.getByLabel("Whose records").selectOption("own");
    });

    it("open a hospital's list from a file, refuse one that was altered, and forget", async () => {
      const { page } = tab;
      const [list] = (await (await fetch(`${stage.origin}/app/demo/labels.json`)).json()) as readonly {
        document: string;
      }[];
      const fileOf = (content: object | undefined) => ({
        ...{ name: "list.json", mimeType: "application/json" },
        buffer: Buffer.from(JSON.stringify(content)),
      });
      await go("/");
      const input = page.locator("input[type=file]").first();
      await input.setInputFiles(fileOf({ ...list, document: list?.document.replace("Brain", "Train") }));
      await told("The signature does not hold");
      expect(await page.getByRole("link", { name: /Train/ }).count()).to.equal(0);
      await input.setInputFiles(fileOf(list));
      await page
        .getByRole("link", { name: /Brain, 20 slices/ })
        .first()
        .waitFor();
      await page.locator("summary", { hasText: "Names of my records" }).click();
      await press("Forget all lists");
      await page
        .getByRole("link", { name: /Brain, 20 slices/ })
        .first()
        .waitFor({ state: "detached" });
    });

    it("show no error of their own", () => {
      expect(tab.errors).to.deep.equal([]);
    });
  });
}
