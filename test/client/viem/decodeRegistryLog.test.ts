import { expect } from "chai";
import { encodeAbiParameters, encodeEventTopics, type Hex, zeroAddress } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { decodeRegistryLog, UnreadableAnswerError } from "../../../src/client/viem/index.ts";
import { encodeAccessWord, encodeVerdict } from "../../../src/consent/accessWord.ts";
import { gateway, hospital, radiologist, word } from "../chain.ts";

const events = fiducialRegistryAbi.filter((item) => item.type === "event");
const samples: Readonly<Record<string, unknown>> = {
  address: hospital.address,
  bytes32: word(7),
  uint256: 3n,
  uint88: 3n,
  bool: true,
};

/** Builds a log of an event; values by name, and a sample of the type for each that is not given. */
function buildLog(eventName: string, values: Readonly<Record<string, unknown>> = {}) {
  const event = events.find(({ name }) => name === eventName);
  if (event === undefined) throw new RangeError(eventName);
  const inputs: readonly { name: string; type: string; indexed: boolean }[] = event.inputs;
  const sampleOf = ({ name, type }: { name: string; type: string }): unknown => values[name] ?? samples[type] ?? 1;
  const indexed = inputs.filter((input) => input.indexed);
  const plain = inputs.filter((input) => !input.indexed);
  const args = Object.fromEntries(indexed.map((input) => [input.name, sampleOf(input)]));
  const topics = encodeEventTopics({ abi: [event], args } as never) as [Hex, ...Hex[]];
  return { topics, data: encodeAbiParameters(plain, plain.map(sampleOf)) };
}

const word256 = 2n ** 256n - 1n;

describe("decodeRegistryLog", () => {
  for (const { name, inputs } of events) {
    it(`decodes ${name}, with every value of it`, () => {
      const verdict = encodeVerdict({ number: 1, entryNumber: 2, basis: "PERMIT", version: 3 });
      const { eventName, args } = decodeRegistryLog(buildLog(name, { verdict }));
      expect(eventName).to.equal(name);
      const kept = inputs.map((input) => input.name).filter((input) => input !== "what" && input !== "verdict");
      if (kept.length > 0) expect(args).to.include.all.keys(kept);
    });
  }

  it("says kinds, roles, policies and relations in words", () => {
    const args = (name: string, values: object) => decodeRegistryLog(buildLog(name, { ...values })).args;
    expect(args("Admitted", { kind: 3, roles: 5 })).to.deep.include({
      kind: "device",
      roles: ["gateway", "emergency"],
    });
    expect(args("PolicyChosen", { policy: 2 })).to.include({ policy: "basic-normal" });
    expect(args("Registered", { kind: 1, status: 2 })).to.include({ kind: "report", status: "preliminary" });
    expect(args("Amended", { status: 8 })).to.include({ status: "entered-in-error" });
    expect(args("Enrolled", { hold: 1 })).to.include({ hold: "custodial" });
    expect(args("Appointed", { powers: 3 })).to.deep.include({ powers: ["consent", "access"] });
    expect(args("Contributed", { origin: 2 })).to.include({ origin: "ai-assisted" });
    expect(args("Disposed", { disposition: 2 })).to.include({ disposition: "rejected" });
    expect(args("Reviewed", { outcome: 2 })).to.include({ outcome: "unjustified" });
    expect(args("Related", { relation: 2 })).to.include({ relation: "replaces" });
    expect(args("Permitted", { kinds: 2 ** 48 - 1 })).to.include({ kinds: 2n ** 48n - 1n });
  });

  it("takes an access apart", () => {
    const claim = { basis: "PERMIT", grantee: "group", allRecords: true } as const;
    const facts = { account: gateway.address, time: 1_700_000_000, purpose: 0, action: 1, claim, detail: 9 };
    const verdict = { number: 12, entryNumber: 34, basis: "UNDETERMINED", version: 0 } as const;
    const log = buildLog("Accessed", {
      accessor: radiologist.address,
      what: encodeAccessWord(facts),
      verdict: encodeVerdict(verdict),
    });
    expect(decodeRegistryLog(log).args).to.deep.equal({
      record: word(7),
      accessor: radiologist.address,
      patient: 1,
      part: word(7),
      gateway: gateway.address,
      time: 1_700_000_000,
      purpose: "PurposeOfUse",
      action: "read",
      claim,
      detail: 9,
      ...verdict,
    });
  });

  it("names no gateway where the accessor logged", () => {
    const what = encodeAccessWord({
      ...{ account: zeroAddress, time: 1, purpose: 0, action: 1, detail: 0 },
      claim: { basis: "NONE", grantee: "accessor", allRecords: false },
    });
    const log = buildLog("Accessed", {
      what,
      verdict: encodeVerdict({ number: 1, entryNumber: 0, basis: "NONE", version: 0 }),
    });
    expect(decodeRegistryLog(log).args).to.include({ gateway: undefined, basis: "NONE" });
  });

  it("keeps numbers that no list has a word for", () => {
    const verdict = encodeVerdict({ number: 1, entryNumber: 0, basis: "NONE", version: 0 });
    const access = decodeRegistryLog(buildLog("Accessed", { what: word256, verdict })).args;
    expect(access).to.include({ purpose: 255, action: 255, detail: 2 ** 32 - 1 });
    expect(decodeRegistryLog(buildLog("Registered", { kind: 47 })).args).to.include({ kind: 47 });
  });

  it("refuses what is no event of this registry", () => {
    const { topics } = buildLog("Enrolled");
    expect(() => decodeRegistryLog({ topics: [word(1)], data: "0x" })).to.throw(UnreadableAnswerError);
    expect(() => decodeRegistryLog({ topics, data: "0x" })).to.throw(UnreadableAnswerError);
    expect(() => decodeRegistryLog(buildLog("PolicyChosen", { policy: 200 }))).to.throw(UnreadableAnswerError);
  });
});
