import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import { ChainUnavailableError, InconsistentChainError, MalformedAnswerError } from "../../src/indexer/errors.ts";
import { indexStatus } from "../../src/indexer/queries/indexStatus.ts";
import type { Progress } from "../../src/indexer/sync.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { changing, refusingOver } from "./nodes.ts";
import { startStory } from "./story.ts";
import type { World } from "./world.ts";

type RawLog = { readonly blockHash: string; readonly topics: readonly string[] };

// syncOnce
// ├── it reads to the head, in ranges the node takes, and the tables do not depend on them
// ├── when it is called again → it reads only what is new
// └── when logs and blocks do not fit together → it takes nothing
describeOnBoth("syncOnce", () => {
  let world: World;
  let digest: string;
  let head: number;

  before(async () => {
    world = await startStory(5);
    head = Number(await world.request("eth_blockNumber", []));
    digest = await digestOfFresh(world);
  });

  after(() => world.chain.close());

  it("reads to the head and says so", async () => {
    const { database, indexer } = await openIndex(world);
    const steps: Progress[] = [];
    const synced = await indexer.syncOnce({ onProgress: (progress) => steps.push(progress) });
    const block = (await world.request("eth_getBlockByNumber", ["latest", false])) as {
      hash: string;
      timestamp: string;
    };
    expect(synced.block).to.deep.equal({ number: head, hash: block.hash, time: Number(block.timestamp) });
    expect(synced.rolledBackTo).to.equal(undefined);
    expect(steps.at(-1)).to.include({ block: head, head });
    expect(steps.reduce((sum, { events }) => sum + events, 0)).to.equal(synced.events);
    const policies = "SELECT count(*) AS n FROM policies WHERE block_number = ?";
    expect(await database.get(policies, [head])).to.include({ n: 5 });
  });

  it("reads only what is new when it is called again", async () => {
    const asked: string[] = [];
    const request: Request = (method, params) => {
      asked.push(method);
      return world.request(method, params);
    };
    const { database, indexer } = await openIndex(world, { request });
    await indexer.syncOnce();
    asked.length = 0;
    expect(await indexer.syncOnce()).to.deep.include({ events: 0 });
    expect(asked).to.deep.equal(["eth_getBlockByNumber"]);
    expect(await digestOf(database)).to.equal(digest);
  });

  it("lets calls at the same time wait for each other", async () => {
    const { database, indexer } = await openIndex(world);
    const [first, second] = await Promise.all([indexer.syncOnce(), indexer.syncOnce()]);
    expect(second.block).to.deep.equal(first.block);
    expect(second.events).to.equal(0);
    expect(await digestOf(database)).to.equal(digest);
  });

  for (const [blocks, finality] of [
    [1, 64],
    [2, 0],
    [7, 5],
    [13, 0],
    [1000, 1000],
  ] as const) {
    it(`comes to the same tables from a node that tells ${blocks} blocks at once, with finality ${finality}`, async () => {
      const node = refusingOver(world.request, blocks);
      const { database, indexer } = await openIndex(world, { request: node.request, finality });
      await indexer.syncOnce();
      expect(await digestOf(database)).to.equal(digest);
      if (blocks < 1000) expect(node.refused).to.be.greaterThan(0);
      // It stops asking for too much soon, and does not fall back to one block.
      expect(node.refused).to.be.lessThan(40);
      expect(Math.max(...node.answered))
        .to.be.at.most(blocks)
        .and.at.least(Math.min(blocks, 16) / 2);
    });
  }

  it("reads no more headers of settled blocks than those it needs", async () => {
    const snapshot = await world.request("evm_snapshot", []);
    await world.request("hardhat_mine", ["0x200"]);
    let headers = 0;
    const request: Request = (method, params) => {
      if (method === "eth_getBlockByNumber") headers += 1;
      return world.request(method, params);
    };
    const { indexer } = await openIndex(world, { request, finality: 10 });
    await indexer.syncOnce();
    expect(headers).to.be.lessThan(200);
    await world.request("evm_revert", [snapshot]);
  });

  for (const finality of [0, 1000]) {
    it(`takes nothing when a log is of another block than the chain's, with finality ${finality}`, async () => {
      const request = changing(world.request, "eth_getLogs", (logs) =>
        (logs as RawLog[]).map((log, i) => (i === 1 ? { ...log, blockHash: `0x${"5".repeat(64)}` } : log)),
      );
      const { database, indexer } = await openIndex(world, { request, finality });
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(InconsistentChainError);
      expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM actors"))?.n).to.equal(0);
      expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM checkpoints"))?.n).to.equal(1);
    });
  }

  it("takes nothing from where a block near the head does not follow the one before it", async () => {
    const request: Request = async (method, params) => {
      const answer = await world.request(method, params);
      const isForged = method === "eth_getBlockByNumber" && params[0] === `0x${(head - 3).toString(16)}`;
      return isForged ? { ...(answer as object), parentHash: `0x${"5".repeat(64)}` } : answer;
    };
    const { database, indexer } = await openIndex(world, { request, finality: 1000 });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(InconsistentChainError);
    const status = await indexStatus(database);
    expect(status.block.number).to.be.lessThan(head - 3);
    expect(status.head.number).to.equal(head);
    // What came before it was whole, and nothing of it has to be read again.
    await (await openIndexer(world, database)).syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });

  it("tells how far it is and how fast, by the clock it is given", async () => {
    let time = 0;
    const { indexer } = await openIndex(world, { eventsAtOnce: 0, now: () => (time += 1) });
    const told: Progress[] = [];
    const { events } = await indexer.syncOnce({ onProgress: (progress) => told.push(progress) });
    expect(told.length).to.be.greaterThan(3);
    expect(told.at(-1)).to.deep.include({ block: head, head, events });
    expect(told.at(-1)?.pace?.secondsLeft).to.equal(0);
    const counts = told.map((progress) => progress.events);
    expect(counts).to.deep.equal(counts.toSorted((a, b) => a - b));
    for (const { pace } of told.slice(0, -1)) expect(pace?.secondsLeft).to.be.greaterThan(0);
  });

  it("takes nothing when a log is no event of the registry", async () => {
    const request = changing(world.request, "eth_getLogs", (logs) =>
      (logs as RawLog[]).map((log, i) => (i === 1 ? { ...log, topics: [`0x${"5".repeat(64)}`] } : log)),
    );
    const { database, indexer } = await openIndex(world, { request });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(MalformedAnswerError);
    expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM actors"))?.n).to.equal(0);
  });

  it("tells of an outage and goes on after it", async () => {
    let isDown = true;
    const request: Request = async (method, params) => {
      if (isDown) throw new TypeError("connection refused");
      return world.request(method, params);
    };
    const { database, indexer } = await openIndex(world, { request });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(ChainUnavailableError);
    isDown = false;
    await indexer.syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });
});
