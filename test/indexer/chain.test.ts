import { expect } from "chai";
import { buildChain, type Request } from "../../src/indexer/chain.ts";
import { ChainUnavailableError, InconsistentChainError, MalformedAnswerError } from "../../src/indexer/errors.ts";
import { thrownBy } from "../sql/folder.ts";

const registry = `0x${"aa".repeat(20)}` as const;
const hash = `0x${"01".repeat(32)}` as const;
const log = {
  address: registry,
  blockNumber: "0x5",
  blockHash: hash,
  transactionHash: hash,
  logIndex: "0x0",
  topics: [hash],
  data: "0x",
  removed: false,
};
const answering =
  (answer: unknown): Request =>
  async () =>
    answer;
const logsOf = (...logs: unknown[]) => buildChain(answering(logs)).getLogs(registry, 4, 6);
const malformed = async (work: () => Promise<unknown>) =>
  expect(await thrownBy(work)).to.be.instanceOf(MalformedAnswerError);

// buildChain
// ├── when the node rejects → ChainUnavailableError, without a word of the cause
// ├── when there is no such block → findHeader finds none
// └── when an answer is not what it should be → MalformedAnswerError
describe("buildChain", () => {
  it("reads blocks and logs, whatever else they hold", async () => {
    const block = { number: "0xff", hash, parentHash: hash, timestamp: "0x64", extraData: "0x" };
    const header = { number: 255, hash, parentHash: hash, time: 100, bloom: undefined };
    expect(await buildChain(answering(block)).getHead()).to.deep.equal(header);
    expect(await buildChain(answering(block)).findHeader(255)).to.deep.equal(header);
    const logsBloom = `0x${"00".repeat(256)}`;
    expect(await buildChain(answering({ ...block, logsBloom })).getHead()).to.deep.equal({
      ...header,
      bloom: logsBloom,
    });
    expect(await buildChain(answering(null)).findHeader(7)).to.equal(undefined);
    const read = { blockNumber: 5, blockHash: hash, txHash: hash, logIndex: 0, topics: [hash], data: "0x" };
    expect(
      await logsOf(log, { ...log, logIndex: "0x1", address: registry.toUpperCase().replace("X", "x") }),
    ).to.deep.equal([read, { ...read, logIndex: 1 }]);
  });

  it("tells of an outage without the words of the cause, which may hold the node's address", async () => {
    const cause = new TypeError("https://node.example/secret-key is down");
    const error = await thrownBy(buildChain(() => Promise.reject(cause)).getHead);
    expect(error).to.be.instanceOf(ChainUnavailableError);
    expect((error as Error).message).not.to.contain("secret-key");
    expect((error as Error).cause).to.equal(cause);
  });

  for (const [what, item] of [
    ["no log", null],
    ["of another contract", { ...log, address: `0x${"bb".repeat(20)}` }],
    ["not in a block yet", { ...log, blockHash: null }],
    ["taken back", { ...log, removed: true }],
    ["without topics", { ...log, topics: undefined }],
    ["with half a topic", { ...log, topics: ["0x01"] }],
    ["without data", { ...log, data: undefined }],
    ["with data in upper case", { ...log, data: "0xAB" }],
    ["without a place", { ...log, logIndex: undefined }],
    ["with an empty number", { ...log, blockNumber: "0x" }],
    ["with a number that no number holds", { ...log, logIndex: "0x20000000000000" }],
    ["before the range", { ...log, blockNumber: "0x3" }],
    ["after the range", { ...log, blockNumber: "0x7" }],
  ] as const) {
    it(`refuses a log that is ${what}`, () => malformed(() => logsOf(item)));
  }

  it("refuses logs out of order and logs told twice", async () => {
    await malformed(() => logsOf({ ...log, blockNumber: "0x6" }, log));
    await malformed(() => logsOf({ ...log, logIndex: "0x1" }, log));
    await malformed(() => logsOf(log, log));
  });

  it("refuses a block, and logs of a block, other than those asked for", async () => {
    const chain = (answer: unknown) => buildChain(answering(answer));
    const block = { number: "0xff", hash, parentHash: hash, timestamp: "0x64" };
    expect(await thrownBy(() => chain(block).findHeader(254))).to.be.instanceOf(InconsistentChainError);
    const other = `0x${"02".repeat(32)}` as const;
    expect(await chain([log]).getLogsOfBlock(hash)).to.deep.equal([{ address: registry, topics: [hash] }]);
    expect(await thrownBy(() => chain([log]).getLogsOfBlock(other))).to.be.instanceOf(InconsistentChainError);
    await malformed(() => chain({}).getLogsOfBlock(hash));
    await malformed(() => chain([{ ...log, address: undefined }]).getLogsOfBlock(hash));
  });

  it("refuses answers that are none", async () => {
    const chain = (answer: unknown) => buildChain(answering(answer));
    await malformed(() => chain({}).getLogs(registry, 0, 0));
    await malformed(() => chain(null).getHead());
    await malformed(() => chain({ number: "0x1", timestamp: "0x1" }).getHead());
    await malformed(() => chain(31337).getChainId());
    await malformed(() => chain(null).getCode(registry));
  });
});
