import type { FastifyReply } from "fastify";
import { InvalidUidError, parseUid, type Uid } from "../../dicom/index.ts";
import { actionOf, filterSearch, type SearchRoute, targetOf, upstreamSearches } from "../dicomweb/index.ts";
import { ChainTooOldError } from "../errors.ts";
import { RECEIPT_HEADER } from "../journal/index.ts";
import type { Asker } from "./askers.ts";
import { type Answered, describeRoute, type Serving, sendResults } from "./dicomRoutes.ts";
import type { Gate } from "./gate.ts";

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
      filterSearch(route, found, ({ study }) => shown.has(study), baseUrl),
    );
    return "answered";
  }

  const passage = await gate.pass(asker, { target, action: actionOf(route), route: describeRoute(route) });
  if (passage === undefined) return "empty";
  const found = await find(serving, route, [target.study], signal);
  if (!(await passage.stillHolds())) return "empty";
  void reply.header(RECEIPT_HEADER, passage.receipt);
  sendResults(
    reply,
    filterSearch(route, found, () => true, baseUrl),
  );
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

/** Lists of what was found the studies that may be shown, all by one block: what was permitted when the list was put together need not be now. */
async function listShown(gate: Gate, asker: Asker, found: readonly unknown[]): Promise<ReadonlySet<Uid>> {
  const studies = new Set(found.flatMap((result) => studyOf(result) ?? []));
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const block = gate.block();
    const shown = new Set<Uid>();
    for (const study of studies) if (await gate.mayList(asker, study)) shown.add(study);
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
