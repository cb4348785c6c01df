import { expect } from "chai";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** A practitioner's way, by the demonstration's own wallet: own accesses, and asking a patient for leave, who reads it. */
export function practitionerJourney(getStage: () => WebStage): void {
  describe("a practitioner", () => {
    let stage: WebStage;
    let tab: Tab;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Dr. Adams", { viewport: { width: 1280, height: 900 } });
    });
    after(() => tab?.close());

    it("is whom the demonstration's wallet is told to be, and signs in by it", async () => {
      const { page } = tab;
      await page.goto(`${stage.origin}/app/`);
      await page.getByRole("button", { name: "Connect wallet" }).click();
      await page.getByRole("button", { name: "Demo wallet" }).click();
      await page.getByRole("button", { name: /Dr\. Adams/ }).click();
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("button", { name: "Sign", exact: true }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      expect(tab.wallet.messages()).to.deep.equal([]);
    });

    it("sees the accesses in their own name", async () => {
      const { page } = tab;
      await page.getByRole("link", { name: "My accesses" }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page
        .getByText(/unconscious|emergency/i)
        .first()
        .waitFor();
    });

    it("was shown no error of the pages' own", () => {
      expect(tab.errors).to.deep.equal([]);
    });
  });

  describe("a patient who is asked for leave", () => {
    it("reads who asks, for what and why, and comes to the leave filled in", async () => {
      const stage = getStage();
      const tab = await stage.openTab("Ms. Lee");
      try {
        await signIn(tab, stage.origin, "/app/leave");
        const { page } = tab;
        await page.getByText("Somebody asks you for leave").waitFor();
        await page.getByText("second opinion").waitFor();
        await page.getByRole("link", { name: "Look at it and decide" }).click();
        await page.getByRole("heading", { level: 1, name: /^Give leave/ }).waitFor();
        await page
          .getByText(/Dr\. Brown/)
          .first()
          .waitFor();
        expect(tab.errors).to.deep.equal([]);
      } finally {
        await tab.close();
      }
    });
  });
}
