import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { Source } from "./ours.ts";
import { installPeer, startPeer } from "./peer.ts";
import type { PeerFigures } from "./report.ts";

const packages = { ponder: "0.16.10", viem: "2.57.20", hono: "4.13.19" };
const port = 42_069;
const longestMs = 300_000;
const abi = fiducialRegistryAbi.filter((item) => item.type === "event" && item.name === "Accessed");

const schema = `import { index, onchainTable, primaryKey } from "ponder";
export const accesses = onchainTable("accesses", (t) => ({
  record: t.hex().notNull(), number: t.bigint().notNull(), patient: t.bigint().notNull(), accessor: t.hex().notNull(),
  part: t.hex().notNull(), time: t.bigint().notNull(), purpose: t.integer().notNull(), action: t.integer().notNull(),
  claim: t.integer().notNull(), detail: t.bigint().notNull(), basis: t.integer().notNull(), permitVersion: t.bigint().notNull(),
  gateway: t.hex().notNull(), entryNumber: t.bigint().notNull(),
  blockNumber: t.bigint().notNull(), blockTime: t.bigint().notNull(), txHash: t.hex().notNull(), logIndex: t.integer().notNull(),
}), (t) => ({
  key: primaryKey({ columns: [t.record, t.number] }),
  byAccessor: index().on(t.accessor, t.time), byPatient: index().on(t.patient, t.time),
  byGateway: index().on(t.gateway, t.entryNumber), byPart: index().on(t.part), inOrder: index().on(t.blockNumber, t.logIndex),
}));
`;

const handler = `import { ponder } from "ponder:registry";
import { accesses } from "ponder:schema";
const cut = (word: bigint, from: bigint, bits: bigint) => (word >> from) & ((1n << bits) - 1n);
ponder.on("Registry:Accessed", async ({ event, context }) => {
  const { record, accessor, patient, part, what, verdict } = event.args;
  await context.db.insert(accesses).values({
    record, accessor, part, patient: BigInt(patient), number: cut(verdict, 0n, 40n), entryNumber: cut(verdict, 40n, 40n),
    basis: Number(cut(verdict, 80n, 8n)), permitVersion: cut(verdict, 88n, 32n),
    gateway: ("0x" + cut(what, 0n, 160n).toString(16).padStart(40, "0")) as \`0x\${string}\`, time: cut(what, 160n, 40n),
    purpose: Number(cut(what, 200n, 8n)), action: Number(cut(what, 208n, 8n)), claim: Number(cut(what, 216n, 8n)),
    detail: cut(what, 224n, 32n),
    blockNumber: event.block.number, blockTime: event.block.timestamp, txHash: event.transaction.hash, logIndex: event.log.logIndex,
  });
});
`;

const api = `import { Hono } from "hono";
import { count } from "ponder";
import { db } from "ponder:api";
import { accesses } from "ponder:schema";
const app = new Hono();
app.get("/count", async (c) => c.json((await db.select({ n: count() }).from(accesses))[0]));
export default app;
`;

const configOf = ({ rpcUrl, registry }: Source): string => `import { createConfig } from "ponder";
export default createConfig({
  database: { kind: "pglite" },
  chains: { local: { id: 31337, rpc: "${rpcUrl}" } },
  contracts: { Registry: { chain: "local", abi: ${JSON.stringify(abi)} as const, address: "${registry}", startBlock: 0 } },
});
`;

/**
 * Has Ponder fill a table of accesses with the same fields, in its embedded database, from nothing.
 *
 * Its time is from when it serves HTTP to when it says that it has read the history: its start is not counted.
 *
 * @throws {TypeError} when it can't be installed, ends, or holds another number of accesses
 */
export async function measurePonder(source: Source, accesses: number, folder: string): Promise<PeerFigures> {
  const home = installPeer(folder, "ponder", packages, {
    "ponder.config.ts": configOf(source),
    "ponder.schema.ts": schema,
    "src/index.ts": handler,
  });
  const { mkdirSync, writeFileSync } = await import("node:fs");
  mkdirSync(join(home, "src/api"), { recursive: true });
  writeFileSync(join(home, "src/api/index.ts"), api);
  rmSync(join(home, ".ponder"), { recursive: true, force: true });
  const args = [join("node_modules", "ponder", "dist", "esm", "bin", "ponder.js"), "start"];
  const peer = startPeer(home, [...args, "--schema", "bench", "--port", String(port), "--hostname", "127.0.0.1"], {});
  try {
    const serving = await waitFor("health");
    const ready = await waitFor("ready");
    const { n } = (await (await fetch(`http://127.0.0.1:${port}/count`)).json()) as { n: number };
    if (n !== accesses) throw new TypeError(`it holds ${n} accesses`);
    return { eventsPerSecond: accesses / ((ready - serving) / 1_000) };
  } finally {
    await peer.stop();
  }

  async function waitFor(what: "health" | "ready"): Promise<number> {
    const begun = performance.now();
    while (performance.now() - begun < longestMs) {
      if (peer.hasEnded()) throw new TypeError(`it ended: ${peer.output().slice(-2_000)}`);
      const response = await fetch(`http://127.0.0.1:${port}/${what}`).catch(() => undefined);
      if (response?.ok) return performance.now();
      await sleep(20);
    }
    throw new TypeError(`it was not through after ${longestMs / 1_000} s: ${peer.output().slice(-2_000)}`);
  }
}
