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
  WriterReplacedError,
  WrongChainError,
} from "../../src/indexer/errors.ts";
import type { Progress } from "../../src/indexer/sync.ts";
import type { Database } from "../../src/sql/database.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { buildDice, castOf, startWorld, tellBeginning, tellMore, type World } from "./story.ts";

type LogQuery = { readonly fromBlock: string; readonly toBlock: string };
type RawLog = { readonly blockHash: string; readonly topics: readonly string[] };

/** A node that refuses to tell the logs of more than so many blocks at once. */
function refusingOver(request: Request, blocks: number): { request: Request; refused: number; answered: number[] } {
  const seen = {
    refused: 0,
    answered: [] as number[],
    request: (async (method, params) => {
      if (method === "eth_getLogs") {
        const { fromBlock, toBlock } = params[0] as LogQuery;
        const asked = Number(toBlock) - Number(fromBlock) + 1;
        if (asked > blocks) {
          seen.refused += 1;
          throw new TypeError("query returned more than 10000 results");
        }
        seen.answered.push(asked);
      }
      return request(method, params);
    }) satisfies Request,
  };
  return seen;
}

/** A node whose answers to one method are changed. */
function changing(request: Request, changed: string, change: (answer: unknown) => unknown): Request {
  return async (method, params) => {
    const answer = await request(method, params);
    return method === changed ? change(answer) : answer;
  };
}

/** A database in which the writing of one table fails, as a crash would, after the tables before it were written. */
function failingAt(database: Database, table: string, fails: (time: number) => boolean = () => true): Database {
  let times = 0;
  return {
    ...database,
    transaction: (work) =>
      database.transaction((writer) =>
        work({
          ...writer,
          insertMany: async (into, columns, rows) => {
            if (into === table && fails(times++)) throw new RangeError("the machine stopped");
            await writer.insertMany(into, columns, rows);
          },
        }),
      ),
  };
}

// syncOnce
// ├── it reads to the head, in ranges the node takes, and the tables do not depend on them
// ├── when it is called again → it reads only what is new
// ├── when it is killed between commits or inside one → it goes on to the same tables
// ├── when logs and blocks do not fit together → it takes nothing
// ├── when the chain or the contract is another → it says which, and changes nothing
// └── when another indexer takes over → the first one stops
describe("syncOnce", () => {
  let world: World;
  let digest: string;
  let head: number;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(5);
    for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
    // Some transactions that share a block.
    await world.request("evm_setAutomine", [false]);
    for (let i = 0; i < 5; i += 1) await world.send(castOf(world).clinic, "choosePolicy", [i % 4]);
    await world.request("evm_mine", []);
    await world.request("evm_setAutomine", [true]);
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
    [50, 0],
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

  it("goes on after it was killed between any two commits", async () => {
    const { database } = await openIndex(world);
    let kills = 0;
    for (;;) {
      const indexer = await openIndexer(world, database, { blocksAtOnce: 9 });
      const killed = await thrownBy(() =>
        indexer.syncOnce({
          onProgress: ({ block }) => {
            if (block < head) throw new RangeError("killed");
          },
        }),
      );
      if (killed === undefined) break;
      expect(killed).to.be.instanceOf(RangeError);
      kills += 1;
    }
    expect(kills).to.be.greaterThan(5);
    expect(await digestOf(database)).to.equal(digest);
  });

  for (const table of ["accesses", "actors", "permits", "blocks", "checkpoints"]) {
    it(`goes on after it was killed inside a commit, while writing ${table}`, async () => {
      const { database } = await openIndex(world);
      const empty = await digestOf(database);
      const dying = await openIndexer(world, failingAt(database, table));
      expect(await thrownBy(() => dying.syncOnce())).to.be.instanceOf(RangeError);
      await database.run("DELETE FROM chain");
      expect(await digestOf(database)).to.equal(empty);
      await database.run("DELETE FROM checkpoints");
      const indexer = await openIndexer(world, database);
      await indexer.syncOnce();
      expect(await digestOf(database)).to.equal(digest);
    });
  }

  it("keeps no memory of what a failed commit had folded", async () => {
    const { database } = await openIndex(world);
    const failing = failingAt(database, "blocks", (time) => time % 2 === 0);
    const indexer = await openIndexer(world, failing, { blocksAtOnce: 9 });
    let failures = 0;
    while ((await thrownBy(() => indexer.syncOnce())) !== undefined) failures += 1;
    expect(failures).to.be.greaterThan(5);
    expect(await digestOf(database)).to.equal(digest);
  });

  it("ends at the signal, between two commits, and goes on later", async () => {
    const { database, indexer } = await openIndex(world, { blocksAtOnce: 9 });
    const control = new AbortController();
    const work = () =>
      indexer.syncOnce({ signal: control.signal, onProgress: () => control.abort(new RangeError("enough")) });
    expect(await thrownBy(work)).to.be.instanceOf(RangeError);
    expect((await database.get<{ n: number }>("SELECT max(number) AS n FROM checkpoints"))?.n).to.be.lessThan(head);
    await indexer.syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });

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
        (logs as RawLog[]).map((log, i) => (i === 20 ? { ...log, blockHash: `0x${"5".repeat(64)}` } : log)),
      );
      const { database, indexer } = await openIndex(world, { request, finality });
      expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(InconsistentChainError);
      expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM actors"))?.n).to.equal(0);
      expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM checkpoints"))?.n).to.equal(1);
    });
  }

  it("takes nothing when a block near the head does not follow the one before it", async () => {
    const request: Request = async (method, params) => {
      const answer = await world.request(method, params);
      const isForged = method === "eth_getBlockByNumber" && params[0] === `0x${(head - 3).toString(16)}`;
      return isForged ? { ...(answer as object), parentHash: `0x${"5".repeat(64)}` } : answer;
    };
    const { database, indexer } = await openIndex(world, { request, finality: 1000 });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(InconsistentChainError);
    expect((await database.get<{ n: number }>("SELECT count(*) AS n FROM actors"))?.n).to.equal(0);
  });

  it("takes nothing when a log is no event of the registry", async () => {
    const request = changing(world.request, "eth_getLogs", (logs) =>
      (logs as RawLog[]).map((log, i) => (i === 20 ? { ...log, topics: [`0x${"5".repeat(64)}`] } : log)),
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

  it("begins no index where there is no contract", async () => {
    const nowhere = { ...world, chain: { ...world.chain, registry: `0x${"ab".repeat(20)}` as const } };
    const { database, indexer } = await openIndex(nowhere);
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(NoRegistryError);
    expect(await database.all("SELECT * FROM chain")).to.deep.equal([]);
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

  it("stops for an indexer that was opened later", async () => {
    const { database, indexer } = await openIndex(world, { blocksAtOnce: 9 });
    const first = indexer.syncOnce();
    const second = await openIndexer(world, database);
    expect(await thrownBy(() => first)).to.be.instanceOf(WriterReplacedError);
    await second.syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });
});

describe("a development chain that was started anew", () => {
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
