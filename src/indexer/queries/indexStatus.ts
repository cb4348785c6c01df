import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import type { Block } from "../chain.ts";
import { EmptyIndexError } from "../errors.ts";
import { hexOf } from "../hex.ts";
import { findIdentity } from "../identity.ts";

/** What an index is of, and up to where it was read. */
export type IndexStatus = {
  readonly chainId: number;
  readonly registry: Address;
  readonly startBlock: number;
  /** The last block that is indexed: every answer is as of it. */
  readonly block: Block;
  /** The chain's head as the writer saw it at its last commit. */
  readonly head: { readonly number: number; readonly time: number };
};

/** How old an answer may be. */
export type Staleness = {
  /** How many blocks of the chain are not indexed, of those the writer knows of. */
  readonly blocksBehind: number;
  /** The age of the last block that is indexed (seconds). It grows as well where the chain stands still, the node is away, or nobody indexes. */
  readonly ageSeconds: number;
};

/**
 * Says what the index is of and up to where.
 *
 * @throws {EmptyIndexError} when nothing was indexed yet
 */
export async function indexStatus(reader: Reader): Promise<IndexStatus> {
  const identity = await findIdentity(reader);
  if (identity === undefined) throw new EmptyIndexError();
  const { chainId, registry, startBlock, cursor } = identity;
  const row = await reader.get<{ head_number: number | null; head_time: number | null }>(
    "SELECT head_number, head_time FROM writer",
  );
  const head = { number: row?.head_number ?? cursor.number, time: row?.head_time ?? cursor.time };
  return { chainId, registry, startBlock, block: cursor, head };
}

/** Says whether the index still holds a block that it once was at: it does, unless the chain was reorganised or the index is another. */
export async function holdsBlock(
  reader: Reader,
  { number, hash }: { readonly number: number; readonly hash: string },
): Promise<boolean> {
  const known = "SELECT number, hash FROM checkpoints UNION ALL SELECT number, hash FROM blocks";
  const rows = await reader.all<{ hash: Uint8Array }>(`SELECT hash FROM (${known}) AS known WHERE number = ?`, [
    number,
  ]);
  return rows.some((row) => hexOf(row.hash) === hash);
}

/**
 * Says how old an answer of an index may be.
 *
 * @param now - By the asker's clock (unix seconds). A block dated later counts as new.
 */
export function stalenessOf({ block, head }: Pick<IndexStatus, "block" | "head">, now: number): Staleness {
  return { blocksBehind: Math.max(head.number - block.number, 0), ageSeconds: Math.max(now - block.time, 0) };
}
