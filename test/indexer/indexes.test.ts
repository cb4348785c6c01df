import { expect } from "chai";
import { makeIndexes } from "../../src/indexer/indexes.ts";
import { indexes, migrations } from "../../src/indexer/schema.ts";
import type { Database } from "../../src/sql/database.ts";
import { describeOnBoth, openNew } from "../sql/databases.ts";
import { openIndex } from "./index.ts";
import { tellBeginning } from "./story.ts";
import { startWorld } from "./world.ts";

const names = indexes.map((statement) => / EXISTS (\w+) /.exec(statement)?.[1] ?? "").sort();

// the indexes beside the keys
// ├── when the head was not reached → there are none
// ├── when it was → there are all
// ├── when their making was ended → the next goes on
// └── when the groups of a member are asked for → they are found by one
describeOnBoth("the indexes beside the keys", (kind) => {
  async function made(database: Database): Promise<readonly string[]> {
    const sql =
      kind === "PostgreSQL"
        ? "SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey'"
        : "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
    return (await database.all<{ name: string }>(sql)).map(({ name }) => name).sort();
  }

  it("are made when the chain has been read to its head, and not before", async () => {
    const world = await startWorld();
    try {
      await tellBeginning(world);
      const { database, indexer } = await openIndex(world, { eventsAtOnce: 0 });
      const stop = new TypeError("enough");
      const ended = await indexer
        .syncOnce({
          onProgress: () => {
            throw stop;
          },
        })
        .catch((error: unknown) => error);
      expect(ended).to.equal(stop);
      expect(await database.get("SELECT number FROM blocks")).to.not.equal(undefined);
      expect(await made(database)).to.deep.equal([]);

      await indexer.syncOnce();
      expect(await made(database)).to.deep.equal(names);
    } finally {
      await world.chain.close();
    }
  });

  it("are gone on with where the making of them was ended", async () => {
    const database = await openNew();
    await database.migrate(migrations);
    let left = 3;
    const stop = new TypeError("killed");
    const ended = await makeIndexes(async (work) => {
      if (left === 0) throw stop;
      left -= 1;
      await database.transaction(work);
    }).catch((error: unknown) => error);
    expect(ended).to.equal(stop);
    const done = await made(database);
    expect(done.filter((name) => name.startsWith("accesses_"))).to.have.lengthOf(2);
    expect(done).to.include.members(names.filter((name) => !name.startsWith("accesses_")));

    await makeIndexes((work) => database.transaction(work));
    expect(await made(database)).to.deep.equal(names);
  });

  for (const [what, question, name] of [
    [
      "the groups of a member, of whom a gateway asks at each decision",
      "FROM memberships WHERE member = ?",
      "memberships_by_member",
    ],
    [
      "the patients whom an account controlled",
      "FROM patients WHERE controller = ? AND event <> 'offered'",
      "patients_by_controller",
    ],
    ["the patients whom an account is a proxy of", "FROM proxies WHERE proxy = ?", "proxies_by_proxy"],
    ["what was permitted to an account", "FROM permits WHERE grantee = ?", "permits_by_grantee"],
  ] as const) {
    it(`find ${what}`, async () => {
      const database = await openNew();
      await database.migrate(migrations);
      await makeIndexes((work) => database.transaction(work));
      const plan = await database.transaction(async (reader) => {
        if (kind === "PostgreSQL") await reader.run("SET LOCAL enable_seqscan = off"); // it would read an empty table whole
        return reader.all(`EXPLAIN ${kind === "PostgreSQL" ? "" : "QUERY PLAN "}SELECT * ${question}`, [
          new Uint8Array(20),
        ]);
      });
      expect(JSON.stringify(plan)).to.include(name);
    });
  }
});
