import { expect } from "chai";
import { renderBundle } from "../../../src/audit/prove/index.ts";
import { type Bundle, InvalidBundleError, InvalidTrustError } from "../../../src/audit/verify/index.ts";
import { BlockUnknownError, checkProof, listBlocksToTrust, type Step } from "../../../web/patient/checkProof.ts";
import { compareWithProof, sayFindings } from "../../../web/patient/sayFindings.ts";
import { prove } from "../../audit/question.ts";
import { buildSimulatedChain } from "../../audit/simulatedChain.ts";
import { buildDice } from "../../consent/dice.ts";

// A proof, checked as a page does
// ├── of all accesses of a record → genuine and complete, by the hash of one block that the node is asked for
// │   ├── where the page leaves one out, shows another verdict or one more → that is told
// │   └── by hashes that were typed → the same
// ├── that stands on each row's block → each of their hashes is asked for
// ├── of rows alone → genuine, and nothing shows that there are no others
// ├── with an access altered, or left out → broken, by the fault's name
// ├── where the node has another block, or is of another chain than the registry's → broken
// ├── where the node does not know the block → BlockUnknownError, and no verdict
// └── that is none, or by a hash that is none → InvalidBundleError, InvalidTrustError
const chain = buildSimulatedChain(buildDice(31), 12);
const { registry, chainId } = chain;
const last = chain.blocks.at(-1)?.number ?? 0;
const record = Object.entries(Object.groupBy(chain.accesses, (access) => access.record)).find(
  ([, accesses]) => (accesses?.length ?? 0) > 1,
)?.[0] as `0x${string}`;
const accesses = chain.accesses.filter((access) => access.record === record);
const terms = { chainId, registry, records: [record] };
const silent = (): void => undefined;

async function ask(block: number): Promise<string | undefined> {
  return chain.blocks.find(({ number }) => number === block)?.hash;
}

async function proveRecord({ records = [record], trusted = [last] } = {}): Promise<Bundle> {
  return (await prove(chain, { block: last, accesses, records, gateways: [], trusted })).bundle;
}

describe("a proof, checked as a page does", () => {
  it("is genuine and complete where it is, by the hash of one block", async () => {
    const asked: number[] = [];
    const steps: Step["name"][] = [];
    const askHash = (block: number) => {
      asked.push(block);
      return ask(block);
    };
    const text = renderBundle(await proveRecord());
    const { findings } = await checkProof(text, terms, askHash, ({ name }) => steps.push(name));
    const { verdict, values, problems } = sayFindings(findings);
    expect({ verdict, problems }).to.deep.equal({ verdict: "complete", problems: [] });
    expect(values).to.include({ accesses: accesses.length, records: 1, block: last });
    expect(values.time).to.be.greaterThan(0);
    expect(asked).to.deep.equal([last]);
    expect(steps).to.deep.equal(["reading", "asking", "checking"]);
    const [first, ...rest] = accesses;
    if (first === undefined) return expect.fail();
    expect(compareWithProof(findings, accesses)).to.deep.equal({ leftOut: 0, otherwise: 0 });
    expect(compareWithProof(findings, rest)).to.deep.equal({ leftOut: 1, otherwise: 0 });
    expect(compareWithProof(findings, [...accesses, { ...first, number: 999 }])).to.deep.equal({
      leftOut: 0,
      otherwise: 1,
    });
    expect(compareWithProof(findings, [...rest, { ...first, basis: "x" }])).to.deep.equal({ leftOut: 0, otherwise: 1 });
  });

  it("holds by hashes that were typed", async () => {
    const hash = (await ask(last)) ?? "";
    const { findings } = await checkProof(
      renderBundle(await proveRecord()),
      terms,
      [hash.toUpperCase().replace("0X", "0x")],
      silent,
    );
    expect(sayFindings(findings).verdict).to.equal("complete");
  });

  it("has every block's hash asked for where it stands on each of them", async () => {
    const blocks = [...new Set([...accesses.map(({ place }) => place.blockNumber), last])];
    const bundle = await proveRecord({ trusted: blocks });
    if (blocks.length < last - Math.min(...blocks) + 1) expect(listBlocksToTrust(bundle)).to.deep.equal(blocks);
    const { findings } = await checkProof(renderBundle(bundle), terms, ask, silent);
    expect(sayFindings(findings).verdict).to.equal("complete");
  });

  it("is genuine alone where it claims nothing complete", async () => {
    const text = renderBundle(await proveRecord({ records: [] }));
    const { findings } = await checkProof(text, { chainId, registry }, ask, silent);
    expect(sayFindings(findings)).to.deep.include({ verdict: "genuine", problems: [] });
  });

  for (const [what, code, alter] of [
    [
      "an access is altered",
      "RowAltered",
      ({ rows }: Bundle) => ({ rows: rows.map((row) => ({ ...row, purpose: row.purpose ^ 1 })) }),
    ],
    ["an access is left out", "AccessesMissing", ({ rows }: Bundle) => ({ rows: rows.slice(1) })],
    ["it is of another registry", "OtherRegistry", () => ({ registry: record.slice(0, 42) as `0x${string}` })],
    ["it answers for another record", "NotAnswered", () => ({ records: [] })],
  ] as const) {
    it(`does not hold where ${what}`, async () => {
      const bundle = await proveRecord();
      const altered = renderBundle({ ...bundle, ...alter(bundle) });
      const { findings } = await checkProof(altered, terms, ask, silent);
      const { verdict, problems } = sayFindings(findings);
      expect(verdict).to.equal("broken");
      expect(problems.map((problem) => problem.code)).to.include(code);
    });
  }

  it("does not hold where the node has another block, or the registry is on another chain", async () => {
    const text = renderBundle(await proveRecord());
    const other = await checkProof(text, terms, async () => record, silent);
    expect(sayFindings(other.findings).problems.map(({ code }) => code)).to.include("HeaderNotLinked");
    const elsewhere = await checkProof(text, { ...terms, chainId: chainId + 1 }, ask, silent);
    expect(sayFindings(elsewhere.findings).problems.map(({ code }) => code)).to.deep.equal(["OtherChain"]);
  });

  it("comes to no verdict where the node does not know the block, or what was given is no proof or hash", async () => {
    const text = renderBundle(await proveRecord());
    const failures = await Promise.all(
      [
        checkProof(text, terms, async () => undefined, silent),
        checkProof(text.slice(0, -9), terms, ask, silent),
        checkProof(text, terms, ["0x12"], silent),
        checkProof(text, terms, [], silent),
      ].map((check) => check.catch((error: unknown) => error)),
    );
    expect(failures[0]).to.be.instanceOf(BlockUnknownError).and.to.include({ block: last });
    expect(failures[1]).to.be.instanceOf(InvalidBundleError);
    expect(failures[2]).to.be.instanceOf(InvalidTrustError);
    expect(failures[3]).to.be.instanceOf(InvalidTrustError);
  });
});
