import { expect } from "chai";
import { migrations } from "../../src/indexer/schema.ts";
import { placeColumns, tableNames, tables } from "../../src/indexer/tables.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { tablesOf } from "./index.ts";

describe("the schema of the index", () => {
  it("has the tables and columns that the fold fills, in their order", async () => {
    const database = await openSqlite({ path: ":memory:" });
    await database.migrate(migrations);
    for (const table of tableNames) {
      const columns = await database.all<{ name: string }>(
        `SELECT name FROM pragma_table_info('${table}') ORDER BY cid`,
      );
      expect(columns.map(({ name }) => name)).to.deep.equal([...tables[table], ...placeColumns]);
    }
    const beside = ["blocks", "chain", "checkpoints", "schema_migrations", "writer"];
    expect(await tablesOf(database)).to.deep.equal([...beside, ...tableNames].sort());
  });
});
