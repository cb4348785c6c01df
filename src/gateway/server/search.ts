import type { FastifyReply } from "fastify";
import { InvalidUidError, parseUid, type Uid } from "../../dicom/index.ts";
import { actionOf, filterSearch, type SearchRoute, targetOf, upstreamSearches } from "../dicomweb/index.ts";
import { RECEIPT_HEADER } from "../journal/index.ts";
import type { Asker } from "./askers.ts";
import { type Answered, describeRoute, type Serving } from "./dicomRoutes.ts";

const STUDY_UID = "0020000D";

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
  const { gate, archive, baseUrl, listPermitted } = serving;
  const target = targetOf(route);
  const attempt = target && { target, action: actionOf(route), route: describeRoute(route) };
  const passage = attempt && (await gate.pass(asker, attempt));
  if (attempt !== undefined && passage === undefined) return send([]);

  const permitted = target === undefined ? await listPermitted(asker.session.accessor, asker.purpose) : [target.study];
  const found: unknown[] = [];
  for (const upstream of upstreamSearches(route, permitted)) {
    const body = await archive.json(upstream, signal);
    if (Array.isArray(body)) found.push(...body);
  }

  // A result of a study found in the meantime to be hidden is left out: what was permitted when it was listed need not be now.
  const shown = new Set<Uid>();
  const studies = target === undefined ? new Set(found.flatMap((result) => studyOf(result) ?? [])) : [target.study];
  for (const study of studies) {
    const maySee = passage === undefined ? await gate.mayList(asker, study) : await passage.stillHolds();
    if (maySee) shown.add(study);
  }
  return send(filterSearch(route, found, ({ study }) => shown.has(study), baseUrl));

  function send(results: readonly unknown[]): Answered {
    if (passage !== undefined) void reply.header(RECEIPT_HEADER, passage.receipt);
    void reply.type("application/dicom+json").send(results);
    return "answered";
  }
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
