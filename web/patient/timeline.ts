import type { Access, Account, Digest, RecordRow } from "../api/types.ts";

/** A record in the timeline, with what became of it. */
export type TimelineItem = {
  readonly row: RecordRow;
  /** What stands in the calendar for it: the day it was made where the hospital told, else when it was registered (unix seconds). */
  readonly at: number;
  readonly accesses: number;
  /** The access that happened last. */
  readonly last: Access | undefined;
  readonly emergencies: number;
  readonly withoutLeave: number;
  /** Logged since the reader was last here, and not by them. */
  readonly added: number;
};

/** Records of one month; `at` is the first of its items. */
export type Month = { readonly at: number; readonly items: readonly TimelineItem[] };

type Told = {
  readonly records: readonly RecordRow[];
  readonly accesses: readonly Access[];
  /** Until when the reader has seen everything (unix seconds, time of a block); `undefined` on a first visit. */
  readonly seenUntil: number | undefined;
  readonly reader: Account;
  /** The day that a hospital told of a record, as 2027-01-31. */
  readonly dayOf: (record: Digest) => string | undefined;
};

/** Puts records and what became of them in one line, the newest first. */
export function buildTimeline({ records, accesses, seenUntil, reader, dayOf }: Told): readonly TimelineItem[] {
  const byRecord = Map.groupBy(accesses, ({ record }) => record);
  return records
    .map((row): TimelineItem => {
      const own = byRecord.get(row.record) ?? [];
      return {
        row,
        at: timeOfDay(dayOf(row.record)) ?? row.place.blockTime,
        accesses: own.length,
        last: own.toSorted((one, other) => other.time - one.time || other.number - one.number)[0],
        emergencies: own.filter(({ basis }) => basis === "EMERGENCY").length,
        withoutLeave: own.filter(({ basis }) => basis === "NONE").length,
        added: listNew(own, seenUntil, reader).length,
      };
    })
    .toSorted((one, other) => other.at - one.at || (one.row.record < other.row.record ? -1 : 1));
}

/** Groups a timeline by the months of the reader's calendar. */
export function groupByMonth(items: readonly TimelineItem[]): readonly Month[] {
  const months = Map.groupBy(items, ({ at }) => {
    const day = new Date(at * 1_000);
    return day.getFullYear() * 12 + day.getMonth();
  });
  return [...months.values()].map((own) => ({ at: own[0]?.at ?? 0, items: own }));
}

/** Lists the accesses that others made and that were logged since a time, the newest first. On a first visit nothing is new. */
export function listNew(
  accesses: readonly Access[],
  seenUntil: number | undefined,
  reader: Account,
): readonly Access[] {
  if (seenUntil === undefined) return [];
  return accesses
    .filter(({ place, accessor }) => place.blockTime > seenUntil && accessor !== reader)
    .toSorted((one, other) => other.place.blockTime - one.place.blockTime || other.time - one.time);
}

/** Noon of a day in the reader's zone, so that it is the same day wherever it is read. */
function timeOfDay(day: string | undefined): number | undefined {
  const [year, month = 1, date = 1] = (day ?? "").split("-").map(Number);
  if (!year) return undefined;
  const time = new Date(year, month - 1, date, 12).getTime();
  return Number.isNaN(time) ? undefined : time / 1_000;
}
