import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { findViolations } from "../accessibility.ts";
import { makeSmaller } from "../smallerPng.ts";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** A page as somebody comes to it. */
type Visit = {
  readonly name: string;
  /** Below the app; the page that is there already without it. */
  readonly path?: string;
  /** What is done before it is looked at. */
  readonly prepare?: (page: Page) => Promise<unknown>;
};

/** Where pictures of the pages go; without it none are taken. */
const pictures = process.env.FIDUCIAL_SCREENSHOTS;

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** More of a long page says nothing new (pixels). */
const MOST_HEIGHT = 1150;

const anybody: readonly Visit[] = [
  { name: "start", path: "/" },
  { name: "check", path: "/check" },
  {
    name: "demo-wallet",
    path: "/",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Connect wallet" }).click();
      await page.getByRole("button", { name: "Demo wallet" }).click();
      await page.getByRole("button", { name: /Ms\. Lee/ }).waitFor();
    },
  },
];

const patient: readonly Visit[] = [
  {
    name: "patient-records",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Take the demonstration’s lists" }).click();
      await page.getByText("Brain, 20 slices").first().waitFor();
    },
  },
  {
    name: "patient-record",
    prepare: async (page) => {
      await page.getByRole("link", { name: /Brain, 20 slices/ }).click();
      await page.getByRole("button", { name: /Check that this is genuine/ }).click();
      await page.getByText("Genuine and complete").waitFor();
    },
  },
  { name: "patient-leave", path: "/leave" },
  { name: "patient-leave-new", path: "/leave/new" },
  {
    name: "patient-read-back",
    path: "/leave/new",
    prepare: async (page) => {
      await page.getByLabel("Name of a hospital or a person").fill("brown");
      await page.getByRole("button", { name: /Dr\. Brown/ }).click();
      await page.getByLabel(/^One month/).check();
      await page.getByRole("button", { name: "Read it back to me" }).click();
    },
  },
  { name: "patient-notices", path: "/notices" },
];

const auditor: readonly Visit[] = [
  { name: "auditor-search", path: "/audit", prepare: (page) => page.getByText(/^\d+ accesses$/).waitFor() },
  { name: "auditor-charts", path: "/audit/charts" },
  { name: "auditor-gaps", path: "/audit/gaps" },
  { name: "auditor-misuse", path: "/audit/misuse" },
  {
    name: "auditor-access",
    path: "/audit",
    prepare: async (page) => {
      await page
        .getByRole("row", { name: /without leave/i })
        .first()
        .click();
      await page.getByText("Genuine: every link holds").waitFor();
    },
  },
];

const practitioner: readonly Visit[] = [
  { name: "practitioner-accesses", path: "/mine" },
  { name: "practitioner-ask", path: "/ask" },
];

/** Every page, looked at by axe in both themes and widths; with FIDUCIAL_SCREENSHOTS set a picture of each is kept in that folder. */
export function everyPage(getStage: () => WebStage): void {
  it("the first page can be used soon, in a browser that has nothing of it", async () => {
    const { origin, openTab } = getStage();
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const { page, close } = await openTab("Ms. Lee", { viewport: DESKTOP });
      const begun = performance.now();
      await page.goto(`${origin}/app/`, { waitUntil: "commit" });
      await page.getByRole("button", { name: "Connect wallet" }).click();
      await page.getByRole("button", { name: "Test Wallet" }).waitFor();
      times.push(Math.round(performance.now() - begun));
      await close();
    }
    console.log(`      asked for, shown, and its button answered, in ${times.join(", ")} ms`);
  });

  visits("anybody", undefined, anybody);
  visits("a patient", "Ms. Lee", patient);
  visits("an auditor", "Ms. Novak", auditor);
  visits("a practitioner", "Dr. Adams", practitioner);

  function visits(who: string, name: string | undefined, pages: readonly Visit[]): void {
    describe(`every page of ${who}`, () => {
      let stage: WebStage;
      let tab: Tab;

      before(async () => {
        stage = getStage();
        tab = await stage.openTab(name ?? "Ms. Lee", { viewport: DESKTOP, timezoneId: "UTC", colorScheme: "light" });
        if (name === undefined) await tab.page.goto(`${stage.origin}/app/`);
        else await signIn(tab, stage.origin);
      });
      after(() => tab?.close());

      for (const visit of pages) {
        it(`${visit.name}: nothing keeps anybody from using it, wide or narrow, light or dark`, async () => {
          const { page } = tab;
          await page.setViewportSize(DESKTOP);
          await page.emulateMedia({ colorScheme: "light" });
          if (visit.path !== undefined) await goTo(page, visit.path);
          await settle(page);
          await visit.prepare?.(page);
          await settle(page);
          await keepPicture(page, visit.name);
          expect(await page.locator("body").innerText(), "a message whose values are missing").not.to.match(/[{}]/);
          const wide = await findViolations(page);
          await page.setViewportSize(PHONE);
          await settle(page);
          await keepPicture(page, `${visit.name}-phone`);
          const isScrolledSideways = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
          await page.emulateMedia({ colorScheme: "dark" });
          const narrow = await findViolations(page);
          expect({ wide, narrow, isScrolledSideways }).to.deep.equal({
            wide: [],
            narrow: [],
            isScrolledSideways: false,
          });
        });
      }

      it("no error of the pages' own", () => {
        expect(tab.errors).to.deep.equal([]);
      });
    });
  }
}

/** Goes to a page as a link within the app does. A dialog that is open is gone with the page. */
async function goTo(page: Page, path: string): Promise<void> {
  const here = new URL(page.url());
  if (here.pathname === `/app${path}`) await page.evaluate(`history.pushState(null, "", "/app/nowhere")`);
  await page.evaluate(`history.pushState(null, "", ${JSON.stringify(`/app${path}`)})`);
}

/** Waits until a page shows what it has to. */
async function settle(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
}

/** Keeps a picture of a page from its top on: all of it where it is not long, and as much of a phone's as its screen shows. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const { width, height } = page.viewportSize() ?? DESKTOP;
  const whole = (await page.evaluate("document.documentElement.scrollHeight")) as number;
  const clip = { x: 0, y: 0, width, height: width === DESKTOP.width ? Math.min(whole, MOST_HEIGHT) : height };
  await page.evaluate("scrollTo(0, 0)");
  const picture = await page.screenshot({ animations: "disabled", fullPage: true, clip });
  writeFileSync(join(pictures, `${name}.png`), makeSmaller(picture));
}
