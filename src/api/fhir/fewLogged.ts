import type { Condition } from "../../indexer/queries/accessOrder.ts";
import type { Reader } from "../../sql/database.ts";
import type { DateCondition } from "./searchDate.ts";
import { NOTHING } from "./searchTokens.ts";

/** Up to so many accesses are faster found by their blocks and then sorted than by going through all in their order. */
const few = 2_000;

/**
 * Finds the blocks that dates leave, where few accesses were logged in them: what was recorded in a quiet hour of long ago is not looked for among all
 * that happened before it.
 *
 * @param most - How many are few.
 * @returns Conditions on the blocks of the accesses `a`; `undefined` where the dates leave many, or no end to either side.
 */
export async function findFewLogged(
  reader: Reader,
  dates: readonly DateCondition[],
  most = few,
): Promise<readonly Condition[] | undefined> {
  const windows = dates.map(windowOf);
  const [from, until] = [Math.max(...windows.map((one) => one.from)), Math.min(...windows.map((one) => one.until))];
  if (windows.length === 0 || (from === Number.NEGATIVE_INFINITY && until === Number.POSITIVE_INFINITY))
    return undefined;
  if (from >= until) return [NOTHING];
  const first = from === Number.NEGATIVE_INFINITY ? 0 : await findBlock(reader, from);
  if (first === undefined) return [NOTHING];
  const last = until === Number.POSITIVE_INFINITY ? undefined : await findBlock(reader, until);
  const conditions: Condition[] = [["a.block_number >= ?", first]];
  if (last !== undefined) conditions.push(["a.block_number < ?", last]);
  const within = conditions.map(([sql]) => sql).join(" AND ");
  const row = await reader.get<{ held: number }>(
    `SELECT count(*) AS held FROM (SELECT 1 AS one FROM accesses AS a WHERE ${within} LIMIT ?) AS found`,
    [...conditions.flatMap(([, ...values]) => values), most + 1],
  );
  return (row?.held ?? 0) > most ? undefined : conditions;
}

/** Finds the first block with events from a second on. The time of blocks never goes back. */
async function findBlock(reader: Reader, second: number): Promise<number | undefined> {
  const sql = "SELECT number FROM blocks WHERE time >= ? ORDER BY time, number LIMIT 1";
  return (await reader.get<{ number: number }>(sql, [second]))?.number;
}

/** The seconds that a date leaves: those from `from` to before `until`. What it leaves out in between is not looked at. */
function windowOf({ prefix, span }: DateCondition): { readonly from: number; readonly until: number } {
  const [always, never] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  switch (prefix) {
    case "eq":
      return span;
    case "ne":
      return { from: always, until: never };
    case "gt":
    case "sa":
      return { from: span.until, until: never };
    case "ge":
      return { from: span.from, until: never };
    case "lt":
    case "eb":
      return { from: always, until: span.from };
    case "le":
      return { from: always, until: span.until };
  }
}
