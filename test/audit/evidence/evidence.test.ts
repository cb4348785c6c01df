import { expect } from "chai";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { canonicalJson, digestOf } from "../../../src/audit/evidence/canonical.ts";
import {
  buildEvidence,
  checkEvidence,
  type EVIDENCE_CODES,
  type Evidence,
  type EvidenceTrust,
  parseEvidence,
  renderEvidence,
  sealEvidence,
  sealMessage,
} from "../../../src/audit/evidence/index.ts";
import { makeBundle } from "../../../src/audit/prove/index.ts";
import { type PlacedEvent, replay } from "../../../src/audit/replay/index.ts";
import { InvalidBundleError } from "../../../src/audit/verify/index.ts";
import { startStory } from "../../indexer/story.ts";
import { castOf, recordAt, type World } from "../../indexer/world.ts";
import { connectStory } from "../replay/connectStory.ts";
import { readPlacedEvents } from "../replay/randomStory.ts";

// An evidence of a story on a chain
// ├── it holds, signed or not, and says who the accessors were
// ├── made again of the same block, it is the same text
// ├── changed in anything, sealed anew or not → what is wrong is named
// ├── cut short anywhere, or with anything more in it → InvalidBundleError
// └── without counts → it holds, and claims no completeness
const key = `0x${"11".repeat(32)}` as const;
const auditor = privateKeyToAccount(key);

describe("an evidence", function () {
  this.timeout(60_000);
  let world: World;
  let events: readonly PlacedEvent[];
  let block: { readonly number: number; readonly hash: Hex; readonly time: number };
  let evidence: Evidence;
  let trust: EvidenceTrust;

  before(async () => {
    world = await startStory(11);
    events = await readPlacedEvents(connectStory(world));
    const head = (await world.request("eth_getBlockByNumber", ["latest", false])) as Record<string, Hex>;
    block = { number: Number(head.number), hash: head.hash ?? "0x", time: Number(head.timestamp) };
    trust = { chainId: 31337, registry: world.registry, blocks: [block.hash] };
    evidence = await make();
  });

  after(() => world?.chain.close());

  it("holds, and says who the accessors were", async () => {
    const read = parseEvidence(renderEvidence(evidence));
    const { problems, holds, proof } = await checkEvidence(read, { ...trust, digest: evidence.seal.digest });
    expect({ problems, holds, proven: proof.problems }).to.deep.equal({ problems: [], holds: true, proven: [] });
    expect(proof.records.map(({ complete }) => complete)).to.deep.equal([true, true]);
    expect(evidence.answers.length).to.be.greaterThan(3).and.to.be.lessThan(evidence.proof.rows.length);
    const standings = evidence.answers.map(({ accessor }) => accessor?.kind ?? "outside");
    expect(standings).to.include("practitioner");
    expect(evidence.directory.map(({ event }) => event)).to.include.members(["OrganizationAdmitted", "Admitted"]);
    expect(evidence.names).to.equal(null);
  });

  it("is the same text for the same block", async () => {
    expect(renderEvidence(await make())).to.equal(renderEvidence(evidence));
  });

  it("holds with a signature, and with the right signer only", async () => {
    const { seal: _, ...content } = evidence;
    const signed = await sealEvidence(content, async (digest) => ({
      signer: auditor.address.toLowerCase() as Hex,
      signature: await auditor.signMessage({ message: sealMessage(digest) }),
    }));
    expect(await codesOf(signed, { ...trust, signer: auditor.address })).to.deep.equal([]);
    expect(await codesOf(signed, { ...trust, signer: world.registry })).to.deep.equal(["OtherSigner"]);
    expect(await codesOf(evidence, { ...trust, signer: auditor.address })).to.deep.equal(["NotSigned"]);
    const forged = { ...signed, seal: { ...signed.seal, signer: world.registry } };
    expect(await codesOf(forged)).to.deep.equal(["OtherSigner"]);
  });

  const changes: readonly [string, (e: Evidence) => Partial<Evidence>, (typeof EVIDENCE_CODES)[number]][] = [
    ["an answer left out", (e) => ({ answers: e.answers.slice(1) }), "AnswersWrong"],
    ["another question", (e) => ({ question: { ...e.question, accessor: e.registry } }), "AnswersWrong"],
    ["another record asked about", (e) => ({ question: { ...e.question, records: [] } }), "OtherRecords"],
    ["another block", (e) => ({ block: { ...e.block, number: e.block.number - 1 } }), "OtherBlock"],
    ["another registry", () => ({ registry: `0x${"22".repeat(20)}` }), "OtherRegistry"],
    ["a statement left out", (e) => ({ directory: e.directory.slice(1) }), "StandingWrong"],
    ["a standing made up", (e) => ({ answers: e.answers.map((one) => ({ ...one, accessor: null })) }), "StandingWrong"],
  ];
  for (const [name, change, code] of changes) {
    it(`is found out with ${name}`, async () => {
      const changed = { ...evidence, ...change(evidence) };
      expect(await codesOf(changed)).to.include.members(["SealBroken", code]);
      const { seal: _, ...content } = changed;
      const sealedAnew = await sealEvidence(content);
      expect(await codesOf(sealedAnew))
        .to.include(code)
        .and.not.to.include("SealBroken");
      expect(await codesOf(sealedAnew, { ...trust, digest: evidence.seal.digest })).to.include("OtherSeal");
    });
  }

  it("is found out with a row of its proof changed and sealed anew", async () => {
    const rows = evidence.proof.rows.map((row, i) => (i === 1 ? { ...row, action: row.action ^ 1 } : row));
    const { seal: _, ...content } = { ...evidence, proof: { ...evidence.proof, rows } };
    const { holds, proof } = await checkEvidence(await sealEvidence(content), trust);
    expect(holds).to.equal(false);
    expect(proof.problems.map(({ code }) => code)).to.include("RowAltered");
  });

  it("is refused when cut short, or with more in it than there should be", () => {
    const text = renderEvidence(evidence);
    for (let i = 1; i < 60; i += 1) {
      expect(() => parseEvidence(text.slice(0, Math.floor((text.length * i) / 61)))).to.throw(InvalidBundleError);
    }
    for (const change of [{ note: "" }, { version: 2 }, { proof: null }, { answers: [{}] }, { seal: null }]) {
      expect(() => parseEvidence(JSON.stringify({ ...evidence, ...change }))).to.throw(InvalidBundleError);
    }
    expect(() => parseEvidence(JSON.stringify(evidence.proof))).to.throw(InvalidBundleError);
  });

  it("claims no completeness without counts", async () => {
    const genuine = await make([]);
    const { holds, proof } = await checkEvidence(genuine, trust);
    expect(holds).to.equal(true);
    expect(proof.rowsAlone).to.equal(genuine.proof.rows.length);
    expect((await checkEvidence(genuine, { ...trust, records: [recordAt(0)] })).holds).to.equal(false);
  });

  it("is sealed over one form of its JSON, by RFC 8785", () => {
    expect(canonicalJson({ b: [1, null, "ü\n"], a: { d: true, c: "€" } })).to.equal(
      '{"a":{"c":"€","d":true},"b":[1,null,"ü\\n"]}',
    );
    expect(digestOf({})).to.equal("0x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });

  async function make(counted?: readonly Hex[]): Promise<Evidence> {
    const { request, registry } = world;
    const records = [recordAt(0), recordAt(1)].sort();
    const replayed = replay(events);
    const accesses = replayed.accesses.map(({ access }) => access).filter(({ record }) => records.includes(record));
    const proof = await makeBundle({ request, registry, block: block.number, accesses, records: counted ?? records });
    const question = { records, accessor: castOf(world).surgeon, since: null, until: block.time, purposes: null };
    return sealEvidence(buildEvidence({ question, block, proof, events, replayed, names: null }));
  }

  async function codesOf(one: Evidence, by: EvidenceTrust = trust): Promise<readonly string[]> {
    return (await checkEvidence(one, by)).problems.map(({ code }) => code);
  }
});
