import type { Access } from "../api/types.ts";

/** Which accesses of a record are shown. Days are of the reader's calendar, as 2027-01-31, and both count. */
export type AccessFilter = {
  readonly accessor: string;
  readonly from: string;
  readonly until: string;
  readonly only: "all" | "emergency" | "without-leave";
};

export const EVERY_ACCESS: AccessFilter = { accessor: "", from: "", until: "", only: "all" };

/** Lists the accesses that a filter lets through, the newest first. */
export function filterAccesses(accesses: readonly Access[], filter: AccessFilter): readonly Access[] {
  const from = startOfDay(filter.from, 0) ?? Number.NEGATIVE_INFINITY;
  const until = startOfDay(filter.until, 1) ?? Number.POSITIVE_INFINITY;
  return accesses
    .filter(({ accessor, time, basis }) => {
      if (filter.accessor !== "" && accessor !== filter.accessor) return false;
      if (filter.only === "emergency" && basis !== "EMERGENCY") return false;
      if (filter.only === "without-leave" && basis !== "NONE") return false;
      return time >= from && time < until;
    })
    .toSorted((one, other) => other.time - one.time || other.number - one.number);
}

/** Lists who accessed, by how often, each with the organization it was of last. */
export function listAccessors(
  accesses: readonly Access[],
): readonly { readonly account: Access["accessor"]; readonly organization: Access["organization"] }[] {
  const byAccount = Map.groupBy(accesses, ({ accessor }) => accessor);
  return [...byAccount.entries()]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([account, own]) => ({ account, organization: own.at(-1)?.organization ?? null }));
}

/** The first second of a day, or of one some days later; `undefined` for none. */
function startOfDay(day: string, later: number): number | undefined {
  const [year, month = 1, date = 1] = day.split("-").map(Number);
  if (!year) return undefined;
  const time = new Date(year, month - 1, date + later).getTime();
  return Number.isNaN(time) ? undefined : time / 1_000;
}
