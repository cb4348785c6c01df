import { NO_END } from "../consent/typedData.ts";
import { UsageError } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_557_600 };

/** Reads the clock (unix seconds). The one place that does. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * Parses a moment: an ISO date or date and time (UTC when no zone is given), unix seconds, `now`, `never`, or a span from now such as `30d`,
 * `-2h`, `1y`.
 *
 * @returns Unix seconds.
 * @throws {UsageError} when it is none of these
 */
export function parseTime(text: string): number {
  if (text === "now") return now();
  if (text === "never") return NO_END;
  const span = /^([+-]?\d+)([smhdwy])$/.exec(text);
  if (span) return now() + Number(span[1]) * (UNITS[span[2] ?? "s"] ?? 1);
  if (/^\d{9,12}$/.test(text)) return Number(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`;
    const milliseconds = Date.parse(zoned);
    if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000);
  }
  throw new UsageError(
    `"${text}" is no time. Write 2027-01-31, 2027-01-31T08:00:00Z, unix seconds, or a span such as 30d.`,
  );
}
