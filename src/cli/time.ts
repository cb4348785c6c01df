import { NO_END } from "../consent/typedData.ts";
import { UsageError } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_AND_TIME =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<time>(?:[01]\d|2[0-3]):[0-5]\d)(?<seconds>:[0-5]\d)?(?:\.\d+)?(?<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/** Reads the clock (unix seconds). The one place that does. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * Parses a moment: an ISO date or date and time (UTC when no zone is given), unix seconds, `now`, `never`, or a span from now such as `30d`,
 * `-2h`, `1y`.
 *
 * @param option - Where it was typed, to say so: it may be a name in the wrong place, which is not repeated.
 * @param present - What `now` is (unix seconds); the clock's when not given.
 * @returns Unix seconds.
 * @throws {UsageError} when it is none of these, or before 1970, or beyond what the contract can hold
 */
export function parseTime(text: string, option: string, present: number = now()): number {
  const time = findTime(text, present);
  if (time === undefined || !Number.isSafeInteger(time) || time < 0 || time > NO_END) {
    throw new UsageError(
      `What ${option} was given is no time. Write 2027-01-31, 2027-01-31T08:00:00Z, unix seconds, or a span such as 30d.`,
    );
  }
  return time;
}

/**
 * Parses the end of something that has not ended: as `parseTime`, and after the present.
 *
 * @throws {UsageError} as `parseTime`, and when it is not after the present
 */
export function parseEnd(text: string, option: string, present: number): number {
  const until = parseTime(text, option, present);
  if (until <= present) throw new UsageError(`${option} must lie in the future.`);
  return until;
}

/**
 * Parses a span such as `30d`, `48h` or `1w`.
 *
 * @returns Seconds.
 * @throws {UsageError} when it is none
 */
export function parseSpan(text: string, option: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`What ${option} was given is no span. Write 30d, 48h or 90m.`);
  return Number(count) * (UNITS[unit] ?? 1);
}

function findTime(text: string, present: number): number | undefined {
  if (text === "now") return present;
  if (text === "never") return NO_END;
  if (/^\d{9,12}$/.test(text)) return Number(text);
  const span = /^([+-]?\d{1,12})([smhdwy])$/.exec(text);
  if (span) return addSpan(present, Number(span[1]), span[2] ?? "s");
  if (DATE.test(text)) return findDay(text);
  const { date, time, seconds = ":00", zone = "Z" } = DATE_AND_TIME.exec(text)?.groups ?? {};
  if (date === undefined || findDay(date) === undefined) return undefined;
  return Math.floor(Date.parse(`${date}T${time}${seconds}${zone.replace(/(\d{2}):?(\d{2})$/, "$1:$2")}`) / 1000);
}

/** Years are the calendar's: a year from 31 January is 31 January. */
function addSpan(present: number, count: number, unit: string): number {
  if (unit !== "y") return present + count * (UNITS[unit] ?? 1);
  const date = new Date(present * 1000);
  date.setUTCFullYear(date.getUTCFullYear() + count);
  return Math.floor(date.getTime() / 1000);
}

/** The start of a day; `undefined` for one that is in no calendar, such as 31 February, which JavaScript takes for a day in March. */
function findDay(date: string): number | undefined {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== date) return undefined;
  return milliseconds / 1000;
}

/** Says how long something takes, to two units: `2 d 3 h`, `45 min 10 s`. */
export function describeSpan(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  const shown = first < 0 ? units.slice(-1) : units.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}
