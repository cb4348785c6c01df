import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf } from "../hex.ts";

/** What an index lacks of numbers that run from 1 to a count. */
export type Missing = {
  /** How many of 1 to the count are there. */
  readonly present: number;
  /** How many are not. */
  readonly absent: number;
  /** Which are not: the first ranges of them, both ends included. */
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
  /** How many are there with a number above the count: the count is older than the index, or the rows are not from the chain. */
  readonly beyond: number;
};

const maxRanges = 100;

/**
 * Answers whether the index holds every access of a record.
 *
 * @param count - `accessCountOf(record)` of the contract, or its proof from storage.
 * @returns At most 100 ranges of missing numbers.
 */
export function findMissingNumbers(reader: Reader, record: Hex, count: number): Promise<Missing> {
  return findMissing(reader, "record", "number", bytesOf(record), count);
}

/**
 * Answers whether the index holds every entry of a gateway.
 *
 * @param count - `entryCountOf(gateway)` of the contract, or its proof from storage.
 * @returns At most 100 ranges of missing numbers.
 */
export function findMissingEntries(reader: Reader, gateway: Address, count: number): Promise<Missing> {
  return findMissing(reader, "gateway", "entry_number", bytesOf(gateway), count);
}

async function findMissing(
  reader: Reader,
  column: "record" | "gateway",
  number: "number" | "entry_number",
  value: Uint8Array,
  count: number,
): Promise<Missing> {
  // When as many different numbers as the count are there, none is missing, and counting is all there is to do.
  const counted = `SELECT count(DISTINCT ${number}) AS held FROM accesses WHERE ${column} = ? AND ${number}`;
  const present = (await reader.get<{ held: number }>(`${counted} BETWEEN 1 AND ?`, [value, count]))?.held ?? 0;
  const beyond = (await reader.get<{ held: number }>(`${counted} > ?`, [value, count]))?.held ?? 0;
  const ranges = present === count ? [] : await listGaps();
  return { present, absent: count - present, ranges, beyond };

  async function listGaps(): Promise<Missing["ranges"]> {
    const held = `SELECT 0 AS held UNION ALL SELECT ${number} FROM accesses WHERE ${column} = ? AND ${number} BETWEEN 1 AND ?`;
    const rows = await reader.all<{ first_missing: number; last_missing: number }>(
      `SELECT first_missing, last_missing
         FROM (SELECT held + 1 AS first_missing, LEAD(held, 1, ?) OVER (ORDER BY held) - 1 AS last_missing
                 FROM (${held}) AS numbers) AS gaps
        WHERE first_missing <= last_missing ORDER BY first_missing LIMIT ?`,
      [count + 1, value, count, maxRanges],
    );
    return rows.map(({ first_missing, last_missing }) => ({ first: first_missing, last: last_missing }));
  }
}
