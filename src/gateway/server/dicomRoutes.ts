import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  actionOf,
  checkParts,
  DICOMWEB_ROOT,
  ForeignPartError,
  filterMetadata,
  type MayShow,
  type MetadataRoute,
  namesItsParts,
  parseRoute,
  type Route,
  type Target,
  upstreamOf,
} from "../dicomweb/index.ts";
import { RECEIPT_HEADER } from "../journal/index.ts";
import { NOT_FOUND, sendAnswer } from "./answerErrors.ts";
import type { Asker, Askers } from "./askers.ts";
import type { Attempt, Gate } from "./gate.ts";
import type { GatewayOptions } from "./options.ts";
import { search } from "./search.ts";
import { showingOf } from "./showing.ts";
import { store } from "./store.ts";
import { buildTurns, MOST_AT_ONCE } from "./turns.ts";

/** What an answer to a route needs. */
export type Serving = Pick<GatewayOptions, "archive" | "listPermitted" | "mayStore" | "settings" | "now"> & {
  readonly gate: Gate;
  /** Where DICOMweb begins, as people reach it. */
  readonly baseUrl: string;
};

/** Whether a reply was begun; or that there is nothing, as a list without results. */
export type Answered = "answered" | "nothing" | "empty";

type Options = Serving & Pick<GatewayOptions, "clock" | "sleep"> & { readonly askers: Askers };

/** Adds everything below DICOMweb's root. */
export function addDicomRoutes(app: FastifyInstance, options: Options): void {
  const { askers, settings, now, clock, sleep } = options;
  const turns = buildTurns(MOST_AT_ONCE);

  app.all(
    `${DICOMWEB_ROOT}/*`,
    { config: { kind: "dicom-web" }, bodyLimit: settings.storeBytes },
    async (request, reply) => {
      const began = clock();
      const signal = signalOf(reply);
      const { method, url = "" } = request.raw;
      const route = parseRoute(method ?? "", url, request.raw.headers);
      request.routeKind = route.kind;
      const asker = await askers.identify(request, now());
      await turns.take(asker.session.accessor, reply.raw);
      signal.throwIfAborted(); // whoever left meanwhile has seen nothing, and nothing is logged
      const answered = await answer(options, route, asker, request, reply, signal);
      if (answered === "answered") return reply;
      // What is not there and what is not to be seen are answered alike, and at the same time.
      const elapsed = clock() - began;
      await sleep((Math.floor(elapsed / settings.refusalMs) + 1) * settings.refusalMs - elapsed);
      return answered === "empty" ? sendResults(reply, []) : sendAnswer(reply, NOT_FOUND);
    },
  );
}

/**
 * Answers a route, or says that there is nothing. What is answered is said by a word: a reply itself is a promise of its end, and would be waited for.
 */
async function answer(
  serving: Serving,
  route: Route,
  asker: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<Answered> {
  if (route.kind === "search") return search(serving, route, asker, reply, signal);
  if (route.kind === "store") return store(serving, route, asker, request.body as Readable, reply, signal);
  return retrieve(serving, route, asker, reply, signal);
}

/** Serves what a route names: first the leave and the journal, only then the archive. */
async function retrieve(
  { gate, archive, baseUrl }: Serving,
  route: Exclude<Route, { kind: "search" | "store" }>,
  asker: Asker,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<Answered> {
  const attempt = attemptOf(route, route.target);
  const passage = await gate.pass(asker, attempt);
  if (passage === undefined) return "nothing";
  const mayShow: MayShow = (target) => showingOf(target, passage.hides) === true;
  try {
    const checked =
      route.kind === "metadata"
        ? await fetchMetadata(archive, route, baseUrl, mayShow, signal)
        : await fetchParts(archive, route, mayShow, signal);
    if (checked === undefined) return "nothing";
    if (await passage.stillHolds()) {
      void reply.header(RECEIPT_HEADER, passage.receipt).type(checked.contentType).send(checked.body);
      return "answered";
    }
    if (checked.body instanceof Readable) checked.body.destroy();
    return "nothing";
  } catch (error) {
    if (!(error instanceof ForeignPartError)) throw error;
    await gate.refuse(asker, attempt, "ForeignPart");
    return "nothing";
  }
}

type Checked = { readonly contentType: string; readonly body: Readable | readonly unknown[] };

async function fetchMetadata(
  archive: Serving["archive"],
  route: MetadataRoute,
  baseUrl: string,
  mayShow: MayShow,
  signal: AbortSignal,
): Promise<Checked | undefined> {
  const told = await archive.json(upstreamOf(route), signal);
  const body = told === undefined ? [] : filterMetadata(route, told, baseUrl, mayShow);
  return body.length === 0 ? undefined : { contentType: "application/dicom+json", body };
}

/** Each part is checked as it comes. One that is none of the route's ends the connection. */
async function fetchParts(
  archive: Serving["archive"],
  route: Route,
  mayShow: MayShow,
  signal: AbortSignal,
): Promise<Checked | undefined> {
  const answered = await archive.stream(upstreamOf(route), signal);
  return answered && checkParts(route, answered.contentType, answered.body, mayShow);
}

/** Ends what is asked of the archive when the client is gone. */
function signalOf({ raw }: FastifyReply): AbortSignal {
  const control = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) control.abort();
  });
  return control.signal;
}

/** Sends the results of a search. */
export function sendResults(reply: FastifyReply, results: readonly unknown[]): FastifyReply {
  return reply.type("application/dicom+json").send(results);
}

/** Describes a request for the gate. */
export function attemptOf(route: Route, target: Target): Attempt {
  return { target, action: actionOf(route), route: describeRoute(route), namesItsParts: namesItsParts(route) };
}

/** Names a route for the journal, which keeps a keyed digest of it. */
export function describeRoute(route: Route): string {
  return `${route.kind} ${upstreamOf(route).path}`;
}
