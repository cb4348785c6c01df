import type { Address } from "viem";
import type { Reader } from "../../sql/database.ts";
import type { Block } from "../chain.ts";
import { EmptyIndexError } from "../errors.ts";
import { findIdentity } from "../identity.ts";

/** What an index is of, and up to where it was read. */
export type IndexStatus = {
  readonly chainId: number;
  readonly registry: Address;
  readonly startBlock: number;
  /** The last block that is indexed: every answer is as of it. */
  readonly block: Block;
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
  return { chainId, registry, startBlock, block: cursor };
}
