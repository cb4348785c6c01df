import type { Hex } from "viem";
import { z } from "zod";
import type { ReviewKey } from "../../indexer/queries/reviews.ts";

const shape = /^(\d{1,12})-([0-9a-f]{64})-(\d{1,12})$/;

/** Where a page of reviews ends: `next` of the page before. */
export const reviewCursor = z
  .string()
  .regex(shape, "is `next` of the page before")
  .transform((text): ReviewKey => {
    const [, due, record = "", number] = shape.exec(text) ?? [];
    return { due: Number(due), record: `0x${record}` as Hex, number: Number(number) };
  });

/** Writes where a page ends; `null` after the last. */
export function writeReviewCursor(key: ReviewKey | undefined): string | null {
  return key === undefined ? null : `${key.due}-${key.record.slice(2)}-${key.number}`;
}
