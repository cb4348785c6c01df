import { expect } from "chai";
import { formOfAccess } from "../../../src/api/questions/accessForm.ts";
import { type Bundle, type FaultCode, type Trust, verifyBundle } from "../../../src/audit/verify/index.ts";
import type { Access } from "../../../web/api/types.ts";
import { readHeader } from "../../../web/auditor/proof/header.ts";
import { findBundleRow, followProof, type Step } from "../../../web/auditor/proof/steps.ts";
import { prove } from "../../audit/question.ts";
import { buildSimulatedChain } from "../../audit/simulatedChain.ts";
import { buildDice } from "../../consent/dice.ts";

const chain = buildSimulatedChain(buildDice(31), 8);
const at = (index: number) => chain.blocks.at(index) ?? { number: 0, hash: "0x" as const };

// The chain of proof of one access
// ├── holds link by link where the bundle does
// ├── breaks at the link that is wrong, and says nothing of those below it
// └── does not hold for a row that says otherwise than the page
describe("the chain of proof of one access", () => {
  let [access, bundle, trust]: [Access, Bundle, Trust] = [] as never;

  before(async () => {
    const [first] = chain.accesses;
    if (first === undefined) throw new TypeError("No access");
    const trusted = [first.place.blockNumber, at(-1).number];
    const question = { block: at(-1).number, accesses: [first], records: [], gateways: [], trusted };
    ({ bundle, trust } = await prove(chain, question));
    access = formOfAccess(first) as Access;
  });

  const follow = (changed: Bundle = bundle, shown: Access = access, pins: Trust = trust): readonly Step[] =>
    followProof(shown, changed, verifyBundle(changed, pins));
  const states = (steps: readonly Step[]): string => steps.map(({ state }) => state[0]).join("");

  it("holds from the row to the block that the reader's node knows", () => {
    expect(states(follow())).to.equal("hhhhhh");
    expect(follow().flatMap(({ faults }) => faults)).to.deep.equal([]);
  });

  const row = (changes: Partial<Bundle["rows"][number]>) => (given: Bundle) => ({
    rows: given.rows.map((one) => ({ ...one, ...changes })),
  });
  const breaks: readonly [FaultCode, string, (given: Bundle) => Partial<Bundle>][] = [
    ["RowAltered", "ffhhhh", row({ purpose: 255 })],
    ["LogMissing", "hufhhh", row({ log: 99 })],
    ["NodeMissing", "huufhh", ({ nodes }) => ({ nodes: nodes.slice(1) })],
    ["HeaderOutOfPlace", "huuufh", ({ headers }) => ({ headers: headers.toReversed() })],
    ["BlockNotTrusted", "huuuuf", () => ({ headers: [] })],
  ];
  for (const [code, expected, change] of breaks) {
    it(`breaks at its link where ${code}`, () => {
      const steps = follow({ ...bundle, ...change(bundle) });
      expect(states(steps)).to.equal(expected);
      expect(steps.findLast(({ state }) => state === "failed")?.faults).to.include(code);
    });
  }

  it("breaks at the last link for a reader whose node knows another block", () => {
    const blocks = trust.blocks.map(() => `0x${"12".repeat(32)}`);
    expect(states(follow(bundle, access, { ...trust, blocks }))).to.equal("huuuuf");
  });

  it("breaks where the registry is another than the reader asked", () => {
    expect(states(follow(bundle, access, { ...trust, registry: `0x${"99".repeat(20)}` }))).to.equal("hfhhhh");
    expect(states(follow(bundle, access, { ...trust, chainId: 7 }))).to.equal("hfhhhh");
  });

  const fields: readonly [string, Partial<Access>][] = [
    ["the accessor", { accessor: `0x${"01".repeat(20)}` }],
    ["the patient", { patient: 3 }],
    ["the part", { part: `0x${"02".repeat(32)}` }],
    ["the time", { time: 3 }],
    ["the purpose", { purpose: { number: 256, code: null } }],
    ["the action", { action: { number: 256, code: null } }],
    ["the gateway", { gateway: `0x${"03".repeat(20)}` }],
    ["the entry's number", { entryNumber: 999_999 }],
    ["the reason", { detail: -1 }],
    ["the block", { place: { blockNumber: 1, blockTime: 0, txHash: "0x", logIndex: 0 } }],
    ["the permit's version", { permitVersion: -1 }],
  ];
  for (const [what, changes] of fields) {
    it(`does not hold for a page that shows ${what} otherwise`, () => {
      const [shown] = follow(bundle, { ...access, ...changes });
      expect(shown).to.deep.equal({ name: "shown", state: "failed", faults: ["ShownOtherwise"] });
    });
  }

  it("does not hold for a page that shows another verdict, or another access", () => {
    const basis = access.basis === "NONE" ? "PERMIT" : "NONE";
    expect(states(follow(bundle, { ...access, basis }))).to.equal("fhhhhh");
    const claimed = access.claimed === "NONE" ? "PERMIT" : "NONE";
    expect(states(follow(bundle, { ...access, claimed }))).to.equal("fhhhhh");
    const other = { ...access, number: access.number + 1 };
    expect(findBundleRow(other, bundle)).to.equal(undefined);
    expect(follow(bundle, other)[0]?.faults).to.deep.equal(["RowNotProven"]);
  });

  it("shows of each header what it hashes to and holds", () => {
    const headers = bundle.headers.map(readHeader);
    const known = chain.blocks.filter(({ number }) => headers.some((header) => header?.number === number));
    expect(headers.map((header) => header?.hash)).to.deep.equal(known.map(({ hash }) => hash));
    expect(headers.map((header) => header?.receiptsRoot)).to.deep.equal(known.map(({ answer }) => answer.receiptsRoot));
    expect(headers.map((header) => header?.time)).to.deep.equal(known.map(({ time }) => time));
  });

  for (const text of ["0x", "0xc0", "0x01", "0xf8", "0xc3010203"] as const) {
    it(`takes ${text} for no header`, () => expect(readHeader(text)).to.equal(undefined));
  }
});
