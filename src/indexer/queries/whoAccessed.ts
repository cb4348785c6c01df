import type { Address, Hex } from "viem";
import { BASES, type Basis } from "../../consent/bases.ts";
import { wholeRecord } from "../../consent/commitments.ts";
import type { Reader, SqlValue } from "../../sql/database.ts";
import { TooManyPartsError } from "../errors.ts";
import { bytesOf } from "../hex.ts";
import { type AccessRow, accessColumns } from "./access.ts";
import {
  type AccessesOfPage,
  type AccessOrder,
  type AccessPage,
  type Condition,
  pageOfRows,
  sortAccesses,
} from "./accessOrder.ts";

export type { AccessKey, AccessOrder, AccessPage } from "./accessOrder.ts";

/** What the accesses asked for have in common: all of what is given. An empty list fits nothing. */
export type AccessFilter = {
  readonly record?: Hex | undefined;
  /** Any of these parts, and none else: whoever asks about a part names the parts around it and inside it too, and `wholeRecord`. */
  readonly parts?: readonly Hex[] | undefined;
  readonly accessor?: Address | undefined;
  /** The accessor's organization when it was logged. */
  readonly organization?: Address | undefined;
  readonly gateway?: Address | undefined;
  readonly patient?: number | undefined;
  /** Any of these purpose numbers. */
  readonly purposes?: readonly number[] | undefined;
  /** Any of these. */
  readonly bases?: readonly Basis[] | undefined;
  /** The first second of the access (unix, inclusive). */
  readonly since?: number | undefined;
  /** The first second after it (unix, exclusive). */
  readonly until?: number | undefined;
};

const maxParts = 30_000;
const exceptional: readonly Basis[] = ["NONE", "EMERGENCY", "UNDETERMINED"];

/**
 * Answers who accessed what, when, for what purpose and by whose leave.
 *
 * @param page - In the order told; when none is, by number where one record is asked for, else the newest first. By number is fast for one record and
 *   for all; every other order has an index for each thing that may be asked by.
 * @returns One page, and the `after` of the next one; `undefined` after the last.
 * @throws {TooManyPartsError} when more than 30,000 parts are named
 */
export async function whoAccessed(
  reader: Reader,
  filter: AccessFilter,
  page: AccessPage & { readonly order?: AccessOrder | undefined },
): Promise<AccessesOfPage> {
  const { limit, after, order = filter.record === undefined ? "newest" : "numbered" } = page;
  const sorted = sortAccesses(order, after);
  const conditions = [...conditionsOf(filter), ...sorted.conditions];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const values = conditions.flatMap(([, ...given]) => given);
  const rows = await reader.all<AccessRow>(
    `SELECT ${accessColumns} FROM accesses AS a ${where} ORDER BY ${sorted.orderBy} LIMIT ?`,
    [...values, limit + 1],
  );
  return pageOfRows(rows, limit);
}

/** Says a filter in SQL: conditions that all have to hold. */
export function conditionsOf(filter: AccessFilter): Condition[] {
  const { record, parts, accessor, organization, gateway, patient, purposes, bases, since, until } = filter;
  const conditions: Condition[] = [];
  if (record !== undefined) conditions.push(["record = ?", bytesOf(record)]);
  if (parts !== undefined) conditions.push(partCondition(parts));
  if (accessor !== undefined) conditions.push(["accessor = ?", bytesOf(accessor)]);
  if (organization !== undefined) conditions.push(["organization = ?", bytesOf(organization)]);
  if (gateway !== undefined) conditions.push(["gateway = ?", bytesOf(gateway)]);
  if (patient !== undefined) conditions.push(["patient = ?", patient]);
  if (purposes !== undefined) conditions.push(anyOf("purpose", purposes));
  if (bases !== undefined) conditions.push(...basisConditions(bases));
  if (since !== undefined) conditions.push(["time >= ?", since]);
  if (until !== undefined) conditions.push(["time < ?", until]);
  return conditions;
}

/** A row of the whole record has no part. */
function partCondition(parts: readonly Hex[]): Condition {
  if (parts.length > maxParts) throw new TooManyPartsError(parts.length, maxParts);
  const own = parts.filter((part) => part !== wholeRecord);
  const [sql, ...values] = anyOf("part", own.map(bytesOf));
  return own.length === parts.length ? [sql, ...values] : [`(part IS NULL OR ${sql})`, ...values];
}

function basisConditions(bases: readonly Basis[]): Condition[] {
  const numbers = bases.map((basis) => BASES.indexOf(basis));
  // Said once more in the very words of the partial index, for the planner to see that it holds them all.
  const isExceptional = bases.every((basis) => exceptional.includes(basis));
  return [anyOf("basis", numbers), ...(isExceptional ? [["basis IN (0, 4, 5)"] as const] : [])];
}

function anyOf(column: string, values: readonly SqlValue[]): Condition {
  if (values.length === 0) return ["1 = 0"];
  return [`${column} IN (${values.map(() => "?").join(", ")})`, ...values];
}
