import { basisOf } from "../../consent/bases.ts";
import type { Reader, SqlValue } from "../../sql/database.ts";
import { hexOf } from "../hex.ts";
import type { Condition } from "./accessOrder.ts";

/** By what accesses are counted. Days and months are those of UTC, by the time of the access. */
export const COUNT_KEYS = ["day", "month", "organization", "basis", "purpose", "accessor"] as const;
export type CountKey = (typeof COUNT_KEYS)[number];

/**
 * What the accesses of one row have in common: a day ("2026-03-01") or month ("2026-03"), an account in lower case, a basis, or a purpose's number. `null`
 * stands for accessors outside the directory where organizations are counted.
 */
export type AccessCount = { readonly key: string | number | null; readonly accesses: number };

export type AccessCounts = {
  /** Times in their order, everything else the most accesses first. */
  readonly counts: readonly AccessCount[];
  /** All that fit, of keys that are left out too. */
  readonly total: number;
};

/** A literal, and no parameter: SQLite would divide by a parameter as by a fraction. */
const KEYS: Readonly<Record<CountKey, string>> = {
  day: "a.time / 86400",
  month: "a.time / 86400",
  organization: "a.organization",
  basis: "a.basis",
  purpose: "a.purpose",
  accessor: "a.accessor",
};

/**
 * Counts the accesses that fit all conditions, by what they have in common.
 *
 * @param conditions - Over the accesses `a`, as `conditionsOf` says a filter.
 * @param most - How many keys are told at most: of times the last, else those with the most accesses.
 */
export async function countAccesses(
  reader: Reader,
  by: CountKey,
  conditions: readonly Condition[],
  most: number,
): Promise<AccessCounts> {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const rows = await reader.all<{ key: SqlValue; accesses: number }>(
    `SELECT ${KEYS[by]} AS key, count(*) AS accesses FROM accesses AS a ${where} GROUP BY ${KEYS[by]}`,
    conditions.flatMap(([, ...values]) => values),
  );
  const total = rows.reduce((sum, { accesses }) => sum + accesses, 0);
  const isTime = by === "day" || by === "month";
  const counted = sumByKey(rows.map(({ key, accesses }) => ({ key: nameKey(by, key), accesses })));
  if (isTime) return { counts: counted.sort((one, other) => compareKeys(one, other)).slice(-most), total };
  const sorted = counted.sort((one, other) => other.accesses - one.accesses || compareKeys(one, other));
  return { counts: sorted.slice(0, most), total };
}

function sumByKey(counts: readonly AccessCount[]): AccessCount[] {
  const sums = new Map<AccessCount["key"], number>();
  for (const { key, accesses } of counts) sums.set(key, (sums.get(key) ?? 0) + accesses);
  return [...sums].map(([key, accesses]) => ({ key, accesses }));
}

function compareKeys({ key: one }: AccessCount, { key: other }: AccessCount): number {
  return one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1;
}

function nameKey(by: CountKey, key: SqlValue): AccessCount["key"] {
  if (key === null) return null;
  if (key instanceof Uint8Array) return hexOf(key);
  const number = Number(key);
  if (by === "basis") return basisOf(number);
  if (by === "purpose") return number;
  return new Date(number * 86_400_000).toISOString().slice(0, by === "day" ? 10 : 7);
}
