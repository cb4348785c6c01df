import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import { ChainReplacedError } from "../../src/indexer/errors.ts";
import type { Step } from "../../src/indexer/follow.ts";
import { digestOf, digestOfFresh, type Index, openIndex, openIndexer } from "../indexer/index.ts";
import { tellBeginning, tellMore } from "../indexer/story.ts";
import { buildDice, type World } from "../indexer/world.ts";
import { thrownBy } from "../sql/folder.ts";
import { anvil } from "./anvil.ts";
import { describeOnEachNode } from "./nodes.ts";
import { startWorldOn } from "./world.ts";

// an index of a chain
// ├── it holds what the chain tells, and follows it
// ├── when the chain is reorganised → rows are taken back, and it is as a fresh one
// └── when the node is started anew, with the same chain id and registry → it is another chain, and the index stays
describeOnEachNode("an index", (kind) => {
  let world: World;
  let index: Index;
  const dice = buildDice(17);
  const tell = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await tellMore(world, dice);
  };

  before(async () => {
    world = await startWorldOn(kind);
    await tellBeginning(world);
    index = await openIndex(world);
  });
  after(() => world?.chain.close());

  it("is read from the chain, and again to the same tables", async () => {
    await tell(20);
    const { block, events, rolledBackTo } = await index.indexer.syncOnce();
    expect(block.number).to.equal(Number(await world.request("eth_blockNumber", [])));
    expect(events).to.be.greaterThan(50);
    expect(rolledBackTo).to.equal(undefined);
    expect(await digestOf(index.database)).to.equal(await digestOfFresh(world));
  });

  it("is read without asking for a block's logs again: the node's filters are what its logs make", async () => {
    const asked: unknown[] = [];
    const request: Request = async (method, params) => {
      if (method === "eth_getLogs" && "blockHash" in (params[0] as object)) asked.push(params[0]);
      const answer = await world.request(method, params);
      const isLate = method === "eth_getLogs" && asked.length === 0 && Array.isArray(answer);
      return isLate && leavesOut ? answer.slice(0, -1) : answer;
    };
    let leavesOut = false;
    const { indexer } = await openIndex(world, { request, finality: 1_000 });
    await indexer.syncOnce();
    expect(asked).to.deep.equal([]);
    leavesOut = true;
    await tell(1);
    await indexer.syncOnce();
    expect(asked.length).to.be.greaterThan(0);
  });

  it("follows the chain", async () => {
    const control = new AbortController();
    const steps: Step[] = [];
    const waits = [() => tell(3), () => tell(2), () => control.abort()];
    const follow = { intervalMs: 1, signal: control.signal, sleep: async () => waits.shift()?.() };
    for await (const step of index.indexer.follow(follow)) steps.push(step);
    expect(steps.map((step) => step.kind)).to.deep.equal(["synced", "synced", "synced"]);
    expect(await digestOf(index.database)).to.equal(await digestOfFresh(world));
  });

  it("takes back what a reorganisation took off the chain", async () => {
    const fork = await index.indexer.syncOnce();
    const snapshot = await world.request("evm_snapshot", []);
    await tell(6);
    await index.indexer.syncOnce();
    const left = await digestOf(index.database);

    await world.request("evm_revert", [snapshot]);
    await tell(4);
    expect((await index.indexer.syncOnce()).rolledBackTo).to.be.within(fork.block.number - 10, fork.block.number);
    expect(await digestOf(index.database)).to.equal(await digestOfFresh(world));
    expect(await digestOf(index.database)).not.to.equal(left);
  });

  it("takes a node that was started anew for another chain, and stays as it is", async () => {
    await index.indexer.syncOnce();
    const digest = await digestOf(index.database);
    const { chain } = world;
    await chain.close();
    await sleep(1_100); // blocks that are made in the same second are the same blocks

    world = await startWorldOn(kind, Number(new URL(chain.rpcUrl).port));
    const { chainId, registry, startBlock, rpcUrl } = chain;
    expect(world.chain).to.include({ chainId, registry, startBlock, rpcUrl });
    await tellBeginning(world);
    await tell(40);
    expect(await thrownBy(() => index.indexer.syncOnce())).to.be.instanceOf(ChainReplacedError);
    const reopened = await openIndexer(world, index.database);
    expect(await thrownBy(() => reopened.syncOnce())).to.be.instanceOf(ChainReplacedError);
    expect(await digestOf(index.database)).to.equal(digest);
  });

  if (kind === anvil) {
    it("takes back what anvil replaces by itself", async () => {
      const { database, indexer } = await openIndex(world);
      const { block } = await indexer.syncOnce();
      await world.request("anvil_reorg", [5, []]);
      expect((await indexer.syncOnce()).rolledBackTo).to.be.within(block.number - 10, block.number - 5);
      expect(await digestOf(database)).to.equal(await digestOfFresh(world));
    });
  }
});
