import { z } from "zod";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { type DateCondition, findDateCondition } from "./searchDate.ts";

/** A date of a search, with its prefix. */
export const date = z
  .string()
  .max(40)
  .transform((text, context): DateCondition => {
    const found = findDateCondition(text);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "is a date of FHIR, with eq, ne, gt, lt, ge, le, sa or eb before it" });
    return z.NEVER;
  });

/** Says that the second in a column fits a date. */
export function secondCondition(column: string, { prefix, span: { from, until } }: DateCondition): Condition {
  switch (prefix) {
    case "eq":
      return [`(${column} >= ? AND ${column} < ?)`, from, until];
    case "ne":
      return [`(${column} < ? OR ${column} >= ?)`, from, until];
    case "gt":
    case "sa":
      return [`${column} >= ?`, until];
    case "ge":
      return [`${column} >= ?`, from];
    case "lt":
    case "eb":
      return [`${column} < ?`, from];
    case "le":
      return [`${column} < ?`, until];
  }
}

/**
 * Says that a period, of a first second and a first second after it, fits a date: within it, reaching before or after it, or all before or after it.
 *
 * @see https://hl7.org/fhir/R4/search.html#prefix
 */
export function periodCondition(
  [start, end]: readonly [start: string, end: string],
  { prefix, span: { from, until } }: DateCondition,
): Condition {
  const within = `(${start} >= ? AND ${end} <= ?)`;
  switch (prefix) {
    case "eq":
      return [within, from, until];
    case "ne":
      return [`NOT ${within}`, from, until];
    case "gt":
      return [`${end} > ?`, until];
    case "ge":
      return [`(${end} > ? OR ${within})`, until, from, until];
    case "lt":
      return [`${start} < ?`, from];
    case "le":
      return [`(${start} < ? OR ${within})`, from, from, until];
    case "sa":
      return [`${start} >= ?`, until];
    case "eb":
      return [`${end} <= ?`, from];
  }
}
