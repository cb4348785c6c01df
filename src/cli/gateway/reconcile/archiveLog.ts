import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { NotCheckedError } from "../../errors.ts";

/** A request that the archive's own log tells of. */
export type LoggedRequest = {
  /** Which file, and which line of it, both from 1. */
  readonly file: number;
  readonly line: number;
  /** Unix seconds. */
  readonly time: number;
  readonly method: string;
  /** As it was asked for: the path, and the query where `hasQuery`. */
  readonly target: string;
  /** Whether the log would have the query, if there was one. */
  readonly hasQuery: boolean;
  /** `undefined` where the log does not tell. */
  readonly status: number | undefined;
};

/** How a log is written: Orthanc's own with `--verbose-http`, or the Common Log Format of a web server or proxy (or Combined). */
type Format = (line: string, readAt: Date) => Omit<LoggedRequest, "file" | "line"> | "none" | "unreadable";

// Orthanc writes its local time, without the year. Later versions name the thread.
const ORTHANC_LINE = /^[A-Z](?<month>\d\d)(?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\.(?<micro>\d{6}) /;
const ORTHANC_REQUEST = / HttpServer\.cpp:\d+\] (?:\(http\) )?(?<method>GET|POST|PUT|DELETE) (?<target>\/.*)$/;
const COMMON =
  /^\S+ \S+ .+? \[(?<day>\d\d)\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<time>\d\d:\d\d:\d\d) (?<zone>[+-]\d{4})\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) (?:\d+|-)(?: .*)?$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads the requests that an archive's log tells of. Each file is read in the format of its first line, and a line that such a file can't have ends the
 * reading: what can't be read can't be compared.
 *
 * @param readAt - The present, for logs without a year.
 * @throws {NotCheckedError} when a file can't be read, is in neither format, or has a line that can't be; the line is named by its place
 */
export async function readArchiveLogs(paths: readonly string[], readAt: Date): Promise<LoggedRequest[]> {
  const requests: LoggedRequest[] = [];
  for (const [at, path] of paths.entries()) {
    let format: Format | undefined;
    let number = 0;
    for await (const line of readLines(path)) {
      number += 1;
      if (line === "") continue;
      format ??= ORTHANC_LINE.test(line) ? readOrthanc : readCommon;
      const found = format(line, readAt);
      if (found === "unreadable") throw unreadable(path, number);
      if (found !== "none") requests.push({ ...found, file: at + 1, line: number });
    }
  }
  return requests;
}

/** At Orthanc's other levels a line can go on in further ones; what is no request is passed over. */
function readOrthanc(line: string, readAt: Date): ReturnType<Format> {
  const at = ORTHANC_LINE.exec(line)?.groups;
  if (at === undefined) return "none";
  const { method, target } = ORTHANC_REQUEST.exec(line)?.groups ?? {};
  if (method === undefined || target === undefined) return "none";
  const { month, day, hour, minute, second, micro } = at;
  const moment = (year: number) =>
    new Date(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)).getTime();
  const year = readAt.getFullYear();
  const isLastYears = moment(year) > readAt.getTime() + 86_400_000;
  const time = Math.floor(moment(isLastYears ? year - 1 : year) / 1_000) + Number(micro) / 1e6;
  return { time, method, target, hasQuery: false, status: undefined };
}

function readCommon(line: string): ReturnType<Format> {
  const { day, month = "", year, time, zone = "", request = "", status } = COMMON.exec(line)?.groups ?? {};
  const at = Date.parse(
    `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`,
  );
  if (status === undefined || Number.isNaN(at)) return "unreadable";
  const [, method, target] = /^([A-Z]{1,20}) (\/\S*) HTTP\/\d(?:\.\d)?$/.exec(request) ?? [];
  if (method === undefined || target === undefined) {
    // What was no request was answered with an error, or not at all.
    return Number(status) >= 400 ? "none" : "unreadable";
  }
  return { time: at / 1_000, method, target, hasQuery: true, status: Number(status) };
}

async function* readLines(path: string): AsyncGenerator<string, void> {
  const source = createReadStream(path, "utf8");
  try {
    yield* createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    throw new NotCheckedError(`${path} can't be read. Name the archive's log with --archive-log.`, { cause });
  } finally {
    source.destroy();
  }
}

function unreadable(path: string, line: number): NotCheckedError {
  return new NotCheckedError(
    `${path} can't be read at line ${line}: it is neither Orthanc's log nor in the Common Log Format. See docs/gateway.md, "Reconciling".`,
  );
}
