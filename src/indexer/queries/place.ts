import type { Hex } from "viem";
import type { Row } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";

/** Where on the chain a row comes from: enough to fetch its receipt and prove it. */
export type Place = {
  readonly blockNumber: number;
  /** Unix seconds. */
  readonly blockTime: number;
  readonly txHash: Hex;
  /** Counts the logs of the block. */
  readonly logIndex: number;
};

export type PlaceRow = Row & {
  readonly block_number: number;
  readonly block_time: number;
  /** Bytes, or their digits. */
  readonly tx_hash: Uint8Array | string;
  readonly log_index: number;
};

/** Reads the place of a row. */
export function placeOf(row: PlaceRow): Place {
  return {
    blockNumber: row.block_number,
    blockTime: row.block_time,
    txHash: hexOf(row.tx_hash),
    logIndex: row.log_index,
  };
}
