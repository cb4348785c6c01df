import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Hex } from "viem";
import { ROLES } from "../../../src/consent/actors.ts";
import { ALL_KINDS } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import type { Restriction } from "../../../src/consent/restrictions.ts";
import type { ConsentState, Permit } from "../../../src/consent/state.ts";
import { type AccessEntry, type Journal, openJournal } from "../../../src/gateway/journal/index.ts";
import { buildLeave, type Head, type HiddenPart } from "../../../src/gateway/leave/index.ts";
import { type GatewaySettings, openGateway, type Resolved } from "../../../src/gateway/server/index.ts";
import { hospital, study as record } from "../../consent/anyState.ts";
import { buildState } from "../../consent/mapState.ts";
import { account, noon, stranger, terms, verifyByKey } from "../session/desk.ts";

export const permitted = "1.2.840.1";
/** Registered, and permitted to nobody. */
export const hidden = "1.2.840.2";
export const absent = "1.2.840.3";
export const deviceToken = "a device's token of 32 letters...".replaceAll(/[^a-z]/g, "x");

const hiddenRecord: Hex = `0x${"6b".repeat(32)}`;
const accessor = account.address.toLowerCase() as Hex;
const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;

export const blockAt = (number: number, time = noon): Head => ({
  number,
  hash: hashOf(number),
  time,
  heardAt: noon,
  lagSeconds: 0,
});

const usual: GatewaySettings = {
  ...{ tls: true, origins: [], sessionSeconds: 900, nonceSeconds: 300, mostSessions: 100 },
  ...{ requestsPerMinute: 10_000, loginsPerMinute: 10_000, storeBytes: 100_000, refusalMs: 50 },
};

/** A permit to the accessor for treatment. */
export const permit: Permit = {
  ...{ from: 0, until: 2 * noon, version: 1, replaced: false },
  ...{ purposes: coverPurposes(["TREAT"]), kinds: ALL_KINDS },
};

export function stateWith(terms_: Permit | undefined, roles: number = ROLES.emergency): ConsentState {
  const actor = { organization: hospital, roles, from: 0, until: 2 * noon };
  return buildState({
    actors: [
      [hospital, { ...actor, kind: "organization" }],
      [accessor, { ...actor, kind: "practitioner" }],
    ],
    ...{ memberships: [], policies: [], patients: [], proxies: [], incapacities: [] },
    records: [
      [record, { custodian: hospital, patient: 1, kind: 0 }],
      [hiddenRecord, { custodian: hospital, patient: 1, kind: 0 }],
    ],
    permits: terms_ === undefined ? [] : [[1, record, accessor, terms_]],
  });
}

/** A gateway on a world that a test turns as it likes: the chain, the archive, the clocks. The journal is a real one. */
export async function buildGateway(changes: Partial<GatewaySettings> = {}) {
  const world = {
    ...{ head: blockAt(1) as Head | undefined, state: stateWith(permit), present: noon, elapsedMs: 0 },
    /** What restrictions can name beside records. */
    parts: [] as (HiddenPart & { readonly part: Hex })[],
    ...{ restrictions: [] as Restriction[], isArchiveUp: true, mayStore: false },
    /** What was done, in order. */
    done: [] as string[],
    logged: [] as AccessEntry[],
    slept: [] as number[],
    lines: [] as string[],
    emergencies: [] as unknown[],
    /** Is done before the archive answers. */
    archiveDoes: async (): Promise<unknown> => undefined,
    /** How long a decision takes (milliseconds). */
    decisionMs: 3,
    journalFails: false,
    whileDeciding: () => undefined as unknown,
  };
  const folder = mkdtempSync(join(tmpdir(), "fiducial-gateway-"));
  const journal = await openJournal({
    ...{ folder, chainId: 31337, registry: hospital, gateway: hospital },
    ...{ sealKey: randomBytes(32), firstEntry: 1 },
  });
  const watched: Journal = {
    ...journal,
    append: async (entry, route) => {
      world.done.push(route === undefined ? "append" : "append with its request");
      world.logged.push(entry);
      if (world.journalFails) await journal.close();
      return journal.append(entry, route);
    },
    appendRefusal: async (attempt) => {
      world.done.push(`refusal ${attempt.reason}`);
      return journal.appendRefusal(attempt);
    },
    appendRequest: async (request) => {
      world.done.push(`request ${request.entryNumber}`);
      return journal.appendRequest(request);
    },
    appendEmergency: async (notice) => {
      world.done.push(notice.started ? "glass broken" : "glass whole");
      return journal.appendEmergency(notice);
    },
  };
  const leave = buildLeave({
    head: () => world.head,
    limits: { maxAgeSeconds: 60, maxSilenceSeconds: 10 },
    readStates: async () => {
      world.whileDeciding();
      world.elapsedMs += world.decisionMs;
      return { latest: world.state, settled: world.state };
    },
    readLastState: async () => world.state,
    restrictionsAt: async () => world.restrictions,
    findParts: async (_, parts) => world.parts.flatMap(({ part, ...hidden }) => (parts.includes(part) ? [hidden] : [])),
    basisOf: async ({ claim }) => claim.basis,
    now: () => world.present,
    most: 100,
  });
  const records = new Map<string, Resolved>([
    [permitted, { record, part: hashOf(0), patient: 1 }],
    [hidden, { record: hiddenRecord, part: hashOf(0), patient: 1 }],
  ]);
  const app = await openGateway({
    login: terms,
    devices: [
      { digest: `0x${createHash("sha256").update(deviceToken).digest("hex")}`, device: accessor, purpose: "TREAT" },
    ],
    verifyMessage: verifyByKey,
    isValidAccessor: async (asked) => asked !== stranger.address.toLowerCase(),
    ...{ leave, journal: watched },
    resolve: async ({ study, series, instance }) => {
      const found = records.get(study);
      return found && { ...found, part: hashOf((series?.length ?? 0) + (instance?.length ?? 0)) };
    },
    listPermitted: async () => [permitted] as never,
    mayStore: async () => world.mayStore,
    archive: {
      stream: async () => {
        world.done.push("archive");
        await world.archiveDoes();
        return { contentType: "image/jpeg", body: Readable.from([Buffer.from("pixels")]) };
      },
      json: async ({ path }) => {
        world.done.push("archive");
        await world.archiveDoes();
        const uid = (value: string) => ({ vr: "UI", Value: [value] });
        if (!path.includes("metadata"))
          return [permitted, hidden].map((study) => ({ "0020000D": uid(study), "0020000E": uid("1.2.3") }));
        return [{ "0020000D": uid(permitted), "0020000E": uid("1.2.3"), "00080018": uid("1.2.3.4") }];
      },
      store: async () => ({}),
    },
    signReceipt: async ({ entryNumber }) => `receipt ${entryNumber}`,
    onEmergency: (emergency) => world.emergencies.push(emergency),
    standing: async () => ({
      ...{ head: world.head, anchoringDelaySeconds: 0, isAnchoringInTime: true, isArchiveUp: world.isArchiveUp },
    }),
    now: () => world.present,
    clock: () => world.elapsedMs,
    sleep: async (timeMs) => {
      world.slept.push(timeMs);
      world.elapsedMs += timeMs;
    },
    randomBytes,
    settings: { ...usual, ...changes },
    logStream: { write: (line) => world.lines.push(line) },
  });
  const close = async (): Promise<void> => {
    await app.close();
    await journal.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { app, world, journal, close };
}

/** Signs in, and gives what a program sends with each request. */
export async function signIn(app: FastifyInstance, carry: "bearer" | "cookie" = "bearer", who = account) {
  const offered = await app.inject({
    ...{ method: "POST", url: "/session/nonce", payload: { address: who.address, purpose: "TREAT" } },
  });
  const { message } = offered.json() as { message: string };
  const signature = await who.signMessage({ message });
  const opened = await app.inject({ method: "POST", url: "/session", payload: { message, signature, carry } });
  const { token } = opened.json() as { token?: string };
  const cookie = String(opened.headers["set-cookie"] ?? "").split(";")[0] ?? "";
  return { opened, headers: token === undefined ? { cookie } : { authorization: `Bearer ${token}` } };
}
