import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController } from "fastify";
import { validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { buildAside } from "./aside/aside.ts";
import { addAuditEventRoutes } from "./fhir/auditEventRoutes.ts";
import { addConsentRoutes } from "./fhir/consentRoutes.ts";
import { addImagingStudyRoute } from "./fhir/imagingStudyRoute.ts";
import { addMetadataRoute } from "./fhir/metadataRoute.ts";
import { addProvenanceRoutes } from "./fhir/provenanceRoutes.ts";
import { buildIndex } from "./index/indexed.ts";
import { addEventRoute } from "./live/eventRoute.ts";
import type { ApiOptions } from "./options.ts";
import { addEvidenceRoute } from "./proofs/evidenceRoute.ts";
import { addProofRoutes } from "./proofs/proofRoutes.ts";
import { addCountQuestion } from "./questions/accessCounts.ts";
import { addAccessExport } from "./questions/accessExport.ts";
import { addAccessQuestion } from "./questions/accesses.ts";
import { addCompletenessQuestions } from "./questions/completeness.ts";
import { addDirectoryQuestion } from "./questions/directory.ts";
import { addGapQuestion } from "./questions/gaps.ts";
import { addMeQuestion } from "./questions/me.ts";
import { addNamesQuestion } from "./questions/names.ts";
import { addOversightQuestions } from "./questions/oversight.ts";
import { addPatientQuestions } from "./questions/patients.ts";
import { timeToEven } from "./questions/question.ts";
import { addRecordQuestions } from "./questions/records.ts";
import { addRegistryRoute } from "./registry/registryRoute.ts";
import { addRelayRoute } from "./relay/relayRoute.ts";
import { addNoticeFeed } from "./reports/feedRoute.ts";
import { addOversightReports } from "./reports/oversightReports.ts";
import { addPatientReports } from "./reports/patientReports.ts";
import { addRequestRoutes } from "./requests/requestRoutes.ts";
import type { Api, RouteName } from "./server/api.ts";
import { findChainProblem } from "./server/chainProblems.ts";
import { addDocs } from "./server/docs.ts";
import { addHealthRoutes } from "./server/healthRoutes.ts";
import { buildLogging } from "./server/logging.ts";
import { addPageRules } from "./server/pages.ts";
import { addProblems } from "./server/problems.ts";
import { writeJson } from "./server/writeJson.ts";
import { buildAskers } from "./session/askers.ts";
import { buildDesk } from "./session/desk.ts";
import { addSessionRoutes } from "./session/sessionRoutes.ts";

/**
 * Builds the API's server. It listens to nobody until it is told to.
 *
 * @returns The app, to which pages can be added before it listens, and the name of every route of its own.
 */
export async function buildApi(
  options: ApiOptions,
): Promise<{ readonly app: Api; readonly routes: readonly RouteName[] }> {
  const { settings, now, sleep, request: askNode } = options;
  const app = Fastify({
    logger: buildLogging(options.logStream),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    // Who sends slowly is not waited for.
    ...{ connectionTimeout: 60_000, requestTimeout: 60_000, keepAliveTimeout: 30_000, maxRequestsPerSocket: 10_000 },
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * 1024 },
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // The types say what an answer is; to check each of ten thousand rows once more would take longer than to find them.
  app.setSerializerCompiler(() => writeJson);

  const routes: RouteName[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) routes.push(`${one} ${url}` as RouteName);
  });
  app.addHook("onSend", async (_, reply) => {
    // What is not there and what is not the asker's take equally long.
    if (reply.statusCode === 404) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
  });
  app.addHook("onResponse", async (request, reply) => {
    const { url: route = "none" } = request.routeOptions;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ route, method: request.method, status: reply.statusCode, ms }, "answered");
  });

  addProblems(app, findChainProblem);
  addPageRules(app, settings);
  await app.register(cookie);
  await app.register(rateLimit, { max: settings.requestsPerMinute, timeWindow: 60_000 });
  app.removeContentTypeParser("text/plain");
  await addDocs(app);

  const index = buildIndex(options);
  const desk = buildDesk(options, index);
  const askers = buildAskers(desk, { origin: options.login.uri, tls: settings.tls });
  const aside = buildAside(options);
  const asking = { index, askers, now, sleep, settings };
  const isNodeUp = (): Promise<boolean> =>
    askNode("eth_blockNumber", []).then(
      () => true,
      () => false,
    );
  const { relayer } = options;
  const readRelayer =
    relayer &&
    (async () => {
      const balance = await relayer.readBalance();
      return { balance, isEnough: balance >= relayer.leastBalance };
    });
  addHealthRoutes(app, index, { isNodeUp, readRelayer }, options);
  addRegistryRoute(app, options);
  addSessionRoutes(app, options, { desk, askers });
  addMeQuestion(app, asking);
  addAccessQuestion(app, asking);
  addCountQuestion(app, asking, aside);
  addAccessExport(app, asking, aside, options);
  addGapQuestion(app, asking, aside);
  addPatientReports(app, asking, aside, options);
  addNoticeFeed(app, asking, aside, options);
  addOversightReports(app, asking, aside, options);
  addRecordQuestions(app, asking);
  addPatientQuestions(app, asking);
  addOversightQuestions(app, asking);
  addDirectoryQuestion(app, asking);
  addNamesQuestion(app, asking, options.directories ?? []);
  addCompletenessQuestions(app, asking, options);
  addProofRoutes(app, asking, options);
  if (options.makeEvidence !== undefined) addEvidenceRoute(app, asking, options.makeEvidence);
  addAuditEventRoutes(app, asking, options);
  addConsentRoutes(app, asking, options);
  addProvenanceRoutes(app, asking, options);
  addImagingStudyRoute(app, asking);
  addMetadataRoute(app, options);
  const { watch, requests, randomBytes } = options;
  if (requests !== undefined) addRequestRoutes(app, asking, { requests, randomBytes });
  if (watch !== undefined) addEventRoute(app, asking, { watch }, (token) => desk.find(token, now()) !== undefined);
  if (relayer !== undefined) addRelayRoute(app, options, relayer);
  return { app, routes };
}
