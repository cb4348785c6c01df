import type { AsOf } from "./report.ts";

/** A report as a person reads it: what the terminal, and a page, show. */
export type Sheet = {
  readonly title: string;
  readonly subtitle: string;
  /** What it comes to, in plain words. */
  readonly lead: readonly Paragraph[];
  readonly tables: readonly Table[];
  /** What to know about it, and what one may do. */
  readonly closing: readonly string[];
  /** Stands on every page. */
  readonly footer: string;
  /** When it was made (unix seconds). */
  readonly madeAt: number;
};

export type Paragraph = { readonly tone: "plain" | "good" | "warning"; readonly text: string };

export type Table = {
  readonly heading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly SheetRow[];
  /** What stands there where there are no rows. */
  readonly empty: string;
  /** Small print, for whoever checks: kept to the end. */
  readonly isAppendix?: boolean;
  /** Stands under the heading. */
  readonly note?: string;
};

/** A column, and its share of the width. */
export type Column = { readonly title: string; readonly share: number };
export type SheetRow = { readonly cells: readonly string[]; readonly isWarning?: boolean };

/** How times are told: the name of a zone, as "Europe/Berlin". */
export type SheetWords = { readonly timeZone: string };

/**
 * Tells a time in words: "1 March 2026, 08:00".
 *
 * @throws {RangeError} when there is no such zone
 */
export function tellTime(seconds: number, { timeZone }: SheetWords): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", { ...TIME, timeZone });
  formats.set(timeZone, format);
  return format.format(seconds * 1000);
}

const TIME = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
} as const;
/** By zone: making one costs a hundred times what using it does. There are some hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Tells a day in words: "1 March 2026". */
export function tellDay(seconds: number, { timeZone }: SheetWords): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(seconds * 1000);
}

/** Tells from when until when: both days included. */
export function tellPeriod(from: number, until: number, words: SheetWords): string {
  const last = tellDay(Math.max(until - 1, from), words);
  return from === 0 ? `until ${last}` : `from ${tellDay(from, words)} to ${last}`;
}

/** Tells how many: "1 access", "2 accesses". */
export function tellCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Says as of when a report holds, and whether anything is missing in it. */
export function tellStanding(asOf: AsOf, words: SheetWords): Paragraph[] {
  const { block, blocksBehind, isComplete } = asOf;
  const read = `It holds for everything written down by ${tellTime(block.time, words)} (${words.timeZone}).`;
  const late =
    blocksBehind === 0 ? "" : ` ${tellCount(blocksBehind, "newer block is", "newer blocks are")} not in it yet.`;
  if (isComplete === false) {
    const text = `NOT COMPLETE: the registry counted more accesses than could be looked at. ${read}${late}`;
    return [{ tone: "warning", text }];
  }
  const complete = isComplete ? "Complete: every access that the registry counted was looked at. " : "";
  return [{ tone: isComplete ? "good" : "plain", text: `${complete}${read}${late}` }];
}

/** What stands on every page: as of which block, for whoever holds it to the chain. */
export function tellFooter({ chainId, registry, block }: AsOf): string {
  return `Chain ${chainId}, registry ${registry}, block ${block.number.toLocaleString("en")}`;
}

/** When a report was made, by the clock that told its age. */
export function madeAt({ block, ageSeconds }: AsOf): number {
  return block.time + ageSeconds;
}

/** How whoever gets a report checks its rows. */
export const HOW_TO_CHECK =
  "The numbers of a record's accesses run from 1 without a gap, and the registry holds how many there are. With the record below, fiducial who RECORD --proof FILE writes a proof on any node, and fiducial verify FILE checks it offline.";
