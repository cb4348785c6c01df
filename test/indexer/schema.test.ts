import { expect } from "chai";
import { migrations } from "../../src/indexer/schema.ts";
import { placeColumns, tableNames, tables } from "../../src/indexer/tables.ts";
import { columnsOf, describeOnBoth, openNew, tablesOf } from "../sql/databases.ts";
import { foldedTables } from "./index.ts";

describeOnBoth("the schema of the index", () => {
  it("has the tables and columns that the fold fills, in their order", async () => {
    const database = await openNew();
    await database.migrate(migrations);
    for (const table of tableNames) {
      expect(await columnsOf(database, table)).to.deep.equal([...tables[table], ...placeColumns]);
    }
    const beside = ["checkpoints", "schema_migrations", "writer"];
    expect(await tablesOf(database)).to.deep.equal([...beside, ...foldedTables].sort());
  });
});
