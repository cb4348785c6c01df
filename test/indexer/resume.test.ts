import { expect } from "chai";
import { WriterReplacedError } from "../../src/indexer/errors.ts";
import type { Database } from "../../src/sql/database.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { digestOf, digestOfFresh, openIndex, openIndexer } from "./index.ts";
import { startStory } from "./story.ts";
import type { World } from "./world.ts";

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

// an indexer that was stopped
// ├── when it was killed between commits or inside one → it goes on to the same tables
// ├── when the signal came → so it does
// └── when another indexer took over → it stops, and the other goes on
describeOnBoth("an indexer that was stopped", () => {
  let world: World;
  let digest: string;
  let head: number;

  before(async () => {
    world = await startStory(5);
    head = Number(await world.request("eth_blockNumber", []));
    digest = await digestOfFresh(world);
  });

  after(() => world.chain.close());

  it("goes on after it was killed between any two commits", async () => {
    const { database } = await openIndex(world);
    let kills = 0;
    for (;;) {
      const indexer = await openIndexer(world, database, { blocksAtOnce: 9, eventsAtOnce: 0 });
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
    const indexer = await openIndexer(world, failing, { blocksAtOnce: 9, eventsAtOnce: 0 });
    let failures = 0;
    while ((await thrownBy(() => indexer.syncOnce())) !== undefined) failures += 1;
    expect(failures).to.be.greaterThan(5);
    expect(await digestOf(database)).to.equal(digest);
  });

  it("ends at the signal, between two commits, and goes on later", async () => {
    const { database, indexer } = await openIndex(world, { blocksAtOnce: 9, eventsAtOnce: 0 });
    const control = new AbortController();
    const work = () =>
      indexer.syncOnce({ signal: control.signal, onProgress: () => control.abort(new RangeError("enough")) });
    expect(await thrownBy(work)).to.be.instanceOf(RangeError);
    expect((await database.get<{ n: number }>("SELECT max(number) AS n FROM checkpoints"))?.n).to.be.lessThan(head);
    await indexer.syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });

  it("stops for an indexer that was opened later", async () => {
    const { database, indexer } = await openIndex(world, { blocksAtOnce: 9, eventsAtOnce: 0 });
    const first = indexer.syncOnce();
    const second = await openIndexer(world, database);
    expect(await thrownBy(() => first)).to.be.instanceOf(WriterReplacedError);
    await second.syncOnce();
    expect(await digestOf(database)).to.equal(digest);
  });
});
