import { expect } from "chai";
import type { Request } from "playwright-core";
import { type Address, http } from "viem";
import { connectRegistry } from "../../../src/client/viem/index.ts";
import { ALL_KINDS } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS, buildPermitTypedData } from "../../../src/consent/typedData.ts";
import { signIn, type Tab, type WebStage } from "../stage.ts";

/** Dr. Brown's account of the node, who has no leave at St. Mary Hospital. */
const BROWN = 4;

/**
 * A patient's way, from the first page to a leave that is taken back. The tests go on from one another.
 *
 * @param getStage - The stage, once it is set.
 */
export function patientJourney(getStage: () => WebStage): void {
  describe("a patient", () => {
    let stage: WebStage;
    let tab: Tab;
    let record: string;
    let relayed: Request | undefined;

    before(async () => {
      stage = getStage();
      tab = await stage.openTab("Ms. Lee", { viewport: { width: 1280, height: 900 } });
      tab.page.on("request", (request) => {
        if (request.url() === `${stage.origin}/relay`) relayed = request;
      });
    });
    after(() => tab?.close());

    it("connects a wallet and signs in by a message that says so in words", async () => {
      await signIn(tab, stage.origin);
      const [message = "", ...others] = tab.wallet.messages();
      expect(others).to.deep.equal([]);
      const account = stage.accountOf("Ms. Lee").address;
      expect(message.split("\n").slice(0, 2)).to.deep.equal([
        `${new URL(stage.origin).host} wants you to sign in with your Ethereum account:`,
        account,
      ]);
      expect(message).to.include(`\nChain ID: ${stage.up.chainId}\n`);
      await tab.page.getByRole("heading", { level: 1, name: "My records" }).waitFor();
    });

    it("sees records of both hospitals in one line, and no hash before a word", async () => {
      const { page } = tab;
      await page.getByText("3 records at 2 hospitals").waitFor();
      const text = await page.locator("main").innerText();
      expect(text).to.include("St. Mary Hospital").and.to.include("Lakeside Imaging");
      expect(text).not.to.match(/0x[0-9a-f]{4}/i);
    });

    it("gives leave: read back in words, signed as those words say, sent by somebody else", async () => {
      const { page, wallet } = tab;
      await page.getByRole("link", { name: "My leave" }).click();
      await page.getByRole("link", { name: "Give leave" }).first().click();
      await page.getByLabel("Name of a hospital or a person").fill("brown");
      await page.getByRole("button", { name: /Dr\. Brown/ }).click();
      await page.getByLabel(/^One month/).check();
      await page.getByRole("button", { name: "Read it back to me" }).click();
      await page.getByRole("heading", { level: 1, name: "Is this what you mean?" }).waitFor();
      const sentence = await page.locator(".leave-sentence").innerText();
      expect(sentence).to.match(
        /^Dr\.\sBrown .*may see all your records for treatment until the end of \d+\s\w+\s20\d\d\.$/,
      );
      expect(wallet.typed()).to.deep.equal([]);
      await page.getByRole("button", { name: "Sign in the wallet" }).click();
      await page.getByRole("heading", { level: 1, name: "Leave is given" }).waitFor();
    });

    it("was shown by the wallet exactly what was read back", async () => {
      const [typed] = tab.wallet.typed();
      const message = typed?.message as Record<string, string | number>;
      const [from, until, deadline] = ["from", "until", "deadline"].map((name) => Number(message[name]));
      const chain = await connectRegistry({ transport: http(stage.origin), registry: stage.up.registry as Address });
      const terms = {
        ...{ patient: 1, scope: ALL_RECORDS, grantee: stage.up.accounts[BROWN] as Address },
        ...{ purposes: coverPurposes(["TREAT"]), kinds: ALL_KINDS, from: from ?? 0, until: until ?? 0 },
      };
      const { epoch } = (await chain.patientOf({ patient: 1 })) ?? { epoch: 0 };
      const where = { chainId: stage.up.chainId, registry: stage.up.registry as Address };
      const expected = buildPermitTypedData({ ...where, terms, version: 0, epoch, deadline: deadline ?? 0 });
      const asText = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)));
      const { types, ...rest } = typed ?? {};
      const { types: expectedTypes, ...expectedRest } = asText(expected) as Record<string, unknown>;
      expect(loosen(rest)).to.deep.equal(loosen(expectedRest));
      expect(types).to.deep.include(expectedTypes as object);
      expect((until ?? 0) - (from ?? 0)).to.be.within(27 * 86_400, 33 * 86_400);
      expect(await chain.permitOf({ patient: 1, scope: ALL_RECORDS, grantee: terms.grantee })).to.deep.include({
        ...{ version: 1, until, purposes: terms.purposes },
      });
    });

    it("sees an access come up live, without asking for it", async () => {
      const { page } = tab;
      await page.getByRole("link", { name: "My records" }).click();
      await page.getByRole("link", { name: /^Report/ }).click();
      await page.getByRole("heading", { level: 2, name: /Who saw it: \d+ accesses/ }).waitFor();
      record = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      expect(await page.locator("main").innerText()).not.to.include(
        "Dr. Brown (Lakeside Imaging) looked at it for treatment",
      );
      await stage.place.ask("access", record, "--as", `@${BROWN}`);
      await page
        .getByText(/Dr\. Brown \(Lakeside Imaging\) looked at it for treatment, by your leave/)
        .first()
        .waitFor();
    });

    it("has the list proven in the page: genuine and complete, by its own wallet's node", async () => {
      const { page, wallet } = tab;
      const before = wallet.asked.length;
      await page.getByRole("button", { name: /Check that this is genuine/ }).click();
      await page.getByText("Genuine and complete").waitFor();
      const asked = wallet.asked.slice(before).map(({ method }) => method);
      expect(asked).to.include("eth_getBlockByNumber");
    });

    it("takes the leave back in one click and one signature, and what comes after is without leave", async () => {
      const { page, wallet } = tab;
      await page.getByRole("link", { name: "My leave" }).click();
      const sent = page.waitForResponse(`${stage.origin}/relay`);
      await page.getByRole("button", { name: "Take back the leave of Dr. Brown" }).click();
      expect((await sent).status()).to.equal(201);
      const revocation = wallet.typed().at(-1);
      expect(revocation?.primaryType).to.equal("Revocation");
      expect(revocation?.message).to.deep.include({ scope: ALL_RECORDS });
      const { basis } = await stage.place.ask<{ basis: string }>("access", record, "--as", `@${BROWN}`);
      expect(basis).to.equal("NONE");
      await page.goto(`${stage.origin}/app/records/${record}`);
      await page
        .getByText(/Dr\. Brown \(Lakeside Imaging\) looked at it for treatment, without leave/)
        .first()
        .waitFor();
    });

    it("can't be held to a signature twice: the first one, sent again, is refused", async () => {
      const body = relayed?.postData() ?? "";
      expect(Object.keys(JSON.parse(body))).to.include.members(["act", "signed"]);
      const again = await fetch(`${stage.origin}/relay`, {
        ...{ method: "POST", headers: { "content-type": "application/json" }, body },
      });
      expect(again.status).to.equal(422);
    });

    it("was shown no error of the pages' own", () => {
      expect(tab.errors).to.deep.equal([]);
    });
  });
}

/** Numbers of 53 bits and fewer are numbers or texts, as the library between has it; accounts are in any case. */
function loosen(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.toLowerCase();
  if (Array.isArray(value)) return value.map(loosen);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, loosen(one)]));
}
