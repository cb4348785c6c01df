/** How many accesses there were under a key; `null` where they have none, as those by accounts of no organization. */
export type Count = { readonly key: string | null; readonly accesses: number };

export type Step = "day" | "month";

/** A day or a month of a chart: `from` inclusive, `until` exclusive, in unix seconds. */
export type Bar = { readonly key: string; readonly from: number; readonly until: number; readonly accesses: number };

/** The most days that are drawn one by one: more would be thinner than a finger or an eye takes. */
export const mostDays = 124;

/** Chooses what one bar stands for. @param months - The counts by month, of all there is. */
export function chooseStep(months: readonly Count[]): Step {
  const bars = fillSpan(months, "month");
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return "day";
  return (last.until - first.from) / 86_400 <= mostDays ? "day" : "month";
}

/**
 * Puts counts in order of time, from the first to the last, with a zero for each day or month in between that has none.
 *
 * @param counts - Keys as "2026-03-01" or "2026-03", in UTC; what is no such key is left out.
 */
export function fillSpan(counts: readonly Count[], step: Step): readonly Bar[] {
  const found = new Map(counts.map(({ key, accesses }) => [key, accesses]));
  const starts = counts.flatMap(({ key }) => startOf(key ?? "", step)).sort((one, other) => one - other);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const bars: Bar[] = [];
  for (let from = first; from <= last; ) {
    const until = nextOf(from, step);
    const key = keyOf(from, step);
    bars.push({ key, from, until, accesses: found.get(key) ?? 0 });
    from = until;
  }
  return bars;
}

function startOf(key: string, step: Step): readonly number[] {
  const shape = step === "day" ? /^(\d{4})-(\d{2})-(\d{2})$/ : /^(\d{4})-(\d{2})$/;
  const [, year, month, day = 1] = shape.exec(key)?.map(Number) ?? [];
  if (year === undefined || month === undefined) return [];
  return [Date.UTC(year, month - 1, day) / 1_000];
}

function nextOf(from: number, step: Step): number {
  const date = new Date(from * 1_000);
  if (step === "day") return from + 86_400;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1_000;
}

function keyOf(from: number, step: Step): string {
  return new Date(from * 1_000).toISOString().slice(0, step === "day" ? 10 : 7);
}
