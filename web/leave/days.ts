/** A day of the reader's calendar: `2027-03-03`. */
export type Day = string;

/** When a leave ends: with a day of the reader's calendar, at a moment (unix seconds), never, or not said yet. */
export type End =
  | { readonly is: "day"; readonly day: Day }
  | { readonly is: "moment"; readonly time: number }
  | { readonly is: "never" }
  | { readonly is: "unsaid" };

/** How long leave is given for at one press: in days, months or years from today. */
export const SPANS = [
  { id: "today", days: 0, months: 0 },
  { id: "week", days: 7, months: 0 },
  { id: "month", days: 0, months: 1 },
  { id: "halfYear", days: 0, months: 6 },
  { id: "year", days: 0, months: 12 },
] as const;

export type SpanId = (typeof SPANS)[number]["id"];

/** The day of a moment in the reader's zone. */
export function dayOf(time: number): Day {
  const date = new Date(time * 1000);
  return writeDay(date);
}

/**
 * Says when a day begins in the reader's zone.
 *
 * @returns Unix seconds; `undefined` for what is no day, such as 30 February.
 */
export function startOfDay(day: Day): number | undefined {
  return startOf(day, 0);
}

/** Says the first second after a day in the reader's zone; `undefined` for what is no day. */
export function endOfDay(day: Day): number | undefined {
  return startOf(day, 1);
}

/** Says the last day of a span that begins today. The month after 31 January ends with the last day of February. */
export function endOfSpan(id: SpanId, now: number): Day {
  const span = SPANS.find((one) => one.id === id) ?? SPANS[0];
  const today = new Date(now * 1000);
  const month = today.getMonth() + span.months;
  const lastOfMonth = new Date(today.getFullYear(), month + 1, 0).getDate();
  const day = span.months === 0 ? today.getDate() : Math.min(today.getDate(), lastOfMonth);
  return writeDay(new Date(today.getFullYear(), month, day + span.days));
}

/** Says the last day before a moment where a day ends at it in the reader's zone; `undefined` within a day. */
export function dayEndingAt(time: number): Day | undefined {
  const before = dayOf(time - 1);
  return endOfDay(before) === time ? before : undefined;
}

function startOf(day: Day, plus: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month) - 1, Number(date)];
  if (writeDay(new Date(y, m, d)) !== day) return undefined;
  return Math.floor(new Date(y, m, d + plus).getTime() / 1000);
}

function writeDay(date: Date): Day {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
