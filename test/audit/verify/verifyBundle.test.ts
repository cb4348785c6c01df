import { expect } from "chai";
import type { Hex } from "viem";
import { encodeHeader } from "../../../src/audit/prove/encodeHeader.ts";
import { makeBundle } from "../../../src/audit/prove/index.ts";
import {
  type Bundle,
  describeFindings,
  type FaultCode,
  type Findings,
  InvalidTrustError,
  type Trust,
  verifyBundle,
} from "../../../src/audit/verify/index.ts";
import { buildDice } from "../../consent/dice.ts";
import { drawQuestion, type Proven, prove } from "../question.ts";
import { buildSimulatedChain, drawBytes, seal } from "../simulatedChain.ts";

// verifyBundle
// ├── it says what is wrong by a code, and where
// ├── when the auditor trusts a later block
// │   ├── and the headers lead there → the answer is stale, unless an earlier block is said to be enough
// │   └── and the bundle holds no header of it → it says so, unless an earlier block is said to be enough
// ├── when a row of a record is not genuine → this record is not complete, the others are
// ├── when a header is superfluous, or its parent is of another number → it says so
// ├── when the trusted hashes are of two chains → it says so
// ├── when nothing of a trusted chain is in it → no row is genuine, nothing is complete
// ├── when the code is pinned → it holds with this code only
// ├── when there is no contract at the registry's address → nothing is complete
// ├── when it claims nothing complete → its rows are genuine, and it is said that others may be
// └── when the trust is not well written → InvalidTrustError
const dice = buildDice(21);
const chain = buildSimulatedChain(dice, 10);
const otherChain = buildSimulatedChain(dice, 10);
const last = chain.blocks.at(-1)?.number ?? 0;

describe("verifyBundle", () => {
  let proven: Proven;

  before(async () => {
    proven = await prove(chain, { ...questionOf(last), trusted: [last] });
  });

  const cases: readonly [FaultCode, string, (bundle: Bundle) => Partial<Bundle>][] = [
    ["RowAltered", "rows 1", ({ rows }) => ({ rows: rows.with(1, { ...row(1), action: row(1).action ^ 1 }) })],
    ["RowOutOfPlace", "rows 2", ({ rows }) => ({ rows: rows.toSpliced(1, 0, row(1)) })],
    ["RowOutOfPlace", "rows 2", ({ rows }) => ({ rows: rows.with(1, row(2)).with(2, row(1)) })],
    ["AccessesMissing", "records 0", ({ rows }) => ({ rows: rows.filter((one) => one !== rowOf(firstRecord())) })],
    ["AccessesMissing", "records 0", ({ rows }) => ({ rows: rows.filter((one) => one !== lastRowOf(firstRecord())) })],
    ["LogMissing", "rows 0", ({ rows }) => ({ rows: rows.with(0, { ...row(0), log: 99 }) })],
    ["ReceiptMissing", "rows 0", ({ rows }) => ({ rows: rows.with(0, { ...row(0), transaction: 999 }) })],
    ["BlockNotTrusted", "rows 0", ({ rows }) => ({ rows: rows.with(0, { ...row(0), block: 1 }) })],
    ["RowTooLate", "rows", ({ block }) => ({ block: block - 3 })],
    ["Stale", "", ({ block }) => ({ block: block - 1 })],
    ["CountAltered", "records 0", ({ records }) => ({ records: [{ ...record(0), count: 0 }, ...records.slice(1)] })],
    ["CountOutOfPlace", "records 1", ({ records }) => ({ records: [record(0), ...records] })],
    ["NotAnswered", "", ({ records }) => ({ records: records.slice(1) })],
    ["OtherChain", "", ({ chainId }) => ({ chainId: chainId + 1 })],
    ["OtherRegistry", "", () => ({ registry: drawBytes(dice, 20) })],
    ["NodeMissing", "rows 0", ({ nodes }) => ({ nodes: nodes.slice(1) })],
    ["NodeMissing", "gateways", ({ nodes }) => ({ nodes: nodes.slice(0, -1) })],
    ["NodeOutOfPlace", "nodes", ({ nodes }) => ({ nodes: [...nodes, drawBytes(dice, 40)] })],
    ["NodeOutOfPlace", "nodes 0", ({ nodes }) => ({ nodes: [...nodes].reverse() })],
    ["HeaderNotLinked", "headers 0", ({ headers }) => ({ headers: headers.with(-2, drawBytes(dice, 500)) })],
    ["HeaderOutOfPlace", "headers 1", ({ headers }) => ({ headers: [...headers].reverse() })],
    ["TrustedBlockMissing", "", ({ headers }) => ({ headers: headers.slice(0, -1) })],
  ];
  for (const [code, place, change] of cases) {
    it(`says ${code}${place && ` in ${place}`}`, () => {
      const findings = verifyBundle({ ...proven.bundle, ...change(proven.bundle) }, proven.trust);
      expect(findings.holds).to.equal(false);
      const places = findings.problems.filter((problem) => problem.code === code);
      expect(places.map(({ list, index }) => `${list ?? ""} ${index ?? ""}`.trim()).join()).to.contain(place);
      expect(places, codesOf(findings).join()).to.not.be.empty;
    });
  }

  it("finds an answer stale when a later block is trusted, unless an earlier one is enough", async () => {
    const { bundle, trust } = await prove(chain, { ...questionOf(last - 2), trusted: [last] });
    expect(codesOf(verifyBundle(bundle, trust))).to.deep.equal(["Stale"]);
    const findings = verifyBundle(bundle, { ...trust, upTo: last - 2 });
    expect(findings.problems).to.deep.equal([]);
    expect(findings.upTo?.number).to.equal(last - 2);
  });

  it("misses the header of a trusted block, unless an earlier one is enough", () => {
    const blocks = [...proven.trust.blocks, drawBytes(dice, 32)];
    expect(codesOf(verifyBundle(proven.bundle, { ...proven.trust, blocks }))).to.deep.equal(["TrustedBlockMissing"]);
    expect(verifyBundle(proven.bundle, { ...proven.trust, blocks, upTo: last }).problems).to.deep.equal([]);
  });

  it("calls no record complete whose row is not genuine", () => {
    const rows = proven.bundle.rows.map((one) =>
      one === rowOf(firstRecord()) ? { ...one, purpose: one.purpose ^ 1 } : one,
    );
    const [finding, ...others] = verifyBundle({ ...proven.bundle, rows }, proven.trust).records;
    expect(finding?.complete).to.equal(false);
    expect(others.every(({ complete }) => complete)).to.equal(true);
  });

  it("finds a header that nothing needs", async () => {
    const { request, registry } = chain;
    const bundle = await makeBundle({ request, registry, block: last, accesses: [], gateways: [drawBytes(dice, 20)] });
    const superfluous = encodeHeader(chain.blocks.at(-2)?.answer ?? {});
    const findings = verifyBundle(
      { ...bundle, headers: [superfluous, ...bundle.headers] },
      { ...proven.trust, records: [], gateways: [] },
    );
    expect(findings.problems).to.have.lengthOf(1);
    expect(findings.problems[0]).to.include({ code: "HeaderOutOfPlace", list: "headers", index: 0 });
  });

  it("finds a parent that is not of the number before", () => {
    const answer = chain.blocks.at(-1)?.answer;
    const parent = seal({ ...answer, number: "0x1" });
    const child = seal({ ...answer, parentHash: parent.hash });
    const headers = [parent, child].map(encodeHeader);
    const findings = verifyBundle({ ...proven.bundle, headers }, { ...proven.trust, blocks: [child.hash] });
    expect(codesOf(findings)).to.include("HeaderUnreadable");
  });

  it("says that trusted hashes are of two chains", () => {
    const twin = seal({ ...chain.blocks.at(-1)?.answer, mixHash: drawBytes(dice, 32) });
    const headers = [...proven.bundle.headers, encodeHeader(twin)];
    const findings = verifyBundle(
      { ...proven.bundle, headers },
      { ...proven.trust, blocks: [...proven.trust.blocks, twin.hash] },
    );
    expect(codesOf(findings)).to.include("TrustedBlocksDisagree");
    expect(findings.rows.some(({ genuine }) => genuine)).to.equal(false);
  });

  it("calls nothing genuine or complete that leads to no trusted block", () => {
    const blocks = [otherChain.blocks.at(-1)?.hash ?? ""];
    const findings = verifyBundle(proven.bundle, { ...proven.trust, blocks });
    expect(findings.holds).to.equal(false);
    expect(findings.upTo).to.equal(undefined);
    expect(findings.rows.some(({ genuine }) => genuine)).to.equal(false);
    expect(findings.records.some(({ complete, count }) => complete || count !== undefined)).to.equal(false);
  });

  it("holds with the code that is pinned only", () => {
    const { codeHash } = verifyBundle(proven.bundle, proven.trust);
    expect(verifyBundle(proven.bundle, { ...proven.trust, codeHash }).problems).to.deep.equal([]);
    const findings = verifyBundle(proven.bundle, { ...proven.trust, codeHash: drawBytes(dice, 32) });
    expect(codesOf(findings)).to.deep.equal(["OtherCode"]);
    expect(findings.records.some(({ complete }) => complete)).to.equal(false);
  });

  it("calls nothing complete where there is no contract", () => {
    const registry = drawBytes(dice, 20);
    const state = chain.blocks.at(-1)?.state.prove(registry) ?? [];
    const nothing = { ...proven.bundle, registry, rows: [], nodes: state, headers: proven.bundle.headers.slice(-1) };
    const findings = verifyBundle(nothing, { ...proven.trust, registry });
    expect(codesOf(findings)).to.deep.equal(["NoRegistry"]);
    expect(findings.records.some(({ complete }) => complete)).to.equal(false);
  });

  it("says of rows alone that there may be others", async () => {
    const { request, registry, accesses } = chain;
    const bundle = await makeBundle({ request, registry, block: last, accesses: accesses.slice(0, 3) });
    const { records: _, gateways: __, ...trust } = proven.trust;
    const findings = verifyBundle(bundle, trust);
    expect(findings.holds).to.equal(true);
    expect(findings.rowsAlone).to.equal(3);
    expect(describeFindings(findings).join("\n")).to.contain("nothing shows that there are no others");
  });

  it("refuses trust that is not well written", () => {
    const { trust } = proven;
    const wrong: readonly Trust[] = [
      { ...trust, blocks: [] },
      { ...trust, blocks: ["0x12"] },
      { ...trust, registry: "0x12" },
      { ...trust, chainId: 1.5 },
      { ...trust, upTo: -1 },
      { ...trust, records: ["a record"] },
      { ...trust, gateways: [trust.blocks[0] ?? ""] },
      { ...trust, codeHash: "" },
    ];
    for (const one of wrong) expect(() => verifyBundle(proven.bundle, one)).to.throw(InvalidTrustError);
    const upperCase = { ...trust, registry: `0x${trust.registry.slice(2).toUpperCase()}` };
    expect(verifyBundle(proven.bundle, upperCase).problems).to.deep.equal([]);
  });

  function row(index: number) {
    const found = proven.bundle.rows[index];
    if (found === undefined) throw new RangeError(`There is no row ${index}`);
    return found;
  }

  function record(index: number) {
    const found = proven.bundle.records[index];
    if (found === undefined) throw new RangeError(`There is no record ${index}`);
    return found;
  }

  function firstRecord(): Hex {
    return record(0).record;
  }

  function lastRowOf(wanted: Hex) {
    return proven.bundle.rows.findLast((one) => one.record === wanted);
  }

  function rowOf(wanted: Hex) {
    return proven.bundle.rows.find((one) => one.record === wanted);
  }
});

/** Asks for all accesses of all records up to a block. */
function questionOf(block: number) {
  const accesses = chain.accesses.filter(({ place }) => place.blockNumber <= block);
  return { ...drawQuestion(dice, chain), block, accesses, records: chain.records, gateways: chain.gateways };
}

function codesOf(findings: Findings): readonly FaultCode[] {
  return findings.problems.map(({ code }) => code);
}
