import type { Database } from "../sql/database.ts";
import { tableNames } from "./tables.ts";

/**
 * Empties an index, so that it can be one of another chain or registry. For an index whose chain is gone: nothing but the chain brings it back. An
 * indexer that is open on it stops with `WriterReplacedError` once another is opened.
 */
export async function clearIndex(database: Database): Promise<void> {
  await database.transaction(async (writer) => {
    for (const table of [...tableNames, "blocks", "checkpoints", "chain"]) await writer.run(`DELETE FROM ${table}`);
  });
}
