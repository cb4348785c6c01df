import { expect } from "chai";
import type { Migration } from "../../src/sql/database.ts";
import { SchemaMismatchError } from "../../src/sql/errors.ts";
import { describeOnBoth, newPlace, openNew, tablesOf } from "./databases.ts";
import { thrownBy } from "./folder.ts";

const first: Migration = { name: "things", statements: ["CREATE TABLE things (id BIGINT PRIMARY KEY)"] };
const second: Migration = {
  name: "colours",
  statements: ["CREATE TABLE colours (id BIGINT)", "INSERT INTO colours (id) VALUES (1)"],
};

describeOnBoth("migrate", () => {
  it("applies each step once, in order, across openings", async () => {
    const place = await newPlace();
    for (const migrations of [[first], [first], [first, second], [first, second]]) {
      const database = await place.open();
      await database.migrate(migrations);
      if (migrations.length === 2) {
        expect(await database.all("SELECT id FROM colours")).to.deep.equal([{ id: 1 }]);
      }
      await database.close();
    }
  });

  it("refuses a database of a newer version, of changed steps, and of another program, and changes nothing", async () => {
    const changed: Migration = { ...first, statements: ["CREATE TABLE things (id TEXT)"] };
    for (const migrations of [[first], [], [changed, second], [second, first], [{ ...first, name: "other" }, second]]) {
      const database = await openNew();
      await database.migrate([first, second]);
      const thrown = await thrownBy(() => database.migrate(migrations));
      expect(thrown, JSON.stringify(migrations)).to.be.instanceOf(SchemaMismatchError);
      await database.migrate([first, second]);
    }

    const foreign = await openNew();
    await foreign.run("CREATE TABLE somebody_elses (id BIGINT)");
    expect(await thrownBy(() => foreign.migrate([first]))).to.be.instanceOf(SchemaMismatchError);
  });

  it("leaves no half of a step that fails", async () => {
    const database = await openNew();
    const broken: Migration = { name: "broken", statements: ["CREATE TABLE half (id BIGINT)", "NOT SQL"] };
    expect(await thrownBy(() => database.migrate([first, broken]))).to.be.instanceOf(Error);
    expect(await tablesOf(database)).to.deep.equal([]);
    await database.migrate([first, second]);
  });

  it("only checks on a read-only connection", async () => {
    const place = await newPlace();
    const database = await place.open();
    const reader = await place.open({ readOnly: true });
    expect(await thrownBy(() => reader.migrate([first]))).to.be.instanceOf(SchemaMismatchError);
    await database.migrate([first]);
    await reader.migrate([first]);
    expect(await thrownBy(() => reader.migrate([first, second]))).to.be.instanceOf(SchemaMismatchError);
  });

  it("lets openings at once apply it once", async () => {
    const place = await newPlace();
    const databases = await Promise.all([1, 2, 3, 4].map(() => place.open()));
    await Promise.all(databases.map((database) => database.migrate([first, second])));
    expect(await databases[3]?.all("SELECT id FROM colours")).to.deep.equal([{ id: 1 }]);
  });
});
