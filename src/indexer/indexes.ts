import type { Database, Writer } from "../sql/database.ts";
import { indexes } from "./schema.ts";
import { tableNames } from "./tables.ts";

const isOfAccesses = (statement: string): boolean => statement.includes(" ON accesses ");

/** Statements that share a transaction: nearly all rows are accesses, and for the others' indexes beginning and ending one would take longest. */
const groups: readonly (readonly string[])[] = [
  indexes.filter((statement) => !isOfAccesses(statement)),
  ...indexes.filter(isOfAccesses).map((statement) => [statement]),
];

/**
 * Makes the indexes that are not there yet, each of the accesses in a transaction of its own: whoever is ended in between goes on with the next.
 *
 * @param write - Runs a transaction.
 */
export async function makeIndexes(write: (work: (writer: Writer) => Promise<void>) => Promise<void>): Promise<void> {
  for (const group of groups) {
    await write(async (writer) => {
      for (const statement of group) await writer.run(statement);
    });
  }
}

/** Has the database look at what the tables hold, so that it answers by the index that leaves the fewest rows. */
export async function analyzeTables(database: Database): Promise<void> {
  for (const table of tableNames) await database.run(`ANALYZE ${table}`);
}
