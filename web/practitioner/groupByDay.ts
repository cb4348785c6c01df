import type { Access } from "../api/types.ts";

/** Accesses of one day of the reader's calendar. */
export type DayOfAccesses = {
  /** When the first of them in the list happened (unix seconds): a moment of the day. */
  readonly at: number;
  readonly accesses: readonly Access[];
};

/**
 * Puts accesses together by day.
 *
 * @param accesses - The newest first.
 * @param dayOf - Names the day of a moment (unix seconds), as 2027-03-03.
 */
export function groupByDay(accesses: readonly Access[], dayOf: (time: number) => string): readonly DayOfAccesses[] {
  const days = Map.groupBy(accesses, ({ time }) => dayOf(time));
  return [...days.values()].map((ofDay) => ({ at: ofDay[0]?.time ?? 0, accesses: ofDay }));
}

/** What a practitioner should look at twice: an access without leave, one in an emergency, or one whose leave is still to be decided. */
export function markOf({ basis }: Pick<Access, "basis">): "none" | "emergency" | "undetermined" | undefined {
  if (basis === "NONE") return "none";
  if (basis === "EMERGENCY") return "emergency";
  return basis === "UNDETERMINED" ? "undetermined" : undefined;
}
