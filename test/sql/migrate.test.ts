import { expect } from "chai";
import type { Migration } from "../../src/sql/database.ts";
import { SchemaMismatchError } from "../../src/sql/errors.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { thrownBy, withFolder } from "./folder.ts";

const first: Migration = { name: "things", statements: ["CREATE TABLE things (id BIGINT PRIMARY KEY)"] };
const second: Migration = {
  name: "colours",
  statements: ["CREATE TABLE colours (id BIGINT)", "INSERT INTO colours (id) VALUES (1)"],
};

describe("migrate", () => {
  it("applies each step once, in order, across openings", () =>
    withFolder(async (folder) => {
      for (const migrations of [[first], [first], [first, second], [first, second]]) {
        const database = await openSqlite({ path: `${folder}/a.db` });
        await database.migrate(migrations);
        if (migrations.length === 2) {
          expect(await database.all("SELECT id FROM colours")).to.deep.equal([{ id: 1 }]);
        }
        await database.close();
      }
    }));

  it("refuses a database of a newer version, of changed steps, and of another program, and changes nothing", async () => {
    const changed: Migration = { ...first, statements: ["CREATE TABLE things (id TEXT)"] };
    for (const migrations of [[first], [], [changed, second], [second, first], [{ ...first, name: "other" }, second]]) {
      const database = await openSqlite({ path: ":memory:" });
      await database.migrate([first, second]);
      const thrown = await thrownBy(() => database.migrate(migrations));
      expect(thrown, JSON.stringify(migrations)).to.be.instanceOf(SchemaMismatchError);
      await database.migrate([first, second]);
    }

    const foreign = await openSqlite({ path: ":memory:" });
    await foreign.run("CREATE TABLE somebody_elses (id BIGINT)");
    expect(await thrownBy(() => foreign.migrate([first]))).to.be.instanceOf(SchemaMismatchError);
  });

  it("leaves no half of a step that fails", async () => {
    const database = await openSqlite({ path: ":memory:" });
    const broken: Migration = { name: "broken", statements: ["CREATE TABLE half (id BIGINT)", "NOT SQL"] };
    expect(await thrownBy(() => database.migrate([first, broken]))).to.be.instanceOf(Error);
    expect(await database.all("SELECT name FROM sqlite_master")).to.deep.equal([]);
    await database.migrate([first, second]);
  });

  it("only checks on a read-only connection", () =>
    withFolder(async (folder) => {
      const path = `${folder}/a.db`;
      const database = await openSqlite({ path });
      const reader = await openSqlite({ path, readOnly: true });
      expect(await thrownBy(() => reader.migrate([first]))).to.be.instanceOf(SchemaMismatchError);
      await database.migrate([first]);
      await reader.migrate([first]);
      expect(await thrownBy(() => reader.migrate([first, second]))).to.be.instanceOf(SchemaMismatchError);
      await reader.close();
      await database.close();
    }));

  it("lets two openings at once apply it once", () =>
    withFolder(async (folder) => {
      const path = `${folder}/a.db`;
      const databases = await Promise.all([openSqlite({ path }), openSqlite({ path })]);
      await Promise.all(databases.map((database) => database.migrate([first, second])));
      for (const database of databases) await database.close();
    }));
});
