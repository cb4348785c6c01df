import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import {
  ChainReplacedError,
  ChainUnavailableError,
  InconsistentChainError,
  MalformedAnswerError,
  NoRegistryError,
  OtherIndexError,
  RegistryChangedError,
  WrongChainError,
} from "../../src/indexer/errors.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { changing } from "./nodes.ts";
import { startStory, tellBeginning } from "./story.ts";
import { startWorld, type World } from "./world.ts";

// the chain's identity
// ├── when the chain or the contract is another → it says which, and changes nothing
// ├── when there was an outage → it is looked at again
// ├── when the chain is begun anew while a new index asks for it → it is asked again
// └── when the database holds another index → it is not opened
describeOnBoth("the chain's identity", () => {
  let world: World;
  let digest: string;

  before(async () => {
    world = await startStory(5);
    digest = await digestOfFresh(world);
  });

  after(() => world.chain.close());

  for (const [what, method, answer, expected] of [
    ["the chain id is another", "eth_chainId", "0x1", WrongChainError],
    ["there is no contract any more", "eth_getCode", "0x", NoRegistryError],
    ["the contract has other code", "eth_getCode", "0x6001", RegistryChangedError],
  ] as const) {
    it(`refuses to go on when ${what}`, async () => {
      const { database, indexer } = await openIndex(world);
      await indexer.syncOnce();
      const other = await openIndexer(world, database, { request: changing(world.request, method, () => answer) });
      expect(await thrownBy(() => other.syncOnce())).to.be.instanceOf(expected);
      expect(await digestOf(database)).to.equal(digest);
    });
  }

  it("looks at the chain's identity again after an outage", async () => {
    let broken: "no" | "down" | "replaced" = "no";
    const request: Request = async (method, params) => {
      if (broken === "down") throw new TypeError("connection refused");
      return broken === "replaced" && method === "eth_chainId" ? "0x1" : world.request(method, params);
    };
    const { indexer } = await openIndex(world, { request });
    await indexer.syncOnce();
    broken = "down";
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainUnavailableError);
    broken = "replaced";
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(WrongChainError);
  });

  for (const [what, change] of [
    ["another block for the first one", (number: string) => (number === "0x0" ? "0x1" : number)],
    ["no block below its head", (number: string) => (number === "latest" ? number : "0xffffff")],
  ] as const) {
    it(`takes a node for broken, and not for another chain, that tells ${what}`, async () => {
      const request: Request = (method, params) =>
        world.request(method, method === "eth_getBlockByNumber" ? [change(params[0] as string), false] : params);
      const { database, indexer } = await openIndex(world);
      await indexer.syncOnce();
      const other = await openIndexer(world, database, { request });
      await world.request("evm_mine", []);
      const error = await thrownBy(() => other.syncOnce());
      expect(error).to.satisfy(
        (e: unknown) => e instanceof InconsistentChainError || e instanceof MalformedAnswerError,
      );
      await (await openIndexer(world, database)).syncOnce();
      digest = await digestOfFresh(world);
      expect(await digestOf(database)).to.equal(digest);
    });
  }

  it("takes a node for broken that lacks the block before the first, and a chain for too short that has not come to it", async () => {
    const startBlock = Number(await world.request("eth_blockNumber", []));
    const later = { ...world, chain: { ...world.chain, startBlock } };
    const lacking: Request = async (method, params) =>
      params[0] === `0x${(startBlock - 1).toString(16)}` ? null : world.request(method, params);
    const { indexer } = await openIndex(later, { request: lacking });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(InconsistentChainError);
    const tooLate = { ...world, chain: { ...world.chain, startBlock: startBlock + 9 } };
    const beyond = await openIndex(tooLate);
    expect(await thrownBy(() => beyond.indexer.syncOnce())).to.be.instanceOf(NoRegistryError);
  });

  it("begins no index where there is no contract", async () => {
    const nowhere = { ...world, chain: { ...world.chain, registry: `0x${"ab".repeat(20)}` as const } };
    const { database, indexer } = await openIndex(nowhere);
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(NoRegistryError);
    expect(await database.all("SELECT * FROM chain")).to.deep.equal([]);
  });

  it("begins no index of two histories, where the chain is begun anew while it is asked for", async () => {
    let asked = 0;
    const request: Request = async (method, params) => {
      const answer = await world.request(method, params);
      if (method !== "eth_getBlockByNumber" || params[0] !== "0x0") return answer;
      asked += 1;
      return asked === 1 ? { ...(answer as object), hash: `0x${"8".repeat(64)}` } : answer;
    };
    const { database, indexer } = await openIndex(world, { request });
    await indexer.syncOnce(); // asks again
    expect(asked).to.be.greaterThan(2);
    expect(await digestOf(database)).to.equal(digest);
  });

  it("opens no index of another registry, nor one that begins elsewhere", async () => {
    const { database, indexer } = await openIndex(world);
    await indexer.syncOnce();
    const { registry, startBlock } = world.chain;
    for (const other of [
      { registry: `0x${"ab".repeat(20)}` as const, startBlock },
      { registry, startBlock: startBlock + 1 },
    ]) {
      const elsewhere = { ...world, chain: { ...world.chain, ...other } };
      expect(await thrownBy(() => openIndexer(elsewhere, database))).to.be.instanceOf(OtherIndexError);
    }
  });
});

describeOnBoth("a development chain that was started anew", () => {
  it("is found out, and the index stays as it is", async () => {
    const first = await startWorld();
    await tellBeginning(first);
    let request = first.request;
    const { database, indexer } = await openIndex(first, { request: (method, params) => request(method, params) });
    await indexer.syncOnce();
    const digest = await digestOf(database);
    const genesis = await first.request("eth_getBlockByNumber", ["0x0", false]);
    await first.chain.close();
    // Blocks that are made in the same second are the same blocks.
    await new Promise((resolve) => setTimeout(resolve, 1100));

    const second = await startWorld();
    try {
      expect(second.chain).to.include({ chainId: first.chain.chainId, registry: first.chain.registry });
      expect(await second.request("eth_getBlockByNumber", ["0x0", false])).not.to.deep.equal(genesis);
      request = second.request;
      // While it runs, without an outage in between; and with more blocks than the old one had.
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
      await second.request("hardhat_mine", ["0x100"]);
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
      // Before anybody deployed a registry on it.
      request = changing(second.request, "eth_getCode", () => "0x");
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
      // And when it is opened again.
      const reopened = await openIndexer(second, database);
      expect(await thrownBy(() => reopened.syncOnce())).to.be.instanceOf(ChainReplacedError);
      expect(await digestOf(database)).to.equal(digest);
    } finally {
      await second.chain.close();
    }
  });

  it("is found out by the block the index begins after, where the genesis block is the same", async () => {
    const world = await startWorld();
    try {
      const snapshot = await world.request("evm_snapshot", []);
      await tellBeginning(world);
      const startBlock = Number(await world.request("eth_blockNumber", []));
      const later = { ...world, chain: { ...world.chain, startBlock } };
      const { database, indexer } = await openIndex(later);
      await indexer.syncOnce();
      await world.request("evm_revert", [snapshot]);
      // Below the first block that is known, and above it.
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
      await world.request("evm_increaseTime", [1000]);
      await world.request("hardhat_mine", ["0x100"]);
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
      expect(await database.get("SELECT cursor_number AS n FROM chain")).to.include({ n: startBlock });
    } finally {
      await world.chain.close();
    }
  });
});
