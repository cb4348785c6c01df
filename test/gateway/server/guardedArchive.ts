import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Hex } from "viem";
import { openArchive } from "../../../src/gateway/archive.ts";
import { type Journal, openJournal } from "../../../src/gateway/journal/index.ts";
import { buildLeave } from "../../../src/gateway/leave/index.ts";
import { type GatewaySettings, openGateway, type Resolved } from "../../../src/gateway/server/index.ts";
import { hospital, study as record } from "../../consent/anyState.ts";
import { buildState } from "../../consent/mapState.ts";
import { type Stage, type Stored, startStage } from "../dicomweb/realArchive.ts";
import { account, noon, terms, verifyByKey } from "../session/desk.ts";
import { blockAt, permit, signIn } from "./gateway.ts";

/** A request as it came to the archive. */
export type Forwarded = { readonly method: string; readonly path: string; readonly headers: Readonly<object> };

/** The server before a real archive, on a port, with all that it forwards seen. */
export type GuardedArchive = {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly journal: Journal;
  /** Of a reader and a device, who may see the permitted study alone; the device may store too. */
  readonly tokens: { readonly reader: string; readonly device: string };
  readonly forwarded: readonly Forwarded[];
  /** The images of the permitted study, and all others. */
  readonly permitted: readonly Stored[];
  readonly hidden: readonly Stored[];
  readonly close: () => Promise<void>;
};

const deviceToken = randomBytes(24).toString("base64url");
const device: Hex = `0x${"d1".repeat(20)}`;
const reader = account.address.toLowerCase() as Hex;
const hiddenRecord: Hex = `0x${"6b".repeat(32)}`;
const partOf = (uid: string): Hex => `0x${createHash("sha256").update(uid).digest("hex")}`;

/** Opens it. A leave is as everywhere in these tests; the journal, the grammar, the checks and the archive are the real ones. */
export async function openGuardedArchive(
  changes: Partial<GatewaySettings> = {},
  logStream?: { readonly write: (line: string) => void },
): Promise<GuardedArchive> {
  const stage = await startStage();
  const folder = mkdtempSync(join(tmpdir(), "fiducial-guarded-"));
  const journal = await openJournal({
    ...{ folder, chainId: 31337, registry: hospital, gateway: hospital },
    ...{ sealKey: randomBytes(32), firstEntry: 1 },
  });
  const recorder = await startRecorder(stage);
  const archive = openArchive({ url: recorder.url, authorization: stage.orthanc.authorization });
  const hidden = stage.all.filter(({ study }) => study !== stage.mr[0]?.study);
  const actor = { organization: hospital, roles: 0, from: 0, until: 2 * noon };
  const state = buildState({
    actors: [
      [hospital, { ...actor, kind: "organization" }],
      [reader, { ...actor, kind: "practitioner" }],
      [device, { ...actor, kind: "device" }],
    ],
    ...{ memberships: [], policies: [], patients: [], proxies: [], incapacities: [] },
    records: [record, hiddenRecord].map((of) => [of, { custodian: hospital, patient: 1, kind: 0 }] as const),
    permits: [reader, device].map((grantee) => [1, record, grantee, permit] as const),
  });
  const leave = buildLeave({
    ...{ head: () => blockAt(1), limits: { maxAgeSeconds: 60, maxSilenceSeconds: 10 } },
    ...{ readStates: async () => ({ latest: state, settled: state }), readLastState: async () => state },
    ...{
      restrictionsAt: async () => [],
      findParts: async () => [],
      basisOf: async ({ claim }) => claim.basis,
      now: () => noon,
      most: 1_000,
    },
  });
  const known = new Set(stage.all.flatMap(({ study, series, instance }) => [study, `${study} ${series}`, instance]));
  const app = await openGateway({
    ...{ login: terms, verifyMessage: verifyByKey, isValidAccessor: async () => true },
    devices: [{ digest: `0x${createHash("sha256").update(deviceToken).digest("hex")}`, device, purpose: "TREAT" }],
    ...{ leave, journal, archive, now: () => noon, clock: () => performance.now(), sleep, randomBytes },
    resolve: async ({ study, series, instance }): Promise<Resolved | undefined> => {
      const isWithin = series === undefined || known.has(`${study} ${series}`);
      const at = stage.all.find((stored) => stored.instance === instance);
      const isThere = instance === undefined || (at?.study === study && at?.series === series);
      if (!known.has(study) || !isWithin || !isThere) return undefined;
      const isPermitted = study === stage.mr[0]?.study;
      return { record: isPermitted ? record : hiddenRecord, part: partOf(instance ?? series ?? ""), patient: 1 };
    },
    listPermitted: async () => [stage.mr[0]?.study] as never,
    mayStore: async (accessor) => accessor === device,
    ...{ signReceipt: async ({ entryNumber }) => `entry=${entryNumber}`, onEmergency: () => undefined },
    standing: async () => ({
      ...{ head: blockAt(1), anchoringDelaySeconds: 0, isAnchoringInTime: true, isArchiveUp: true },
    }),
    ...(logStream !== undefined && { logStream }),
    settings: {
      ...{ tls: true, origins: [], sessionSeconds: 900, nonceSeconds: 300, mostSessions: 100 },
      ...{ requestsPerMinute: 1e9, loginsPerMinute: 1e9, storeBytes: 4 * 2 ** 20, refusalMs: 1, ...changes },
    },
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { headers } = await signIn(app, "bearer", account);
  return {
    ...{ app, journal, forwarded: recorder.forwarded, permitted: stage.mr, hidden },
    port: (app.server.address() as AddressInfo).port,
    tokens: { reader: headers.authorization?.slice("Bearer ".length) ?? "", device: deviceToken },
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
      await archive.close();
      await recorder.close();
      await journal.close();
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stands before the archive and writes down what comes, before it passes it on. */
async function startRecorder({ orthanc }: Pick<Stage, "orthanc">) {
  const forwarded: Forwarded[] = [];
  const { port } = new URL(orthanc.origin);
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    forwarded.push({ method, path: url, headers });
    const asked = ask({ host: "127.0.0.1", port, method, path: url, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.on("error", () => response.destroy()).pipe(response);
    });
    asked.on("error", () => response.destroy());
    response.on("close", () => asked.destroy());
    request.pipe(asked);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
    forwarded,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
