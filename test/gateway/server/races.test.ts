import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { FastifyInstance } from "fastify";
import { encodeFunctionData, type Hex, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { buildAskContract } from "../../../src/cli/gateway/askContract.ts";
import { type ChainWatch, startChainWatch } from "../../../src/cli/gateway/chainWatch.ts";
import { buildLeave, type Journal, openGateway, openJournal } from "../../../src/gateway/index.ts";
import { createIndexer } from "../../../src/indexer/sync.ts";
import type { Database } from "../../../src/sql/database.ts";
import { openSqlite } from "../../../src/sql/sqlite.ts";
import { buildDice, castOf, hashOf, noEnd, startWorld, type World } from "../../indexer/world.ts";
import { account, terms, verifyByKey } from "../session/desk.ts";

const races = Number(process.env.FIDUCIAL_RACES ?? 20);
const study = "1.2.840.1";
const record = hashOf("a study");

// a revocation against accesses, on a real chain, many times over
// └── nothing is served once the gateway has seen the revoking block; what was served before is in the journal
describe("a revocation against accesses", function () {
  this.timeout(30_000 + races * 3_000);
  let world: World;
  let app: FastifyInstance;
  let watch: ChainWatch;
  let journal: Journal;
  const folder = mkdtempSync(join(tmpdir(), "fiducial-races-"));
  const databases: Database[] = [];
  const accessor = account.address.toLowerCase() as Hex;
  /** Of each image served: the head that was seen when its first byte went out. */
  const served: number[] = [];

  before(async () => {
    world = await startWorld();
    const { admin, clinic, anna } = castOf(world);
    await world.send(admin, "admitOrganization", [clinic]);
    await world.send(clinic, "admit", [accessor, 2, 0, 0, noEnd]);
    await world.send(clinic, "enroll", [anna, 0]);
    await world.send(clinic, "register", [{ record, patient: 1, kind: 0, status: 3, digest: hashOf("its digest") }]);
    ({ app, watch, journal } = await openOn(world));
  });
  after(async () => {
    await app?.close();
    await watch?.stop();
    await journal?.close();
    for (const database of databases) await database.close();
    await world?.chain.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openOn({ chain, registry, request }: World) {
    const path = join(folder, "index.db");
    const openIndexer = async () =>
      createIndexer({ database: writer, request, registry, startBlock: chain.startBlock });
    const writer = await openSqlite({ path });
    await openIndexer();
    const database = await openSqlite({ path, readOnly: true });
    databases.push(database, writer);
    const now = () => Math.floor(Date.now() / 1_000);
    const clock = () => performance.now();
    const opened = await startChainWatch({
      ...{ request, openIndexer, database, settling: "latest", pollMs: 10, waitMs: 5_000, now },
      onTrouble: (error) => {
        if (error !== undefined) throw error;
      },
    });
    const kept = await openJournal({
      ...{ folder: join(folder, "journal"), chainId: chain.chainId, registry, gateway: registry },
      ...{ sealKey: randomBytes(32), firstEntry: 1 },
    });
    const leave = buildLeave({
      ...{ head: opened.head, readStates: opened.readStates, readLastState: opened.readLastState },
      ...{
        limits: { maxAgeSeconds: 1e6, maxSilenceSeconds: 60 },
        restrictionsAt: async () => [],
        findParts: async () => [],
      },
      ...{ basisOf: buildAskContract(request, registry), now, most: 1_000 },
    });
    const gateway = await openGateway({
      ...{ login: terms, devices: [], verifyMessage: verifyByKey, isValidAccessor: async () => true },
      ...{ leave, journal: kept, now, clock, sleep, randomBytes },
      resolve: async ({ instance = "" }) => ({ record, part: hashOf(instance), patient: 1 }),
      ...{ listPermitted: async () => [], mayStore: async () => false, onEmergency: () => undefined },
      archive: {
        stream: async () => {
          await sleep(1);
          return { contentType: "image/jpeg", body: Readable.from([Buffer.from("pixels")]) };
        },
        ...{ json: async () => [], store: async () => ({}) },
      },
      signReceipt: async ({ entryNumber }) => String(entryNumber),
      standing: async () => ({
        ...{ head: opened.head(), anchoringDelaySeconds: 0, isAnchoringInTime: true, isArchiveUp: true },
      }),
      settings: {
        ...{ tls: true, origins: [], sessionSeconds: 86_400, nonceSeconds: 300, mostSessions: 100 },
        ...{ requestsPerMinute: 1e9, loginsPerMinute: 1e9, storeBytes: 1, refusalMs: 1 },
      },
    });
    gateway.addHook("onSend", async (_request, reply) => {
      if (reply.statusCode === 200 && reply.hasHeader("fiducial-receipt")) served.push(opened.head()?.number ?? -1);
    });
    return { app: gateway, watch: opened, journal: kept };
  }

  async function signIn(): Promise<string> {
    const payload = { address: account.address, purpose: "TREAT" };
    const { message } = (await app.inject({ method: "POST", url: "/session/nonce", payload })).json();
    const signed = { message, signature: await account.signMessage({ message }), carry: "bearer" };
    return `Bearer ${(await app.inject({ method: "POST", url: "/session", payload: signed })).json().token}`;
  }

  /** Waits until the gateway has seen a block. */
  async function seen(number: number): Promise<void> {
    while ((watch.head()?.number ?? 0) < number) await sleep(2);
  }

  async function blockOf(hash: unknown): Promise<number> {
    const receipt = (await world.request("eth_getTransactionReceipt", [hash])) as { blockNumber: Hex; status: Hex };
    expect(receipt.status).to.equal("0x1");
    return Number(receipt.blockNumber);
  }

  it(`is served nothing after the block was seen, in ${races} races`, async () => {
    const { anna } = castOf(world);
    const authorization = await signIn();
    const dice = buildDice(1_000);
    const totals = { served: 0, refused: 0, racesServedIn: 0, racesRefusedIn: 0 };
    const send = (functionName: "permit" | "revoke", args: readonly unknown[]) => {
      const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName, args } as never);
      return world.request("eth_sendTransaction", [
        { from: anna, to: world.registry, data, gas: numberToHex(500_000) },
      ]);
    };
    for (let race = 0; race < races; race += 1) {
      const permit = {
        patient: 1,
        scope: record,
        grantee: accessor,
        purposes: 2n ** 88n - 1n,
        kinds: 1,
        from: 0,
        until: noEnd,
      };
      await seen(await blockOf(await send("permit", [permit])));
      served.length = 0;

      const revoking = sleep(dice(150)).then(() => send("revoke", [1, record, accessor]));
      const asking = Array.from({ length: 3 + dice(6) }, async (_, client) => {
        const codes: number[] = [];
        await sleep(dice(40));
        for (let i = 0; i < 4; i += 1) {
          const url = `/dicom-web/studies/${study}/series/1.2/instances/1.${race}.${client % 3}/rendered`;
          codes.push((await app.inject({ url, headers: { authorization } })).statusCode);
          await sleep(dice(30));
        }
        return codes;
      });
      const codes = (await Promise.all(asking)).flat();
      const block = await blockOf(await revoking);
      await seen(block);
      const last = await app.inject({ url: `/dicom-web/studies/${study}/rendered`, headers: { authorization } });

      expect(last.statusCode).to.equal(404);
      expect(codes.filter((code) => code !== 200 && code !== 404)).to.deep.equal([]);
      const late = served.filter((head) => head >= block);
      expect(late, `race ${race}: served after the revoking block was seen`).to.deep.equal([]);
      expect(served).to.have.lengthOf(codes.filter((code) => code === 200).length);
      totals.served += served.length;
      totals.refused += codes.length - served.length;
      totals.racesServedIn += served.length > 0 ? 1 : 0;
      totals.racesRefusedIn += codes.length > served.length ? 1 : 0;
    }
    expect(totals.racesServedIn).to.be.greaterThan(races / 4);
    expect(totals.racesRefusedIn).to.be.greaterThan(races / 4);
    expect(journal.state().lastEntry).to.be.greaterThan(0);
    if (process.env.FIDUCIAL_RACES) console.log(`      ${JSON.stringify(totals)}`);
  });
});
