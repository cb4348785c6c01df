/** Seconds from `from` to before `until` (unix). */
export type Span = { readonly from: number; readonly until: number };

const PREFIXES = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"] as const;

/** A condition on a second: within the span, or outside of it. */
export type DateCondition = { readonly prefix: (typeof PREFIXES)[number]; readonly span: Span };

const shape =
  /^(?<prefix>eq|ne|gt|lt|ge|le|sa|eb)?(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:T(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * Reads a date of a FHIR search: with its prefix, to the precision it has; without a zone in UTC.
 *
 * @returns `undefined` when it is none, or in no calendar.
 * @see https://hl7.org/fhir/R4/search.html#date
 */
export function findDateCondition(text: string): DateCondition | undefined {
  const found = shape.exec(text)?.groups;
  if (found === undefined) return undefined;
  const {
    prefix = "eq",
    year = "",
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    zone = "Z",
  } = found;
  const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // JavaScript takes 31 February for a day in March.
  const isDay = new Date(Date.parse(`${year}-${month}-${day}T00:00:00Z`) || 0)
    .toISOString()
    .startsWith(`${year}-${month}-${day}`);
  if (Number.isNaN(start) || !isDay) return undefined;
  const from = start / 1_000;
  return { prefix: PREFIXES.find((known) => known === prefix) ?? "eq", span: { from, until: endOf(from, found) } };
}

function endOf(from: number, { month, day, minute, second }: Readonly<Record<string, string | undefined>>): number {
  const date = new Date(from * 1_000);
  if (month === undefined) return Date.UTC(date.getUTCFullYear() + 1, 0) / 1_000;
  if (day === undefined) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / 1_000;
  if (minute === undefined) return from + 86_400;
  return from + (second === undefined ? 60 : 1);
}
