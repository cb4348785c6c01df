import type { Hex } from "viem";
import { z } from "zod";
import type { AccessKey } from "../../indexer/queries/accessOrder.ts";

const shape = /^([0-9a-f]{64})-(\d{1,12})-(\d{1,12})-(\d{1,12})-(\d{1,12})$/;

/** Where a page of accesses ends: `next` of the page before. */
export const accessCursor = z
  .string()
  .regex(shape, "is `next` of the page before")
  .transform((text): AccessKey => {
    const [, record = "", ...numbers] = shape.exec(text) ?? [];
    const [number = 0, time = 0, blockNumber = 0, logIndex = 0] = numbers.map(Number);
    return { record: `0x${record}` as Hex, number, time, blockNumber, logIndex };
  });

/** Writes where a page ends; `null` after the last. */
export function writeCursor(key: AccessKey | undefined): string | null {
  if (key === undefined) return null;
  const { record, number, time, blockNumber, logIndex } = key;
  return [record.slice(2), number, time, blockNumber, logIndex].join("-");
}
