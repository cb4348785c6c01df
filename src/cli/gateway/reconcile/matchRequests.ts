import { actionNumber } from "../../../consent/actions.ts";
import { digestRoute } from "../../../gateway/index.ts";
import type { LoggedRequest } from "./archiveLog.ts";
import { classifyRequest, KINDS, type Kind } from "./archiveRoutes.ts";
import type { JournalBook, JournalRequest } from "./journalBook.ts";

/** Where a request stands in the archive's log: the file and the line, both from 1. */
export type Position = Pick<LoggedRequest, "file" | "line">;

/** How a kind of request was counted. */
export type KindCount = {
  readonly kind: Kind;
  /** In the archive's log. */
  readonly archive: number;
  /** Of those, the ones that are in the journal by their very route. */
  exact: number;
  /** Of those, the ones that have a request of the journal's by count alone, since the log lacks their queries. */
  byCount: number;
};

/** What comparing the archive's log with the journal's requests came to. */
export type Matched = {
  readonly counts: readonly KindCount[];
  /** Answered with what no request of the journal's covers. */
  readonly uncovered: readonly Position[];
  /** Asked for as often again as the journal has it. */
  readonly repeated: readonly Position[];
  /** What the gateway never asks. */
  readonly foreign: readonly Position[];
  /** Refused by the archive, so that nothing was served, and not in the journal. */
  readonly refused: number;
  readonly housekeeping: number;
  /** How many requests the journal has in the log's time that the log has not. */
  readonly unasked: number;
};

/** What a journal says of requests. */
export type RequestBook = Pick<JournalBook, "requests" | "entries" | "sealKey">;

type Request = JournalRequest & { readonly book: RequestBook };

export type MatchOptions = {
  /** Where the archive's DICOMweb begins: a path without a slash at the end. */
  readonly root: string;
  /** How far the clocks of log and journal may be apart (seconds). */
  readonly slackSeconds: number;
};

/**
 * Finds for each request of the archive's log one of the journals', so that none stands for two. A journal has keyed digests of routes: each
 * request of the log is digested as the journal would have, for each request of the journal near it in time.
 */
export function matchRequests(
  logged: readonly LoggedRequest[],
  books: readonly RequestBook[],
  { root, slackSeconds }: MatchOptions,
): Matched {
  const counts = new Map<Kind, KindCount>();
  const uncovered: Position[] = [];
  const repeated: Position[] = [];
  const foreign: Position[] = [];
  const inOrder = [...logged].sort((one, other) => one.time - other.time);
  const actionOf = ({ entryNumber, book }: Request) => book.entries.get(entryNumber)?.action;
  // Of storing the log has one request for all studies sent, and a journal one for each that is registered.
  const free = books
    .flatMap((book) => book.requests.map((request): Request => ({ ...request, book })))
    .filter((request) => actionOf(request) !== actionNumber("create"));
  free.sort((one, other) => one.at - other.at);
  const taken = new Set<Request>();
  const withoutQuery: { readonly asked: LoggedRequest; readonly kind: Kind }[] = [];
  let [refused, housekeeping] = [0, 0];

  const findNear = (time: number, isIt: (request: Request) => boolean): Request | undefined => {
    for (const request of nearest(free, time, slackSeconds)) if (isIt(request)) return request;
    return undefined;
  };
  const isRoute = ({ sequence, route, book: { sealKey } }: Request, routes: readonly string[]): boolean =>
    routes.some((asked) => digestRoute(sealKey, sequence, asked) === route);
  const countOf = (kind: Kind): KindCount => {
    const count = counts.get(kind) ?? { kind, archive: 0, exact: 0, byCount: 0 };
    const counted = { ...count, archive: count.archive + 1 };
    counts.set(kind, counted);
    return counted;
  };

  for (const asked of inOrder) {
    const found = classifyRequest(asked, root);
    const isServed = asked.status === undefined || asked.status < 400;
    if (found.is === "housekeeping") housekeeping += 1;
    else if (found.is === "foreign" && isServed) foreign.push(positionOf(asked));
    else if (found.is === "foreign") refused += 1;
    else if (found.is === "unnoted") countOf(found.kind);
    else {
      const match = findNear(asked.time, (request) => !taken.has(request) && isRoute(request, found.routes));
      if (match === undefined && !isServed) refused += 1;
      else {
        const count = countOf(found.kind);
        if (match !== undefined) {
          taken.add(match);
          count.exact += 1;
        } else if (found.mayLackQuery) withoutQuery.push({ asked, kind: found.kind });
        else if (findNear(asked.time, (request) => isRoute(request, found.routes)) !== undefined)
          repeated.push(positionOf(asked));
        else uncovered.push(positionOf(asked));
      }
    }
  }

  for (const { asked, kind } of withoutQuery) {
    const match = findNear(
      asked.time,
      (request) => !taken.has(request) && actionOf(request) === actionNumber(kind === "search" ? "execute" : "read"),
    );
    const count = counts.get(kind);
    if (match === undefined || count === undefined) uncovered.push(positionOf(asked));
    else {
      taken.add(match);
      count.byCount += 1;
    }
  }

  const [first, last] = [inOrder.at(0)?.time ?? 0, inOrder.at(-1)?.time ?? 0];
  const unasked = free.filter((request) => request.at >= first && request.at <= last && !taken.has(request)).length;
  return {
    counts: KINDS.flatMap((kind) => counts.get(kind) ?? []),
    ...{ uncovered, repeated, foreign, refused, housekeeping, unasked },
  };
}

/** Gives the requests near a time, the nearest first. */
function* nearest(requests: readonly Request[], time: number, slackSeconds: number): Generator<Request> {
  const second = Math.floor(time); // as the journal has it; those of one second come in order, as they do in the log
  let right = firstFrom(requests, second);
  let left = right - 1;
  for (;;) {
    const [before, after] = [requests[left], requests[right]];
    const isBefore = before !== undefined && (after === undefined || second - before.at < after.at - second);
    const next = isBefore ? before : after;
    if (next === undefined || Math.abs(next.at - second) > slackSeconds) return;
    yield next;
    if (isBefore) left -= 1;
    else right += 1;
  }
}

/** Where the first request at a time or after it stands. */
function firstFrom(requests: readonly Request[], time: number): number {
  let [low, high] = [0, requests.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((requests[middle]?.at ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function positionOf({ file, line }: LoggedRequest): Position {
  return { file, line };
}
