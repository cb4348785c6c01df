import { expect } from "chai";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** What goes wrong around a patient, and that each leaves a page that says so. Every test has a tab of its own. */
export function troubleJourneys(getStage: () => WebStage): void {
  describe("in trouble", () => {
    let stage: WebStage;
    let tab: Tab;

    before(() => {
      stage = getStage();
    });
    afterEach(async () => {
      const { errors } = tab;
      await tab.close();
      expect(errors).to.deep.equal([]);
    });

    /** Signs in, and goes on with a leave that a link filled in until it is read back. */
    async function readBack(): Promise<void> {
      tab = await stage.openTab("Ms. Lee");
      await signIn(tab, stage.origin);
      const { page } = tab;
      // As a link within the app does it: a page that is loaded anew has to find its wallet first.
      const path = `/app/leave/new?to=${stage.up.accounts[4]}&purposes=TREAT`;
      await page.evaluate(`history.pushState(null, "", ${JSON.stringify(path)})`);
      await page.getByLabel(/^One week/).check();
      await page.getByRole("button", { name: "Read it back to me" }).click();
      await page.getByRole("heading", { level: 1, name: "Is this what you mean?" }).waitFor();
    }

    const sign = () => tab.page.getByRole("button", { name: "Sign in the wallet" }).click();

    it("no wallet: says what one is, and where to go on", async () => {
      tab = await stage.openTab("Ms. Lee", { walletless: true });
      const { page } = tab;
      // The demonstration's own wallet is not there for whoever blocks it.
      await page.addInitScript(
        "addEventListener('eip6963:announceProvider', (event) => event.stopImmediatePropagation(), true)",
      );
      await page.goto(`${stage.origin}/app/`);
      await page.getByRole("button", { name: "Connect wallet" }).click();
      await page.getByText("No wallet in this browser").waitFor();
      await page.getByRole("dialog").getByText("A wallet is a program that keeps your key").waitFor();
    });

    it("no in the wallet at signing in: says that nothing happened, and lets it be tried again", async () => {
      tab = await stage.openTab("Ms. Lee");
      const { page, wallet } = tab;
      await page.goto(`${stage.origin}/app/`);
      await page.getByRole("button", { name: "Connect wallet" }).click();
      await page.getByRole("button", { name: "Test Wallet" }).click();
      await page.getByRole("button", { name: "Sign in", exact: true }).waitFor(); // connected: it is asked only to sign
      wallet.refuse(true);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByText("You said no in your wallet").waitFor();
      wallet.refuse(false);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "My records" }).waitFor();
    });

    it("no in the wallet at a leave: nothing was signed, what was filled in is there", async () => {
      await readBack();
      tab.wallet.refuse(true);
      await sign();
      await tab.page.getByText("You said no in your wallet").waitFor();
      await tab.page.getByText("Nothing was signed, and nothing changed.").waitFor();
      tab.wallet.refuse(false);
      expect(await tab.page.locator(".leave-sentence").innerText()).to.include("Dr. Brown");
    });

    it("another chain: nothing is signed there; one click switches, or adds it first", async () => {
      await readBack();
      const { page, wallet } = tab;
      await wallet.goToChain(1, false);
      await page.getByText("Your wallet is at another network").first().waitFor();
      await sign();
      await page.getByText("A signature for another network would be worth nothing here.").waitFor();
      expect(wallet.typed()).to.deep.equal([]);
      await page.getByRole("button", { name: /^Go to / }).click();
      await page.getByText("You can read everything here. To sign or to check a proof").waitFor({ state: "detached" });
      const added = wallet.asked.find(({ method }) => method === "wallet_addEthereumChain")?.params[0];
      expect(added).to.deep.include({ chainId: "0x7a69", rpcUrls: [stage.origin] });
    });

    it("another account: says whose pages these are, and offers to sign in as the other", async () => {
      tab = await stage.openTab("Ms. Lee");
      await signIn(tab, stage.origin);
      const { page, wallet } = tab;
      await wallet.become(stage.accountOf("Mr. Park"));
      await page.getByText("Your wallet is at another account").waitFor();
      await page.getByText(/^3 records at/).waitFor();
      await page.getByRole("button", { name: /^Sign in as / }).click();
      await page.getByText("Your wallet is at another account").waitFor({ state: "detached" });
      await page.getByText("One record at one hospital").waitFor();
    });

    it("a wallet whose node is lost: says so, and nothing is signed", async () => {
      await readBack();
      tab.wallet.loseNode(true);
      await sign();
      await tab.page.getByText("The network does not answer").first().waitFor();
      expect(tab.wallet.typed()).to.deep.equal([]);
    });

    it("a server that is lost: says so on the page, and the page comes back with it", async () => {
      tab = await stage.openTab("Ms. Lee");
      await signIn(tab, stage.origin);
      const { page } = tab;
      await page.getByText(/^3 records at/).waitFor();
      await page.context().setOffline(true);
      await page.getByRole("link", { name: "Notices" }).click(); // whose code is not there yet
      await page.getByText("The server does not answer").first().waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).first().click();
      await page.getByRole("heading", { level: 2, name: "Emergencies" }).waitFor();
      await page.getByText("Found justified").waitFor();
      tab.errors.length = 0; // what a browser says of each request that it could not make
    });
  });
}
