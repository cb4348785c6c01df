import type { FastifyReply } from "fastify";
import { InvalidUidError, parseUid, type Uid } from "../../dicom/index.ts";
import {
  filterSearch,
  type SearchRoute,
  type Showing,
  type Target,
  targetOf,
  upstreamSearches,
} from "../dicomweb/index.ts";
import { ChainTooOldError } from "../errors.ts";
import { RECEIPT_HEADER } from "../journal/index.ts";
import type { HiddenPart } from "../leave/index.ts";
import type { Asker } from "./askers.ts";
import { type Answered, attemptOf, type Serving, sendResults } from "./dicomRoutes.ts";
import type { Gate } from "./gate.ts";
import { showingOf } from "./showing.ts";

const STUDY_UID = "0020000D";

/** How often a list begins again because a block came meanwhile. */
const mostAttempts = 10;

/**
 * Answers a search with what the asker may see, as if there were nothing else. One inside of a study is an access to it; one over all studies is
 * none: it shows what is listed, and opens nothing.
 */
export async function search(
  serving: Serving,
  route: SearchRoute,
  asker: Asker,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<Answered> {
  const target = targetOf(route);
  const { gate, baseUrl, listPermitted } = serving;
  if (target === undefined) {
    const permitted = await listPermitted(asker.session.accessor, asker.purpose);
    const found = await find(serving, route, permitted, signal);
    const shown = await listShown(gate, asker, found);
    sendResults(
      reply,
      filterSearch(route, found, (result) => showingIn(route, result, shown.get(result.study)), baseUrl),
    );
    return "answered";
  }

  const passage = await gate.pass(asker, attemptOf(route, target));
  if (passage === undefined) return "empty";
  const found = await find(serving, route, [target.study], signal);
  if (!(await passage.stillHolds())) return "empty";
  const shown = filterSearch(route, found, (result) => showingIn(route, result, passage.hides), baseUrl);
  // A series that is not there has to look as one that is hidden: nothing was shown, and there is no receipt for it.
  if (shown.length === 0) return "empty";
  void reply.header(RECEIPT_HEADER, passage.receipt);
  sendResults(reply, shown);
  return "answered";
}

async function find(
  { archive }: Serving,
  route: SearchRoute,
  permitted: readonly string[],
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const upstream of upstreamSearches(route, permitted)) {
    const body = await archive.json(upstream, signal);
    if (Array.isArray(body)) found.push(...body);
  }
  return found;
}

/** Whether a result may be shown. What is made of a study's parts must not find it by hidden ones, at whatever level. */
function showingIn({ query }: SearchRoute, result: Target, hides: readonly HiddenPart[] | undefined): Showing {
  if (hides === undefined) return false;
  const asksForParts = query.matches.some(({ attribute }) => attribute.ofParts === true);
  return hides.length > 0 && asksForParts ? false : showingOf(result, hides);
}

/**
 * Lists of what was found the studies that may be shown, each with what is hidden in it, all by one block: what was permitted when the list was put
 * together need not be now.
 */
async function listShown(
  gate: Gate,
  asker: Asker,
  found: readonly unknown[],
): Promise<ReadonlyMap<Uid, readonly HiddenPart[]>> {
  const studies = new Set(found.flatMap((result) => studyOf(result) ?? []));
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const block = gate.block();
    const shown = new Map<Uid, readonly HiddenPart[]>();
    for (const study of studies) {
      const hides = await gate.hiddenIn(asker, study);
      if (hides !== undefined) shown.set(study, hides);
    }
    if (gate.block() === block) return shown;
  }
  throw new ChainTooOldError();
}

/** Reads of which study a result is; `undefined` where it does not say. */
function studyOf(result: unknown): Uid | undefined {
  const element = (result as Readonly<Record<string, { readonly Value?: readonly unknown[] }>> | null)?.[STUDY_UID];
  const [value] = element?.Value ?? [];
  if (typeof value !== "string") return undefined;
  try {
    return parseUid(value);
  } catch (error) {
    if (error instanceof InvalidUidError) return undefined;
    throw error;
  }
}
