import { expect } from "chai";
import { ConstraintError, ParameterCountError } from "../../src/sql/errors.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { thrownBy } from "./folder.ts";

async function openWithTable() {
  const database = await openSqlite({ path: ":memory:" });
  await database.run("CREATE TABLE things (id BIGINT PRIMARY KEY, bytes BYTEA, words TEXT, CHECK (id >= 0))");
  return database;
}

describe("statements", () => {
  it("give back every kind of value as it went in", async () => {
    const database = await openWithTable();
    const row = [7, new Uint8Array([0, 255, 1]), "St. Ève's ? 'x'"];
    await database.run("INSERT INTO things (id, bytes, words) VALUES (?, ?, ?)", row);
    await database.run("INSERT INTO things (id, bytes, words) VALUES (?, ?, ?)", [8, new Uint8Array(0), null]);

    const rows = await database.all("SELECT id, bytes, words FROM things ORDER BY id");
    expect(rows.map((found) => Object.values(found))).to.deep.equal([row, [8, new Uint8Array(0), null]]);
    expect(await database.get("SELECT words FROM things WHERE id = ?", [9])).to.equal(undefined);
  });

  for (const [given, read] of [
    [2 ** 53 - 1, 2 ** 53 - 1],
    [2n ** 53n - 1n, 2 ** 53 - 1],
    [2n ** 53n + 1n, 2n ** 53n + 1n],
    [2n ** 63n - 1n, 2n ** 63n - 1n],
    [5n, 5],
  ] as const) {
    it(`never round a whole number: ${typeof given} ${given} is read as ${typeof read}`, async () => {
      const database = await openWithTable();
      const returned = await database.all("INSERT INTO things (id) VALUES (?) RETURNING id", [given]);
      expect(returned).to.deep.equal([{ id: read }]);
      expect(await database.get("SELECT id FROM things")).to.deep.equal({ id: read });
      expect(await database.all("SELECT id, 1 AS one FROM things")).to.deep.equal([{ id: read, one: 1 }]);
      expect(await database.all("SELECT id, 1 AS one FROM things")).to.deep.equal([{ id: read, one: 1 }]);
    });
  }

  it("tell how many rows they changed", async () => {
    const database = await openWithTable();
    await database.insertMany("things", ["id"], [[1], [2], [3]]);
    expect(await database.run("DELETE FROM things WHERE id > ?", [1])).to.deep.equal({ changes: 2 });
  });

  it("insert many rows or none", async () => {
    const database = await openWithTable();
    const failed = await thrownBy(() => database.insertMany("things", ["id"], [[1], [2], [1]]));
    expect(failed).to.be.instanceOf(ConstraintError);
    expect(await database.all("SELECT id FROM things")).to.deep.equal([]);
    await database.insertMany("things", ["id"], []);
  });

  it("insert into a table and columns whose names need quotes", async () => {
    const database = await openWithTable();
    await database.run('CREATE TABLE "the ""order""" ("group" TEXT)');
    await database.insertMany('the "order"', ["group"], [["a"]]);
    expect(await database.get('SELECT "group" FROM "the ""order"""')).to.deep.equal({ group: "a" });
  });

  it("refuse a wrong number of values instead of filling in NULL", async () => {
    const database = await openWithTable();
    const insert = "INSERT INTO things (id, words) VALUES (?, ?) -- ? not this one";
    expect(await thrownBy(() => database.run(insert, [1]))).to.be.instanceOf(ParameterCountError);
    expect(await thrownBy(() => database.run(insert, [1, "a", "b"]))).to.be.instanceOf(ParameterCountError);
    const short = () => database.insertMany("things", ["id", "words"], [[1, "a"], [2]]);
    expect(await thrownBy(short)).to.be.instanceOf(ParameterCountError);
    expect(await database.all("SELECT id FROM things WHERE words <> '?'")).to.deep.equal([]);
  });

  it("refuse a row without its parent", async () => {
    const database = await openWithTable();
    await database.run("CREATE TABLE children (parent BIGINT NOT NULL REFERENCES things (id))");
    const orphan = () => database.run("INSERT INTO children (parent) VALUES (?)", [1]);
    expect(await thrownBy(orphan)).to.be.instanceOf(ConstraintError);
  });

  it("stay right when a thousand different ones have been prepared", async () => {
    const database = await openWithTable();
    for (let number = 0; number < 1000; number += 1) {
      expect(await database.get(`SELECT ${number} AS n, ? AS m`, [number])).to.deep.equal({ n: number, m: number });
    }
  });
});
