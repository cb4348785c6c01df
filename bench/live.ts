/**
 * How soon an access is seen by whoever watches the index: `npm run bench:live`, with `-- --json` for one line of JSON, `--blocks N` for another
 * number than 200. Needs anvil (Foundry), by FIDUCIAL_ANVIL or on the PATH. With DATABASE_URL it measures PostgreSQL too.
 *
 * The indexer looks for a new head every 50 ms; the watcher, on a connection of its own as in another process, looks at the database every 25 ms. Measured
 * is the time from the node's word that a block is mined to the watcher's step with the accesses in it. Exits with 1 when a p99 is above 200 ms.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { type Abi, encodeFunctionData, type Hex, keccak256, numberToHex, stringToHex } from "viem";
import { build } from "../deploy/deployment.ts";
import config from "../hardhat.config.ts";
import { fiducialRegistryAbi } from "../src/abi/fiducialRegistryAbi.ts";
import { encodeAccessWord } from "../src/consent/accessWord.ts";
import { wholeRecord } from "../src/consent/commitments.ts";
import { createIndexer } from "../src/indexer/sync.ts";
import { watchIndex } from "../src/indexer/watch.ts";
import { openDatabase } from "../src/sql/openDatabase.ts";
import { startAnvil } from "./index/anvil.ts";
import { makeHospital } from "./index/hospital.ts";
import { readOptions } from "./readOptions.ts";

const asked = readOptions({
  title: "How long after a block somebody who watches the index hears of what is in it.",
  script: "bench:live",
  options: { blocks: { what: "how many blocks", default: "200" } },
  needs: "Needs anvil, by FIDUCIAL_ANVIL or on the PATH. With DATABASE_URL it measures PostgreSQL too.",
});
const blocks = asked.number("blocks");
const boundMs = 200;
const schema = "fiducial_bench_live";

type LiveFigures = { readonly p50Ms: number; readonly p99Ms: number };

const hre = await createHardhatRuntimeEnvironment(config);
await build(hre);
const contracts = {
  accessManager: await hre.artifacts.readArtifact("AccessManager"),
  registry: await hre.artifacts.readArtifact("FiducialRegistry"),
} as Parameters<typeof makeHospital>[1];

const anvil = await startAnvil(["--no-mining", "--gas-limit", "1000000000000", "--disable-code-size-limit"]);
const folder = mkdtempSync(join(tmpdir(), "fiducial-live-"));
try {
  const registry = await makeHospital(anvil.request, contracts, 1_000);
  const [, , , gateway] = (await anvil.request("eth_accounts", [])) as Hex[];
  const figures = {
    sqlite: await measure(join(folder, "index.sqlite"), registry, gateway ?? "0x"),
    postgres:
      process.env.DATABASE_URL === undefined
        ? null
        : await measureInPostgres(process.env.DATABASE_URL, registry, gateway ?? "0x"),
  };
  if (asked.json) console.log(JSON.stringify({ blocks, ...figures }));
  for (const [name, found] of Object.entries({ "node:sqlite": figures.sqlite, PostgreSQL: figures.postgres })) {
    if (found === null) continue;
    const isMet = found.p99Ms <= boundMs;
    if (!isMet) process.exitCode = 1;
    const line = `p50 ${found.p50Ms.toFixed(0)} ms, p99 ${found.p99Ms.toFixed(0)} ms  ${isMet ? "meets" : "MISSES"} ${boundMs} ms`;
    if (!asked.json) console.log(`${name.padEnd(12)} from the block to the watcher: ${line}`);
  }
} finally {
  await anvil.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measureInPostgres(url: string, registry: Hex, gateway: Hex): Promise<LiveFigures> {
  const administrator = await openDatabase(url);
  const own = new URL(url);
  own.searchParams.set("schema", schema);
  try {
    await administrator.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await administrator.run(`CREATE SCHEMA ${schema}`);
    return await measure(own.href, registry, gateway);
  } finally {
    await administrator.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await administrator.close();
  }
}

/** Indexes and watches side by side while blocks of some accesses are mined. */
async function measure(place: string, registry: Hex, gateway: Hex): Promise<LiveFigures> {
  const database = await openDatabase(place);
  const control = new AbortController();
  const { signal } = control;
  const indexer = await createIndexer({ database, request: anvil.request, registry, startBlock: 0 });
  await indexer.syncOnce();
  const reader = await openDatabase(place, { readOnly: true });
  const seen = new Map<number, (at: number) => void>();
  const pause = (timeMs: number): Promise<void> => sleep(timeMs, undefined, { signal }).catch(() => {});
  const following = (async () => {
    for await (const step of indexer.follow({ intervalMs: 50, signal, sleep: pause })) {
      if (step.kind === "unavailable") throw step.error;
    }
  })();
  const watching = (async () => {
    for await (const step of watchIndex(reader, { filter: {}, signal, wait: () => pause(25) })) {
      if (step.kind !== "accesses") continue;
      const at = performance.now();
      for (const { place } of step.accesses) seen.get(place.blockNumber)?.(at);
    }
  })();
  try {
    const times: number[] = [];
    for (let i = 0; i < blocks; i += 1) {
      await mineAccesses(registry, gateway, 10);
      const mined = performance.now();
      const block = Number(await anvil.request("eth_blockNumber", []));
      times.push((await new Promise<number>((resolve) => seen.set(block, resolve))) - mined);
      await sleep(Math.random() * 60); // so that blocks do not fall into step with the looks
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number =>
      times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN;
    return { p50Ms: at(0.5), p99Ms: at(0.99) };
  } finally {
    control.abort();
    await Promise.all([following, watching]);
    await reader.close();
    await database.close();
  }
}

async function mineAccesses(registry: Hex, gateway: Hex, count: number): Promise<void> {
  const call = (functionName: string, args: readonly unknown[]): Hex =>
    encodeFunctionData({ abi: fiducialRegistryAbi as Abi, functionName, args });
  const counted = await anvil.request("eth_call", [{ to: registry, data: call("entryCountOf", [gateway]) }, "latest"]);
  const { timestamp } = (await anvil.request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
  const claim = { basis: "NONE", grantee: "accessor", allRecords: false } as const;
  const word = { account: gateway, time: Number(timestamp), purpose: 53, action: 1, claim, detail: 0 };
  const record = keccak256(stringToHex("record 0"));
  const entries = Array.from({ length: count }, () => ({ record, part: wholeRecord, what: encodeAccessWord(word) }));
  const data = call("logAccesses", [Number(counted) + 1, entries]);
  const hash = await anvil.request("eth_sendTransaction", [
    { from: gateway, to: registry, data, gas: numberToHex(8_000_000) },
  ]);
  await anvil.request("evm_mine", []);
  const receipt = (await anvil.request("eth_getTransactionReceipt", [hash])) as { status: Hex };
  if (receipt.status !== "0x1") throw new TypeError("The node refused the accesses.");
}
