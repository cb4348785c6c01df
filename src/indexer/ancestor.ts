import type { Reader } from "../sql/database.ts";
import type { Block, Chain } from "./chain.ts";
import { InconsistentChainError } from "./errors.ts";
import { hexOf } from "./hex.ts";

/**
 * Finds a block that both the index and the chain hold, going back from the cursor in steps that double: at most twice as many blocks are read
 * again as were replaced, and no depth is too deep.
 *
 * @returns `undefined` when not even the block the index begins after is on the chain.
 * @throws {InconsistentChainError} when the node lacks a block below its head: that says nothing of the chain
 */
export async function findAncestor(reader: Reader, chain: Chain, head: number): Promise<Block | undefined> {
  const known = "SELECT number, hash, time FROM blocks UNION SELECT number, hash, time FROM checkpoints";
  let below = head + 1;
  for (let step = 1; ; step *= 2) {
    const rows = await reader.all<{ number: number; hash: Uint8Array; time: number }>(
      `SELECT number, hash, time FROM (${known}) AS known WHERE number < ? ORDER BY number DESC LIMIT ?`,
      [below, step],
    );
    const row = rows.at(-1);
    if (row === undefined) return undefined;
    const block = { number: row.number, hash: hexOf(row.hash), time: row.time };
    const header = await chain.findHeader(block.number);
    if (header === undefined) throw new InconsistentChainError(`block ${block.number} is missing below the head`);
    if (header.hash === block.hash) return block;
    below = block.number;
  }
}
