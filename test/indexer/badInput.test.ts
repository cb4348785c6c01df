import { expect } from "chai";
import type { Request } from "../../src/indexer/chain.ts";
import { findAlteredBlock } from "../../src/indexer/digest.ts";
import { WriterReplacedError, WrongChainError } from "../../src/indexer/errors.ts";
import { migrations } from "../../src/indexer/schema.ts";
import { createIndexer, type IndexerOptions } from "../../src/indexer/sync.ts";
import type { Database, Migration } from "../../src/sql/database.ts";
import { DatabaseUnavailableError, SchemaMismatchError } from "../../src/sql/errors.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { buildDice } from "../consent/dice.ts";
import { buildBeginning, extend, registry, startBlock } from "../simulation/chain.ts";
import { answer } from "../simulation/node.ts";
import { describeOnBoth, newPlace, openNew, tablesOf } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf } from "./index.ts";

const branch = extend(buildBeginning(buildDice(41)), buildDice(42), 400);
const request: Request = async (method, params) => answer(branch, method, params);
const open = (database: Database, options: Partial<IndexerOptions> = {}) =>
  createIndexer({ database, request, registry, startBlock, ...options });

/** What a fresh index of the chain holds. */
async function digestOfWhole(): Promise<string> {
  const database = await openDatabase(":memory:");
  await (await open(database)).syncOnce();
  return digestOf(database);
}

// an index that can't be gone on with
// ├── of another chain, of an older or newer schema, of another program → it says so, and nothing is changed
// ├── when another writes → the earlier one stops, at its next commit
// └── when the node lacks what is needed → it says so, and nothing is half written
describeOnBoth("an index that can't be gone on with", () => {
  it("is left as it is when it is of another chain", async () => {
    const database = await openNew();
    await (await open(database)).syncOnce();
    const digest = await digestOf(database);
    const elsewhere: Request = async (...asked) => (asked[0] === "eth_chainId" ? "0x1" : request(...asked));
    const indexer = await open(database, { request: elsewhere });
    expect(await thrownBy(() => indexer.syncOnce())).to.be.instanceOf(WrongChainError);
    expect(await digestOf(database)).to.equal(digest);
  });

  const [index] = migrations;
  const older = {
    name: "index",
    statements: (index?.statements ?? []).map((sql) => sql.replace(", digest BYTEA NOT NULL", "")),
  };
  for (const [what, schema] of [
    ["an older schema", [older]],
    ["a newer schema", [...migrations, { name: "later", statements: ["CREATE TABLE later (id BIGINT PRIMARY KEY)"] }]],
  ] as readonly (readonly [string, readonly Migration[]])[]) {
    it(`is left as it is when it has ${what}`, async () => {
      const database = await openNew();
      await database.migrate(schema);
      const tables = await tablesOf(database);
      expect(await thrownBy(() => open(database))).to.be.instanceOf(SchemaMismatchError);
      expect(await tablesOf(database)).to.deep.equal(tables);
      expect(await database.all("SELECT * FROM writer")).to.deep.equal([]);
    });
  }

  it("is left as it is when it is another program's database", async () => {
    const database = await openNew();
    await database.run("CREATE TABLE patients (id BIGINT PRIMARY KEY)");
    expect(await thrownBy(() => open(database))).to.be.instanceOf(SchemaMismatchError);
    expect(await tablesOf(database)).to.deep.equal(["patients"]);
  });

  it("has one writer, over two connections: the earlier one stops with half of nothing written", async () => {
    const place = await newPlace();
    const [one, other] = [await place.open(), await place.open()];
    const first = await open(one, { blocksAtOnce: 5, eventsAtOnce: 0 });
    let second: Awaited<ReturnType<typeof open>> | undefined;
    let commits = 0;
    const slow: Request = async (...asked) => {
      if (++commits === 40) second = await open(other);
      return request(...asked);
    };
    const pushed = await open(one, { request: slow, blocksAtOnce: 5, eventsAtOnce: 0 });
    expect(await thrownBy(() => first.syncOnce())).to.be.instanceOf(WriterReplacedError);
    expect(await thrownBy(() => pushed.syncOnce())).to.be.instanceOf(WriterReplacedError);
    expect(await findAlteredBlock(other)).to.equal(undefined);
    await second?.syncOnce();
    expect(await digestOf(other)).to.equal(await digestOfWhole());
  });

  for (const [what, method, code] of [
    ["no logs", "eth_getLogs", "ChainUnavailable"],
    ["no blocks", "eth_getBlockByNumber", "ChainUnavailable"],
    ["no code", "eth_getCode", "ChainUnavailable"],
  ] as const) {
    it(`says so when a node tells ${what}, and has written nothing of the chain`, async () => {
      const lacking: Request = async (...asked) => {
        if (asked[0] === method) throw new TypeError(`the method ${method} does not exist/is not available`);
        return request(...asked);
      };
      const database = await openNew();
      const indexer = await open(database, { request: lacking });
      expect(await thrownBy(() => indexer.syncOnce())).to.include({ code });
      expect(await database.all("SELECT * FROM blocks")).to.deep.equal([]);
      await (await open(database)).syncOnce();
      expect(await digestOf(database)).to.equal(await digestOfWhole());
    });
  }
});

describe("an index on a full disk", () => {
  it("keeps what was committed, says so, and goes on when there is room", async () => {
    const database = await openDatabase(":memory:");
    await database.migrate(migrations);
    const pages = Number((await database.get<{ page_count: number }>("PRAGMA page_count"))?.page_count);
    let stops = 0;
    for (let room = 4; ; room += 12) {
      await database.get(`PRAGMA max_page_count = ${pages + room}`);
      const indexer = await open(database, { blocksAtOnce: 20, eventsAtOnce: 0 });
      const error = await thrownBy(() => indexer.syncOnce());
      expect(await findAlteredBlock(database)).to.equal(undefined);
      if (error === undefined) break;
      expect(error).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "full");
      stops += 1;
    }
    expect(stops).to.be.greaterThan(2);
    expect(await digestOf(database)).to.equal(await digestOfWhole());
  });
});
