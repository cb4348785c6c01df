import type { Hex } from "viem";
import { z } from "zod";
import type { NoticeCursor } from "../../audit/reports/index.ts";

/** Where a feed stands: behind a log of a block, and which block that was. */
export type FeedCursor = NoticeCursor & { readonly hash: Hex };

const shape = /^(\d{1,12})-(\d{1,9})-([0-9a-f]{64})$/;

/** `next` of the page before; nothing, or `start`, for the first. */
export const feedCursor = z
  .string()
  .regex(/^(?:start|\d{1,12}-\d{1,9}-[0-9a-f]{64})$/, "is `next` of the page before, or `start`")
  .transform((text): FeedCursor | undefined => {
    const [, block, log, hash] = shape.exec(text) ?? [];
    return block === undefined ? undefined : { blockNumber: Number(block), logIndex: Number(log), hash: `0x${hash}` };
  });

/** Writes where a feed stands. */
export function writeFeedCursor(cursor: FeedCursor | undefined): string {
  return cursor === undefined ? "start" : `${cursor.blockNumber}-${cursor.logIndex}-${cursor.hash.slice(2)}`;
}
