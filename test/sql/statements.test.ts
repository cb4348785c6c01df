import { expect } from "chai";
import { ConstraintError, ParameterCountError } from "../../src/sql/errors.ts";
import { describeOnBoth, openNew } from "./databases.ts";
import { thrownBy } from "./folder.ts";

async function openWithTable() {
  const database = await openNew();
  await database.run("CREATE TABLE things (id BIGINT PRIMARY KEY, bytes BYTEA, words TEXT, CHECK (id >= 0))");
  return database;
}

describeOnBoth("statements", () => {
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

  it("give bytes as digits where those are asked for", async () => {
    const database = await openWithTable();
    await database.insertMany("things", ["id", "bytes", "words"], [[1, new Uint8Array([0, 255, 10]), "hex(bytes)"]]);
    const sql = "SELECT lower(hex(bytes)) AS plain, hex(t.bytes) AS named, words FROM things AS t WHERE words = ?";
    const row = await database.get<Record<string, string>>(sql, ["hex(bytes)"]);
    expect([row?.plain, row?.named?.toLowerCase(), row?.words]).to.deep.equal(["00ff0a", "00ff0a", "hex(bytes)"]);
  });

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
    // So many that the server hears of the double while more are on the way.
    const many = Array.from({ length: 3000 }, (_, i) => [i === 2000 ? 7 : i, new Uint8Array(1000)]);
    expect(await thrownBy(() => database.insertMany("things", ["id", "bytes"], many))).to.be.instanceOf(
      ConstraintError,
    );
    expect(await database.all("SELECT id FROM things")).to.deep.equal([]);
  });

  it("insert many rows of every kind of value, as each of them alone", async () => {
    const database = await openWithTable();
    await database.run("CREATE TABLE copies (id BIGINT, bytes BYTEA, words TEXT)");
    const edges = [
      -(2n ** 63n),
      2n ** 63n - 1n,
      -(2 ** 53) + 1,
      2 ** 53 - 1,
      -(2 ** 32),
      2 ** 32,
      2 ** 31,
      -1,
      0,
      1,
      5n,
    ];
    const texts = ["", "a\\b\tc\nd", "St. Ève's 日本 🩻", "\\\\N", null];
    const rows = edges.map((id, i) => [
      id,
      i % 3 === 0 ? null : new Uint8Array(i * 40_000).fill(i),
      texts[i % 5] ?? null,
    ]);
    await database.insertMany("copies", ["id", "bytes", "words"], rows);
    const copied = await database.all("SELECT id, bytes, words FROM copies ORDER BY id");
    await database.run("DELETE FROM copies");
    for (const row of rows) await database.run("INSERT INTO copies (id, bytes, words) VALUES (?, ?, ?)", row);
    expect(await database.all("SELECT id, bytes, words FROM copies ORDER BY id")).to.deep.equal(copied);
    const narrowed = edges
      .map((id) => (Number.isSafeInteger(Number(id)) ? Number(id) : id))
      .sort((a, b) => (a < b ? -1 : 1));
    expect(copied.map(({ id }) => id)).to.deep.equal(narrowed);
    for (const { id, bytes, words } of copied) {
      const row = rows.find(([given]) => BigInt(given as number) === BigInt(id as number));
      expect([bytes, words]).to.deep.equal(row?.slice(1));
    }
  });

  it("give sums, counts and comparisons as numbers", async () => {
    const database = await openWithTable();
    await database.insertMany("things", ["id"], [[1], [2]]);
    const asked =
      "SELECT sum(id) AS total, count(*) AS n, id = 1 AS first, max(words) AS words FROM things GROUP BY id = 1 ORDER BY total";
    expect(await database.all(asked)).to.deep.equal([
      { total: 1, n: 1, first: 1, words: null },
      { total: 2, n: 1, first: 0, words: null },
    ]);
  });

  it("insert many none of rows that could not all be made", async () => {
    const database = await openWithTable();
    const failure = new RangeError("no more");
    const rows = function* () {
      for (let i = 0; i < 3000; i += 1) yield [i, new Uint8Array(1000)];
      throw failure;
    };
    expect(await thrownBy(() => database.insertMany("things", ["id", "bytes"], rows()))).to.equal(failure);
    expect(await database.all("SELECT id FROM things")).to.deep.equal([]);
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
