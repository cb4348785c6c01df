import { createHash } from "node:crypto";
import { expect } from "chai";
import { type Hex, hashMessage } from "viem";
import { buildLoginMessage } from "../../../src/gateway/session/loginTerms.ts";
import { formatSiweMessage, LoginRefusedError, type SiweMessage, TooBusyError } from "../../../src/session/index.ts";
import { thrownBy } from "../../sql/folder.ts";
import { account, buildDesk, noon, stranger, terms } from "./desk.ts";

type Desk = ReturnType<typeof buildDesk>;

async function present(desk: Desk, changes: Partial<SiweMessage> = {}, time = noon) {
  const { nonce } = desk.offer({ purpose: "TREAT" }, noon);
  const usual = buildLoginMessage({ address: account.address, nonce, purpose: "TREAT" }, terms, noon);
  const message = formatSiweMessage({ ...usual, ...changes });
  return desk.signIn({ message, signature: await account.signMessage({ message }) }, time);
}

// signing in
// ├── with the message offered → a session in lower case, for the purpose that was signed, with a stated end
// ├── a nonce is used once, also by a thousand at a time
// ├── what the message says is checked: site, chain, purpose, statement, times at their edges
// ├── a contract's signature is left to the verifier
// ├── somebody who may not ask here has no session
// └── each login has a new token and id; a token opens nothing after the end or the logout
describe("signing in", () => {
  it("opens a session for whoever signed the message offered", async () => {
    const desk = buildDesk();
    const { message = "" } = desk.offer({ address: account.address, purpose: "CLINTRCH" }, noon);
    const signature = await account.signMessage({ message });
    const { token, session } = await desk.signIn({ message, signature }, noon + 299);
    const { accessor, purpose, by, from, until } = session;
    expect({ accessor, purpose, by, from, until }).to.deep.equal({
      ...{ accessor: account.address.toLowerCase(), purpose: "CLINTRCH", by: "signature" },
      ...{ from: noon + 299, until: noon + 299 + 900 },
    });
    expect(token).to.have.lengthOf(43);
    expect(await desk.identify(token, noon + 300)).to.equal(session);
    expect(message).to.include("clinical trial research (CLINTRCH)");
  });

  it("lets one of a thousand in that come at once with one nonce", async () => {
    const desk = buildDesk();
    const { message = "" } = desk.offer({ address: account.address, purpose: "TREAT" }, noon);
    const signature = await account.signMessage({ message });
    const attempts = Array.from({ length: 1_000 }, () => desk.signIn({ message, signature }, noon));
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter(({ status }) => status === "fulfilled")).to.have.lengthOf(1);
    const reasons = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(reasons.every((reason) => reason instanceof LoginRefusedError)).to.equal(true);
    expect(desk.sessions.count(noon)).to.equal(1);
  });

  it("uses a nonce up with a wrong signature too", async () => {
    const desk = buildDesk();
    const { message = "" } = desk.offer({ address: account.address, purpose: "TREAT" }, noon);
    const wrong = await stranger.signMessage({ message });
    expect(await thrownBy(() => desk.signIn({ message, signature: wrong }, noon))).to.be.instanceOf(LoginRefusedError);
    const signature = await account.signMessage({ message });
    expect(await thrownBy(() => desk.signIn({ message, signature }, noon))).to.be.instanceOf(LoginRefusedError);
  });

  const iso = (time: number): string => new Date(time * 1_000).toISOString();
  const refused: readonly (readonly [string, Partial<SiweMessage>, number?])[] = [
    ["another site", { domain: "images.example.com" }],
    ["another address of the site", { uri: "https://images.example.org/other" }],
    ["another chain", { chainId: 1 }],
    ["a nonce of nobody", { nonce: "0".repeat(74) }],
    ["a nonce of another kind", { nonce: "abcdefgh" }],
    ["no purpose", { resources: [] }],
    ["a purpose that is none", { resources: ["urn:fiducial:purpose-of-use:FUN"] }],
    ["two purposes", { resources: ["urn:fiducial:purpose-of-use:TREAT", "urn:fiducial:purpose-of-use:HRESCH"] }],
    ["a purpose beside the one stated", { resources: ["urn:fiducial:purpose-of-use:HRESCH"] }],
    ["another statement", { statement: "Win a prize" }],
    ["a message of the future", { issuedAt: iso(noon + 61) }],
    ["a message that begins later", { notBefore: iso(noon + 61) }],
    ["a message that is over", { expirationTime: iso(noon) }],
    ["a message without an end", { expirationTime: undefined }],
    ["a message that is too old", { issuedAt: iso(noon - 300), expirationTime: iso(noon + 9_999) }],
    ["a nonce that is too old", { issuedAt: iso(noon + 300), expirationTime: iso(noon + 9_999) }, noon + 300],
  ];
  for (const [what, changes, time] of refused) {
    it(`refuses ${what}`, async () => {
      const desk = buildDesk();
      expect(await thrownBy(() => present(desk, changes, time))).to.be.instanceOf(LoginRefusedError);
      expect(desk.sessions.count(noon)).to.equal(0);
    });
  }

  it("takes times at their edges", async () => {
    await present(buildDesk(), { issuedAt: iso(noon + 60), notBefore: iso(noon + 60) });
    await present(buildDesk(), { expirationTime: iso(noon + 1) });
    await present(buildDesk(), { issuedAt: iso(noon - 299) });
  });

  it("asks the verifier about the very message, and believes it for a contract", async () => {
    const asked: unknown[] = [];
    const desk = buildDesk({
      verifyMessage: async ({ address, message, signature }) => {
        asked.push([address, hashMessage(message), signature]);
        return signature === "0x01";
      },
    });
    const { message = "" } = desk.offer({ address: account.address, purpose: "TREAT" }, noon);
    await desk.signIn({ message, signature: "0x01" }, noon);
    expect(asked).to.deep.equal([[account.address.toLowerCase(), hashMessage(message), "0x01"]]);
  });

  it("opens nothing for somebody who may not ask here at that moment", async () => {
    const desk = buildDesk({ isValidAccessor: async (_, time) => time < noon });
    expect(await thrownBy(() => present(desk))).to.be.instanceOf(LoginRefusedError);
  });

  it("gives each login a token and an id of its own, and keeps no token", async () => {
    const desk = buildDesk();
    const [one, other] = [await present(desk), await present(desk)];
    expect(one.token).not.to.equal(other.token);
    expect(one.session.id).not.to.equal(other.session.id);
    expect(JSON.stringify(one.session)).not.to.include(one.token);
  });

  it("ends a session at its end, and at the logout", async () => {
    const desk = buildDesk();
    const [one, other] = [await present(desk), await present(desk)];
    expect(await desk.identify(one.token, noon + 899)).to.equal(one.session);
    expect(await desk.identify(one.token, noon + 900)).to.equal(undefined);
    desk.signOut(other.token);
    expect(await desk.identify(other.token, noon)).to.equal(undefined);
    expect(await desk.identify("", noon)).to.equal(undefined);
    expect(desk.sessions.count(noon + 900)).to.equal(0);
    expect(desk.ended).to.deep.equal([other.session, one.session]);
  });

  it("opens no more sessions than there may be, and again when one is over", async () => {
    const desk = buildDesk({ most: 2 });
    await present(desk);
    await present(desk);
    expect(await thrownBy(() => present(desk))).to.be.instanceOf(TooBusyError);
    const { sessions } = buildDesk({ most: 1 });
    const who = { accessor: account.address, purpose: "TREAT", by: "token" } as const;
    sessions.open(who, noon);
    expect(() => sessions.open(who, noon + 899)).to.throw(TooBusyError);
    sessions.open(who, noon + 900);
  });
});

describe("the token of a device", () => {
  const digest = (token: string): Hex => `0x${createHash("sha256").update(token).digest("hex")}`;
  const devices = [
    { digest: digest("first"), device: account.address, purpose: "TREAT" },
    { digest: digest("second"), device: stranger.address, purpose: "HRESCH" },
  ] as const;

  it("opens one session at a time, for its device and purpose", async () => {
    const desk = buildDesk({ devices });
    const [one, same] = await Promise.all([desk.identify("second", noon), desk.identify("second", noon)]);
    expect(one).to.include({ accessor: stranger.address.toLowerCase(), purpose: "HRESCH", by: "token" });
    expect(same).to.equal(one);
    expect((await desk.identify("second", noon + 900))?.id).not.to.equal(one?.id);
    expect(desk.sessions.count(noon + 900)).to.equal(1);
  });

  it("opens none that is not configured, nor for a device that is not in force", async () => {
    expect(await buildDesk({ devices }).identify("third", noon)).to.equal(undefined);
    const desk = buildDesk({ devices, isValidAccessor: async () => false });
    expect(await desk.identify("first", noon)).to.equal(undefined);
  });
});
