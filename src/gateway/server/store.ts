import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { buildStore, filterStored, readStore, type StoreRoute, upstreamOf } from "../dicomweb/index.ts";
import { MayNotStoreError } from "../errors.ts";
import type { Asker } from "./askers.ts";
import { type Answered, attemptOf, type Serving } from "./dicomRoutes.ts";

/**
 * Stores what one of the custodian's own sends: read whole and checked, then sent on anew. A study that is not registered yet is nothing that the
 * chain could speak of, so to store it is no access; to add to one that is registered is one, and needs leave.
 *
 * @throws {MayNotStoreError} when the asker may not
 */
export async function store(
  { gate, archive, mayStore, settings, now, baseUrl }: Serving,
  route: StoreRoute,
  asker: Asker,
  sent: Readable,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<Answered> {
  if (!(await mayStore(asker.session.accessor, now()))) throw new MayNotStoreError();
  const most = settings.storeBytes;
  const parts = await readStore(route, sent, { parts: 2_000, partBytes: most, totalBytes: most });
  for (const study of new Set(parts.map((part) => part.study))) {
    if (!(await gate.isRegistered(study))) continue;
    if ((await gate.pass(asker, attemptOf({ ...route, study }, { study }))) === undefined) throw new MayNotStoreError();
  }
  const told = await archive.store(upstreamOf(route), buildStore(parts), signal);
  const { status, body } = filterStored(parts, told, baseUrl);
  void reply.code(status).type("application/dicom+json").send(body);
  return "answered";
}
