import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { buildNonces, buildSessions } from "../../session/index.ts";
import { DICOMWEB_ROOT, RefusedRequestError } from "../dicomweb/index.ts";
import { buildGlasses } from "../leave/index.ts";
import { buildSignIn, type Viewer } from "../session/index.ts";
import { buildAccesses } from "./accesses.ts";
import { addErrorAnswers, answerError } from "./answerErrors.ts";
import { buildAskers } from "./askers.ts";
import { addBreakGlassRoute } from "./breakGlass.ts";
import { addDicomRoutes } from "./dicomRoutes.ts";
import { buildGate } from "./gate.ts";
import { addHealthRoutes } from "./healthRoutes.ts";
import { buildLogging } from "./logging.ts";
import { buildMetrics } from "./metrics.ts";
import type { GatewayOptions } from "./options.ts";
import { addPageRules } from "./pages.ts";
import { addSessionRoutes } from "./sessionRoutes.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What kind of request it is, for metrics and log lines. */
    readonly kind?: string;
  }
  interface FastifyRequest {
    /** Below DICOMweb, the kind of its route. */
    routeKind: string;
  }
}

/**
 * Builds the gateway's server. It listens to nobody until it is told to; closing it waits for what is being answered.
 *
 * @returns An app to which pages, such as a viewer's, can be added before it listens.
 */
export async function openGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { settings, login, journal, leave, now, clock, randomBytes } = options;
  const { sessionSeconds, nonceSeconds, mostSessions } = settings;
  const app = Fastify({
    logger: buildLogging(options.logStream),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    // Who sends slowly is not waited for: a header in 15 s, a whole request in 5 min, and a connection without a byte ends after 60 s.
    ...{ connectionTimeout: 60_000, requestTimeout: 300_000, keepAliveTimeout: 30_000, maxRequestsPerSocket: 10_000 },
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * 1024 },
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply), // its own words repeat the target
  });

  const glasses = buildGlasses();
  const accesses = buildAccesses(journal, options.signReceipt);
  const sessions = buildSessions<Viewer>({
    ...{ lifeSeconds: sessionSeconds, most: mostSessions, randomBytes },
    onEnd: ({ id, accessor }) => {
      accesses.forget(id);
      for (const _ of glasses.mend(id)) {
        // A journal that fails shows in /ready, and nothing is served any more; a glass that ends needs no witness to end.
        journal.appendEmergency({ at: now(), session: id, accessor, started: false }).catch(() => undefined);
      }
    },
  });
  const nonces = buildNonces({ lifeSeconds: nonceSeconds, most: 100_000, randomBytes });
  const signIn = buildSignIn({
    ...{ terms: login, nonces, sessions, devices: options.devices },
    ...{ verifyMessage: options.verifyMessage, isValidAccessor: options.isValidAccessor },
  });
  const { standing } = options;
  const metrics = buildMetrics({ journal, standing, now, countSessions: () => sessions.count(now()) });
  const gate = buildGate(options, { glasses, accesses, metrics });
  const askers = buildAskers(signIn, login.uri, settings);

  app.decorateRequest("routeKind", "");
  addErrorAnswers(app);
  addPageRules(app, settings);
  // Of a connection that is gone not even the address is known, and nobody waits for an answer.
  app.addHook("onRequest", async ({ raw }, reply) => {
    if (raw.socket.remoteAddress !== undefined) return;
    reply.hijack();
    raw.destroy();
  });
  await app.register(cookie);
  await app.register(rateLimit, { max: settings.requestsPerMinute, timeWindow: 60_000 });
  app.removeContentTypeParser("text/plain");
  // What is stored is never read here: it goes on as it comes.
  app.addContentTypeParser("multipart/related", ({ headers }, payload, done) => {
    if (Number(headers["content-length"] ?? 0) <= settings.storeBytes) done(null, payload);
    else done(new RefusedRequestError(413, "There is more than can be stored at once. Send fewer or smaller files."));
  });

  app.addHook("onResponse", async (request, reply) => {
    const kind = request.routeKind || (request.routeOptions.config.kind ?? "other");
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    metrics.requests.observe({ kind, status }, reply.elapsedTime / 1_000);
    request.log.info(
      { kind, method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });

  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isClosing) void reply.header("connection", "close"); // else closing waits for a client to leave
  });

  addHealthRoutes(app, { leave, journal, standing, now }, metrics);
  addSessionRoutes(app, options, { signIn, askers, metrics });
  addBreakGlassRoute(app, options, { askers, glasses });
  const baseUrl = `${login.uri}${DICOMWEB_ROOT}`;
  addDicomRoutes(app, { ...options, gate, baseUrl, askers, clock });
  return app;
}
