import { existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { DatabaseUnavailableError } from "../../src/sql/errors.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { thrownBy, withFolder } from "./folder.ts";

describe("openSqlite", () => {
  it("makes a file that is not there, and finds its rows again", () =>
    withFolder(async (folder) => {
      const path = `${folder}/a ?#%.db`;
      const database = await openSqlite({ path });
      await database.run("CREATE TABLE things (id BIGINT)");
      await database.run("INSERT INTO things (id) VALUES (?)", [1]);
      await database.close();

      const again = await openSqlite({ path, mustExist: true, durability: "full" });
      expect(await again.all("SELECT id FROM things")).to.deep.equal([{ id: 1 }]);
      expect(await again.get("PRAGMA synchronous")).to.deep.equal({ synchronous: 2 });
      expect(await again.get("PRAGMA journal_mode")).to.deep.equal({ journal_mode: "wal" });
      await again.close();
    }));

  it("says why it cannot open a file, and makes none", () =>
    withFolder(async (folder) => {
      writeFileSync(`${folder}/text`, "this is not a database, though it is long enough to be looked at\n".repeat(20));
      for (const [options, reason] of [
        [{ path: `${folder}/no/folder.db` }, "missing"],
        [{ path: folder }, "missing"],
        [{ path: `${folder}/none.db`, readOnly: true }, "missing"],
        [{ path: `${folder}/none.db`, mustExist: true }, "missing"],
        [{ path: `${folder}/text` }, "notADatabase"],
        [{ path: `${folder}/text`, readOnly: true }, "notADatabase"],
      ] as const) {
        const thrown = await thrownBy(() => openSqlite(options));
        expect(thrown, JSON.stringify(options))
          .to.be.instanceOf(DatabaseUnavailableError)
          .with.property("reason", reason);
      }
      expect(existsSync(`${folder}/none.db`)).to.equal(false);
    }));

  it("says that the disk is full, and keeps what was committed", async () => {
    const database = await openSqlite({ path: ":memory:" });
    await database.run("CREATE TABLE things (bytes BYTEA)");
    await database.run("INSERT INTO things (bytes) VALUES (?)", [new Uint8Array(1)]);
    await database.run("PRAGMA max_page_count = 4");
    const large = Array.from({ length: 50 }, () => [new Uint8Array(4000)]);
    const thrown = await thrownBy(() => database.insertMany("things", ["bytes"], large));
    expect(thrown).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "full");
    expect(await database.all("SELECT length(bytes) AS size FROM things")).to.deep.equal([{ size: 1 }]);
  });

  it("refuses everything after it was closed, and closes twice without harm", async () => {
    const database = await openSqlite({ path: ":memory:" });
    const begun = database.transaction(async (writer) => writer.get("SELECT 1 AS one"));
    await database.close();
    await database.close();
    expect(await begun).to.deep.equal({ one: 1 });
    for (const use of [() => database.get("SELECT 1"), () => database.transaction(async () => 1)]) {
      expect(await thrownBy(use))
        .to.be.instanceOf(DatabaseUnavailableError)
        .with.property("reason", "closed");
    }
  });
});
