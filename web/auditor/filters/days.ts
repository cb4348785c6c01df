/**
 * Reads a day as a date field writes it, and gives its first second where the reader is.
 *
 * @param day - As "2026-03-01".
 * @returns Unix seconds; `undefined` for what is no day.
 */
export function startOfDay(day: string): number | undefined {
  return localSeconds(day, 0);
}

/** The first second after a day, where the reader is: days of 23 and 25 hours included. */
export function endOfDay(day: string): number | undefined {
  return localSeconds(day, 1);
}

/** The day of a second, where the reader is, as a date field takes it. */
export function dayOf(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${String(date.getFullYear()).padStart(4, "0")}-${month}-${day}`;
}

/** Whether a second is the first of a day, where the reader is. */
export function isStartOfDay(seconds: number): boolean {
  return startOfDay(dayOf(seconds)) === seconds;
}

function localSeconds(day: string, later: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined || year < 1970) return undefined;
  const at = new Date(year, month - 1, date);
  if (at.getMonth() !== month - 1 || at.getDate() !== date) return undefined;
  return Math.max(0, new Date(year, month - 1, date + later).getTime() / 1_000);
}
