import { z } from "zod";
import type { Condition } from "../../indexer/queries/accessOrder.ts";

/** Where on the chain a page ends. */
type PlaceKey = { readonly block_number: number; readonly log_index: number };

const shape = /^(\d{1,12})-(\d{1,9})$/;

/** Where a page of what is on the chain ends, the newest first: `after` of the link to the next page. */
export const placeCursor = z
  .string()
  .regex(shape, "is of the link to the next page")
  .transform((text): PlaceKey => {
    const [, block = 0, log = 0] = shape.exec(text)?.map(Number) ?? [];
    return { block_number: block, log_index: log };
  });

/** Writes where a page ends. */
export function writePlace({ block_number: block, log_index: log }: PlaceKey): string {
  return `${block}-${log}`;
}

/** Says what comes after a page, of rows that have a place. */
export function afterPlace(alias: string, after: PlaceKey | undefined): readonly Condition[] {
  if (after === undefined) return [];
  const { block_number: block, log_index: log } = after;
  return [[`(${alias}.block_number, ${alias}.log_index) < (?, ?)`, block, log]];
}
