import { expect } from "chai";
import { addToBloom, emptyBloom, mayHold } from "../../src/indexer/bloom.ts";
import { buildChain, type Request } from "../../src/indexer/chain.ts";
import { InconsistentChainError } from "../../src/indexer/errors.ts";
import { requireWhole } from "../../src/indexer/leftOut.ts";
import { buildDice } from "../consent/dice.ts";
import { type Branch, buildBeginning, extend, type RawLog, registry } from "../simulation/chain.ts";
import { answer } from "../simulation/node.ts";
import { thrownBy } from "../sql/folder.ts";

const other = `0x${"0e".repeat(20)}` as const;
const branch = extend(buildBeginning(buildDice(5)), buildDice(6), 200);

/** Reads blocks `from` to `to` as a range is read, from a node whose answers of logs are changed. */
async function check(change: (logs: readonly RawLog[], byHash: boolean) => unknown, from = 3, to = branch.length - 1) {
  const asked: string[] = [];
  const request: Request = async (method, params) => {
    const told = answer(branch, method, params);
    if (method !== "eth_getLogs") return told;
    const isByHash = "blockHash" in (params[0] as object);
    if (isByHash) asked.push((params[0] as { blockHash: string }).blockHash);
    return change(told as readonly RawLog[], isByHash);
  };
  const chain = buildChain(request);
  const headers = await Promise.all(
    branch.slice(from, to + 1).map(async ({ number }) => (await chain.findHeader(number)) ?? (await chain.getHead())),
  );
  await requireWhole(chain, registry, headers, await chain.getLogs(registry, from, to));
  return asked;
}

const isOfBoth = ({ logs }: Branch[number]): boolean => new Set(logs.map(({ address }) => address)).size === 2;
const isIn = (block: Branch[number] | undefined) => (log: RawLog) => log.blockHash === block?.hash;

// requireWhole
// ├── when every log was told → it asks only about blocks in which others spoke too
// ├── when all logs of a block were left out → InconsistentChainError
// ├── when some were, and others of the block do not hide it → InconsistentChainError
// └── when the node tells no filter → it can't tell
describe("requireWhole", () => {
  it("takes what is whole, and asks about no block that its filter explains", async () => {
    const asked = await check((logs) => logs);
    expect(asked).to.deep.equal(branch.filter(isOfBoth).map(({ hash }) => hash));
    expect(asked).not.to.deep.equal([]);
  });

  it("refuses when all logs of any one block were left out", async () => {
    for (const block of branch.filter(({ logs }) => logs.some(({ address }) => address === registry))) {
      const work = () => check((logs) => logs.filter((log) => !isIn(block)(log)), block.number, block.number);
      expect(await thrownBy(work)).to.be.instanceOf(InconsistentChainError);
    }
  });

  it("refuses when they were left out of the range alone, and are told of the block", async () => {
    const block = branch.findLast(isOfBoth);
    const work = () => check((logs, isByHash) => (isByHash ? logs : logs.filter((log) => !isIn(block)(log))));
    expect(await thrownBy(work)).to.be.instanceOf(InconsistentChainError);
  });

  it("refuses when a log was left out between others, whatever the filter says", async () => {
    const block = branch.find(({ logs }) => logs.length > 4);
    const [, second] = block?.logs ?? [];
    const work = () => check((logs, isByHash) => (isByHash ? logs : logs.filter((log) => log !== second)));
    expect(await thrownBy(work)).to.be.instanceOf(InconsistentChainError);
  });

  it("refuses logs of another block than was asked for", async () => {
    const block = branch.findLast(isOfBoth);
    const elsewhere = { blockHash: `0x${"5".repeat(64)}` };
    const work = () => check((logs, isByHash) => (isByHash ? logs.map((log) => ({ ...log, ...elsewhere })) : []));
    expect(block).not.to.equal(undefined);
    expect(await thrownBy(work)).to.be.instanceOf(InconsistentChainError);
  });

  it("can't tell where the node tells no filter", async () => {
    const blind: Request = async (method, params) => {
      const told = answer(branch, method, params);
      return method === "eth_getBlockByNumber" ? { ...(told as object), logsBloom: undefined } : [];
    };
    const chain = buildChain(blind);
    await requireWhole(chain, registry, [await chain.getHead()], []);
  });
});

describe("a bloom filter", () => {
  it("holds what was added, and little else", () => {
    const bloom = emptyBloom();
    addToBloom(bloom, registry);
    expect(mayHold(bloom, registry)).to.equal(true);
    expect(mayHold(bloom, other)).to.equal(false);
    expect(bloom.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0)).to.equal(3);
  });
});
