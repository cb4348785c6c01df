import type { Database, Writer } from "../sql/database.ts";
import { indexes } from "./schema.ts";
import { tableNames } from "./tables.ts";

/**
 * Makes the indexes that are not there yet, each in a transaction of its own: whoever is ended in between goes on with the next.
 *
 * @param write - Runs a transaction.
 */
export async function makeIndexes(write: (work: (writer: Writer) => Promise<void>) => Promise<void>): Promise<void> {
  for (const statement of indexes) await write(async (writer) => void (await writer.run(statement)));
}

/** Has the database look at what the tables hold, so that it answers by the index that leaves the fewest rows. */
export async function analyzeTables(database: Database): Promise<void> {
  for (const table of tableNames) await database.run(`ANALYZE ${table}`);
}
