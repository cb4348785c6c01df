import type { Hex } from "viem";
import type { SqlValue } from "../../sql/database.ts";
import { bytesOf } from "../hex.ts";
import { type Access, type AccessRow, accessOf } from "./access.ts";

/**
 * How accesses are sorted: `numbered` by record and number, as they are counted; `newest` and `oldest` by the time of the access, and those of one
 * second by their place on the chain.
 */
export type AccessOrder = "numbered" | "newest" | "oldest";

/** Where an access stands in any of the orders. */
export type AccessKey = {
  readonly record: Hex;
  readonly number: number;
  readonly time: number;
  readonly blockNumber: number;
  readonly logIndex: number;
};

export type AccessPage = {
  /** At most this many. */
  readonly limit: number;
  /** Those after this one in the same order: `next` of the page before. */
  readonly after?: AccessKey | undefined;
};

/** One page, and the `after` of the next one; `undefined` after the last. */
export type AccessesOfPage = { readonly accesses: readonly Access[]; readonly next: AccessKey | undefined };

/** A condition in SQL, and a value for each `?` in it. */
export type Condition = readonly [sql: string, ...values: SqlValue[]];

/**
 * Says an order in SQL over the accesses `a`.
 *
 * @param fit - Whether few rows are known to fit, by conditions that have an index: they are then sorted when they were found, and not looked for in their order.
 * @returns What to sort by, and what those after `after` fit.
 */
export function sortAccesses(
  order: AccessOrder,
  after: AccessKey | undefined,
  fit: "few" | "many" = "many",
): { readonly orderBy: string; readonly conditions: readonly Condition[] } {
  if (order === "numbered") {
    const sql = "(a.record, a.number) > (?, ?)";
    const conditions: Condition[] = after === undefined ? [] : [[sql, bytesOf(after.record), after.number]];
    return { orderBy: "a.record, a.number", conditions };
  }
  const [direction, beyond] = order === "newest" ? [" DESC", "<"] : ["", ">"];
  const columns = ["a.time", "a.block_number", "a.log_index"];
  const sql = `(${columns.join(", ")}) ${beyond} (?, ?, ?)`;
  return {
    // The sign keeps the databases from going through an index of times.
    orderBy: columns.map((column) => (fit === "few" ? "+" : "") + column + direction).join(", "),
    conditions: after === undefined ? [] : [[sql, after.time, after.blockNumber, after.logIndex]],
  };
}

/** Makes a page of rows that were asked for with one more than `limit`. */
export function pageOfRows(rows: readonly AccessRow[], limit: number): AccessesOfPage {
  const accesses = rows.slice(0, limit).map(accessOf);
  const last = accesses.at(-1);
  if (rows.length <= limit || last === undefined) return { accesses, next: undefined };
  const { record, number, time, place } = last;
  return { accesses, next: { record, number, time, blockNumber: place.blockNumber, logIndex: place.logIndex } };
}
