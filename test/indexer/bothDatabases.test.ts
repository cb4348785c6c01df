import { expect } from "chai";
import { WriterReplacedError } from "../../src/indexer/errors.ts";
import { tableNames, tables } from "../../src/indexer/tables.ts";
import { takeOver } from "../../src/indexer/write.ts";
import type { Database } from "../../src/sql/database.ts";
import { DatabaseUnavailableError } from "../../src/sql/errors.ts";
import { administer, describeOn, newPlace, openNew } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { asOfBlock, digestOf, digestOfFresh, foldedTables, openIndex, openIndexer } from "./index.ts";
import { startStory } from "./story.ts";
import type { World } from "./world.ts";

/** Says each value with its kind, so that 1, 1n and "1" differ. */
function plain(value: unknown): string {
  return value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString("hex")}` : `${typeof value} ${value}`;
}

/** Reads a table in the order of its primary key, as lines. */
async function linesOf(database: Database, table: string): Promise<readonly string[]> {
  const rows = await database.all(`SELECT * FROM ${table} ORDER BY ${keys[table] ?? "block_number, log_index"}`);
  return rows.map((row) => JSON.stringify(Object.entries(row).map(([column, value]) => [column, plain(value)])));
}

const keys: Readonly<Record<string, string>> = {
  chain: "id",
  blocks: "number",
  checkpoints: "number",
  accesses: "record, number",
  actors: "actor, block_number, log_index",
  memberships: "group_account, member, block_number, log_index",
  policies: "organization, block_number, log_index",
  patients: "patient, block_number, log_index",
  records: "record",
  revisions: "record, block_number, log_index",
  relations: "record, block_number, log_index",
  permits: "patient, scope, grantee, version",
};

/** Does something in a transaction after a table was written and before it is committed. */
function interrupting(database: Database, table: string, interrupt: (pid: number) => Promise<void>): Database {
  let isDone = false;
  return {
    ...database,
    transaction: (work) =>
      database.transaction((writer) =>
        work({
          ...writer,
          insertMany: async (into, columns, rows) => {
            await writer.insertMany(into, columns, rows);
            if (isDone || into !== table) return;
            isDone = true;
            const row = await writer.get<{ pid: number }>("SELECT pg_backend_pid() AS pid");
            await interrupt(row?.pid ?? 0);
          },
        }),
      ),
  };
}

// the index in PostgreSQL
// ├── it holds the same rows as the index in SQLite, byte for byte and in the same order, also after going back
// ├── when the connection is killed inside a commit, at any table → nothing of it is there, and it goes on
// ├── when another writer takes over in the middle of a commit → that one waits, and the first stops
// └── two that are opened at once → one of them writes
describeOn("PostgreSQL", "the index in PostgreSQL", () => {
  let world: World;
  let digest: string;
  let head: number;

  before(async () => {
    world = await startStory(5);
    head = Number(await world.request("eth_blockNumber", []));
    digest = await digestOfFresh(world);
  });

  after(() => world.chain.close());

  it("holds the same rows as the one in SQLite, and after going back too", async () => {
    const databases = [await openNew("node:sqlite"), await openNew("PostgreSQL")] as const;
    for (const block of [head, head - 20, head - 3, head]) {
      const request = asOfBlock(world.request, block);
      for (const database of databases) {
        const indexer = await openIndexer(world, database, { request, blocksAtOnce: 9, eventsAtOnce: 0 });
        await indexer.syncOnce();
      }
      for (const table of [...foldedTables, "checkpoints"]) {
        const [expected, found] = await Promise.all(databases.map((database) => linesOf(database, table)));
        expect(found, table).to.deep.equal(expected);
        if (table in tables && block === head) expect(found, table).not.to.be.empty;
      }
    }
    expect(await digestOf(databases[1])).to.equal(digest);
  });

  for (const table of [...tableNames, "blocks", "checkpoints"]) {
    it(`keeps nothing of a commit whose connection is killed after writing ${table}, and goes on`, async () => {
      const { database } = await openIndex(world);
      const counts = () => Promise.all([...foldedTables, "checkpoints"].map((name) => linesOf(database, name)));
      const dying = interrupting(database, table, (pid) => administer(`SELECT pg_terminate_backend(${pid}, 1000)`));
      const indexer = await openIndexer(world, dying);
      const thrown = await thrownBy(() => indexer.syncOnce());
      expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "lost");
      // All that is there is what the index is of and where it begins.
      expect((await counts()).filter((lines) => lines.length > 0)).to.have.lengthOf(2);
      await indexer.syncOnce();
      expect(await digestOf(database)).to.equal(digest);
    });
  }

  it("makes whoever takes over wait for the commit under way, and the first one stop after it", async () => {
    const place = await newPlace("PostgreSQL");
    const [first, second] = [await place.open(), await place.open()];
    let takenOver: Promise<number> | undefined;
    let waited = false;
    const slow = interrupting(first, "actors", async () => {
      takenOver = takeOver(second).finally(() => {
        waited = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(waited).to.equal(false);
    });
    const indexer = await openIndexer(world, slow, { blocksAtOnce: 9, eventsAtOnce: 0 });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(WriterReplacedError);
    expect(await takenOver).to.equal(2);
    const other = await openIndexer(world, second);
    await other.syncOnce();
    expect(await digestOf(first)).to.equal(digest);
  });

  it("is written by one of two that are opened at once", async () => {
    const place = await newPlace("PostgreSQL");
    const databases = [await place.open(), await place.open()];
    const indexers = await Promise.all(
      databases.map((database) => openIndexer(world, database, { blocksAtOnce: 3, eventsAtOnce: 0 })),
    );
    const outcomes = await Promise.all(indexers.map((indexer) => thrownBy(() => indexer.syncOnce())));
    expect(outcomes.filter((outcome) => outcome === undefined)).to.have.lengthOf(1);
    expect(outcomes.filter((outcome) => outcome instanceof WriterReplacedError)).to.have.lengthOf(1);
    for (const database of databases) expect(await digestOf(database)).to.equal(digest);
  });
});
