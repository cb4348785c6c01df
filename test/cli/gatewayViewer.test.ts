import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { HDAccount } from "viem";
import { isViewerThere, viewerFolder } from "../../scripts/viewer.ts";
import { findMissingChromium, startChromium } from "../chromium.ts";
import { findMissingOrthanc } from "../gateway/orthanc.ts";
import { describeUnlessLacking } from "../lacking.ts";
import { type GatewayStage, setGatewayStage } from "./gatewayStage.ts";
import { copyImages, ctFile, listImages, readIdentifiers, sharedFolder } from "./images.ts";
import { admitGateway, admitHospital, PATIENT } from "./stage.ts";

/** Screenshots stay there, to be looked at. */
const pictures = join(import.meta.dirname, "../../cache/screenshots");
/** A head CT beside the repository: the images that npm brings have no window to be seen through. */
const seen = sharedFolder("ct-ge");

function findLack(): string | undefined {
  if (!isViewerThere()) return "OHIF (npm run viewer)";
  if (!existsSync(seen)) return "shared/dicom beside the repository (copy it there)";
  return findMissingOrthanc() ?? findMissingChromium();
}

/** What a wallet's extension does in a page; the key stays here. */
const announcement = `{
  const provider = {
    request: async ({ method, params = [] }) => {
      const { result, error } = await askWallet(method, params);
      if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
      return result;
    },
  };
  const info = { uuid: "1", name: "Test Wallet", icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><circle cx='.5' cy='.5' r='.5' fill='orange'/></svg>", rdns: "org.example" };
  const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: { info, provider } }));
  addEventListener("eip6963:requestProvider", announce);
}`;

/** Whether a canvas shows more than a few shades. */
const isImageShown = `[...document.querySelectorAll("canvas")].some((canvas) => {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [64, 64];
  const context = copy.getContext("2d");
  if (canvas.width < 100) return false;
  context.drawImage(canvas, 0, 0, 64, 64);
  return new Set(context.getImageData(0, 0, 64, 64).data.filter((_, i) => i % 4 === 0)).size > 20;
})`;

// OHIF through the gateway, in headless Chromium, with a wallet that announces itself
// ├── without a session it leads to signing in, and back to the study
// ├── somebody who says no in the wallet stays on a page that says so
// ├── the permitted study is shown, and no other is listed
// ├── a study without leave → a readable word, and a way to ask for leave
// ├── no page asks another host, and none logs an error of its own
// └── `fiducial who` tells of it
describeUnlessLacking(findLack(), "OHIF through the gateway", () => {
  const [permitted, other] = [listImages(seen)[0] ?? "", ctFile].map(readIdentifiers);
  const strangers: string[] = [];
  let stage: GatewayStage;
  let browser: Browser;
  let page: Page;
  let willSign = true;

  before(async function () {
    this.timeout(120_000);
    stage = await setGatewayStage([...listImages(seen), ctFile], { viewer: viewerFolder });
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    await stage.ask("records", "register", seen, "--patient", PATIENT, "--as", "@1");
    const folder = copyImages(join(stage.folder, "ct"), { "ct.dcm": ctFile });
    await stage.ask("records", "register", folder, "--patient", PATIENT, "--as", "@1");
    await stage.ask("permit", PATIENT, "@2", "--record", permitted?.study ?? "", "--purposes", "TREAT", "--as", "@6");
    await stage.startGateway();
    mkdirSync(pictures, { recursive: true });
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== stage.origin) strangers.push(url.origin);
    });
    await announceWallet(page, stage.accounts[2]);
  });
  after(async () => {
    await browser?.close();
    await stage?.close();
  });

  /** Announces a wallet with a real key, as EIP-6963 has it. */
  async function announceWallet(tab: Page, account: HDAccount | undefined): Promise<void> {
    if (account === undefined) throw new TypeError("no such account");
    await tab.exposeFunction("askWallet", async (method: string, params: readonly `0x${string}`[]) => {
      if (method === "eth_requestAccounts") return { result: [account.address] };
      if (!willSign) return { error: { code: 4001, message: "User rejected the request." } };
      return { result: await account.signMessage({ message: { raw: params[0] ?? "0x" } }) };
    });
    await tab.addInitScript({ content: announcement });
  }

  const picture = (name: string) => page.screenshot({ path: join(pictures, `gateway-${name}.png`) });

  it("leads to signing in where nobody is", async () => {
    await page.goto(`${stage.origin}/viewer?StudyInstanceUIDs=${permitted?.study}`);
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByRole("button", { name: "Sign in with Test Wallet" }).waitFor();
    await picture("sign-in");
    willSign = false;
    await page.getByRole("button", { name: "Sign in with Test Wallet" }).click();
    await page.getByRole("alert").filter({ hasText: "Nothing was signed" }).waitFor();
    willSign = true;
  });

  it("shows the permitted study", async () => {
    await page.getByRole("button", { name: "Sign in with Test Wallet" }).click();
    await page.waitForURL(/\/viewer\?StudyInstanceUIDs=/);
    await page.waitForFunction(isImageShown, undefined, { timeout: 45_000 });
    await picture("study");
  });

  it("lists no other", async () => {
    const listed = page.waitForResponse(/\/dicom-web\/studies\?/);
    await page.goto(`${stage.origin}/`);
    const studies = (await (await listed).json()) as readonly Record<string, { Value?: readonly string[] }>[];
    expect(studies.map((study) => study["0020000D"]?.Value?.[0])).to.deep.equal([permitted?.study]);
    await page
      .getByText(studies[0]?.["00081030"]?.Value?.[0] ?? "")
      .first()
      .waitFor();
    await picture("list");
  });

  it("says in words that a study does not open, and how to ask for leave", async () => {
    await page.goto(`${stage.origin}/viewer?StudyInstanceUIDs=${other?.study}`);
    await page.waitForURL(/\/notfoundstudy/, { timeout: 30_000 });
    await page.getByText("or you have no leave to see it").waitFor();
    await picture("refused");
    await page.getByRole("link", { name: "Ask the patient for leave" }).click();
    const request = page.getByLabel("Request");
    for (let waits = 0; (await request.inputValue()) === "" && waits < 100; waits += 1) await page.waitForTimeout(50);
    const text = await request.inputValue();
    expect(text).to.include(`--record ${other?.study}`).and.include(stage.accounts[2]?.address.toLowerCase());
    await picture("ask");
  });

  it("asks no other host", () => {
    expect([...new Set(strangers)]).to.deep.equal([]);
  });

  it("is told of by fiducial who, complete", async () => {
    await stage.stopGateway();
    const answer = await stage.ask<{ complete: boolean; count: number }>("who", permitted?.study ?? "");
    expect(answer.complete).to.equal(true);
    expect(answer.count).to.be.greaterThan(0);
  });
});
