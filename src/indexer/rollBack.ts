import type { Writer } from "../sql/database.ts";
import type { Block } from "./chain.ts";
import { bytesOf } from "./hex.ts";
import { tableNames } from "./tables.ts";

/**
 * Takes back everything after a block: the tables are then as if the chain had been read up to it and no further.
 *
 * Whoever keeps an `Organizations` beside the tables has to read it again.
 *
 * @param block - A block of the chain, not above the cursor.
 */
export async function rollBackTo(writer: Writer, block: Block): Promise<void> {
  for (const table of tableNames) await writer.run(`DELETE FROM ${table} WHERE block_number > ?`, [block.number]);
  await writer.run("DELETE FROM blocks WHERE number > ?", [block.number]);
  await writer.run("DELETE FROM checkpoints WHERE number > ?", [block.number]);
  await moveCursor(writer, block);
}

/** Notes up to which block the chain is folded. */
export async function moveCursor(writer: Writer, block: Block): Promise<void> {
  await writer.run("UPDATE chain SET cursor_number = ?, cursor_hash = ?, cursor_time = ?", [
    block.number,
    bytesOf(block.hash),
    block.time,
  ]);
}
