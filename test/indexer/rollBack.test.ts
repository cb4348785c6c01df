import { expect } from "chai";
import type { Hex } from "viem";
import type { Block, Request } from "../../src/indexer/chain.ts";
import { rollBackTo } from "../../src/indexer/rollBack.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { asOfBlock, digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { tellBeginning, tellMore } from "./story.ts";
import { buildDice, startWorld, type World } from "./world.ts";

async function blockAt({ request }: World, number: number): Promise<Block> {
  const block = (await request("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as {
    hash: Hex;
    timestamp: Hex;
  };
  return { number, hash: block.hash, time: Number(block.timestamp) };
}

const headOf = async ({ request }: World): Promise<number> => Number(await request("eth_blockNumber", []));

describeOnBoth("rollBackTo", () => {
  let world: World;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(21);
    for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
  });

  after(() => world.chain.close());

  it("leaves what a fresh index holds that read up to the block and no further", async () => {
    const { database, indexer } = await openIndex(world);
    await indexer.syncOnce();
    const whole = await digestOf(database);
    const head = await headOf(world);
    const dice = buildDice(22);
    for (let i = 0; i < 12; i += 1) {
      const number = 2 + dice(head - 2);
      const block = await blockAt(world, number);
      await database.transaction((writer) => rollBackTo(writer, block));
      expect(await digestOf(database)).to.equal(await digestOfFresh(world, asOfBlock(world.request, number)));
      const again = await openIndexer(world, database);
      await again.syncOnce();
      expect(await digestOf(database)).to.equal(whole);
    }
  });
});

// a reorganisation
// ├── when the new chain is longer, shorter or as long → the index equals a fresh one
// ├── when it is deeper than what was taken for final → so it does
// ├── when it comes again and again, across restarts → so it does
// └── when it happens while the chain is read → so it does
describeOnBoth("a reorganisation", () => {
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
    await tellBeginning(world);
  });

  afterEach(() => world.chain.close());

  async function tell(dice: (end: number) => number, steps: number): Promise<void> {
    for (let i = 0; i < steps; i += 1) await tellMore(world, dice);
  }

  for (const [what, before, after] of [
    ["longer", 8, 20],
    ["as long", 10, 10],
    ["shorter", 20, 8],
    ["cut off", 20, 0],
  ] as const) {
    it(`leaves the index equal to a fresh one when the new chain is ${what}`, async () => {
      const { database, indexer } = await openIndex(world, { finality: 3 });
      await tell(buildDice(31), 10);
      const fork = await headOf(world);
      await indexer.syncOnce();
      const snapshot = await world.request("evm_snapshot", []);
      await tell(buildDice(32), before);
      await indexer.syncOnce();
      await world.request("evm_revert", [snapshot]);
      await tell(buildDice(33), after);
      const { rolledBackTo } = await indexer.syncOnce();
      expect(rolledBackTo).to.be.at.most(fork);
      expect(await digestOf(database)).to.equal(await digestOfFresh(world));
    });
  }

  it("leaves it so among blocks whose parents the node does not name", async () => {
    const { database, indexer } = await openIndex(world, { blocksAtOnce: 50 });
    await world.request("hardhat_mine", ["0x40"]);
    await tell(buildDice(34), 3);
    await indexer.syncOnce();
    const snapshot = await world.request("evm_snapshot", []);
    await world.request("hardhat_mine", ["0x90"]);
    await tell(buildDice(35), 3);
    await indexer.syncOnce();
    await world.request("evm_revert", [snapshot]);
    await tell(buildDice(36), 3);
    await world.request("hardhat_mine", ["0xa0"]);
    expect((await indexer.syncOnce()).rolledBackTo).to.be.a("number");
    expect(await digestOf(database)).to.equal(await digestOfFresh(world));
  });

  it("leaves it so again and again, at any depth, with and without a restart in between", async () => {
    const { database, indexer: first } = await openIndex(world);
    let indexer = first;
    const dice = buildDice(41);
    const snapshots: unknown[] = [];
    for (let round = 0; round < 25; round += 1) {
      snapshots.push(await world.request("evm_snapshot", []));
      await tell(dice, 1 + dice(6));
      if (dice(3) > 0) await indexer.syncOnce();
      if (dice(3) === 0) {
        const kept = dice(snapshots.length);
        await world.request("evm_revert", [snapshots[kept]]);
        snapshots.length = kept;
        await tell(dice, dice(4));
      }
      if (dice(4) === 0) indexer = await openIndexer(world, database);
      await indexer.syncOnce();
      expect(await digestOf(database)).to.equal(await digestOfFresh(world));
    }
  });

  for (const method of ["eth_getLogs", "eth_getBlockByNumber"]) {
    it(`leaves it so when it happens while the chain is read, before any ${method}`, async () => {
      for (let moment = 0; moment < 12; moment += 1) {
        const snapshot = await world.request("evm_snapshot", []);
        await tell(buildDice(51), 12);
        let calls = 0;
        let replaced: Promise<void> | undefined;
        const replace = async (): Promise<void> => {
          await world.request("evm_revert", [snapshot]);
          await tell(buildDice(52 + moment), 12);
        };
        const request: Request = async (asked, params) => {
          if (asked === method && calls++ === moment) {
            replaced = replace();
            await replaced;
          }
          return world.request(asked, params);
        };
        const { database, indexer } = await openIndex(world, { request, finality: moment % 2 === 0 ? 3 : 100 });
        await indexer.syncOnce();
        await replaced; // what was read ahead may be dropped before its answer comes, and the index be at the head before the new chain is whole
        await indexer.syncOnce();
        expect(await digestOf(database)).to.equal(await digestOfFresh(world));
      }
    });
  }
});
