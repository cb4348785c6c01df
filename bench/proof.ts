/**
 * How long it takes to prove one row and to check the proof: `npm run bench:proof`, with `-- --json` for one line of JSON.
 *
 * Exits with 1 when a bound is missed. Runs an in-process node behind HTTP, with a row in a batch of 100 entries and its record's count.
 */
import { type Address, encodeFunctionData, type Hex, keccak256, numberToHex, pad } from "viem";
import { startLocalChain } from "../deploy/localChain.ts";
import { fiducialRegistryAbi } from "../src/abi/fiducialRegistryAbi.ts";
import { makeBundle, type Request, renderBundle } from "../src/audit/prove/index.ts";
import { parseBundle, verifyBundle } from "../src/audit/verify/index.ts";
import { whoAccessed } from "../src/indexer/queries/whoAccessed.ts";
import { createIndexer } from "../src/indexer/sync.ts";
import { openSqlite } from "../src/sql/sqlite.ts";
import { readOptions } from "./readOptions.ts";

const asked = readOptions({
  title: "How long it takes to make and to check the proof of a row.",
  script: "bench:proof",
});

const ROUNDS = 50;
const BATCH = 100;
const BOUNDS = { madeMs: 50, checkedMs: 5 };

const chain = await startLocalChain();
const request: Request = async (method, params) => {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch(chain.rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (error !== undefined) throw new TypeError(error.message);
  return result;
};

async function send(from: Address, functionName: string, args: readonly unknown[]): Promise<void> {
  const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName, args } as never);
  await request("eth_sendTransaction", [{ from, to: chain.registry, data, gas: numberToHex(16_000_000) }]);
}

/** A hospital with 100 records, and a batch with an access to each. */
async function tell(): Promise<readonly Hex[]> {
  const [admin, hospital, gateway, patient] = (await request("eth_accounts", [])) as Address[];
  if (!admin || !hospital || !gateway || !patient) throw new TypeError("The node has too few accounts");
  const records = Array.from({ length: BATCH }, (_, i) => keccak256(numberToHex(i, { size: 32 })));
  await send(admin, "admitOrganization", [hospital]);
  await send(hospital, "admit", [gateway, 3, 1, 0, 2 ** 40 - 1]);
  await send(hospital, "enroll", [patient, 0]);
  const registrations = records.map((record) => ({ record, patient: 1, kind: 0, status: 3, digest: record }));
  await send(hospital, "registerMany", [registrations]);
  const { timestamp } = (await request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
  const what = BigInt(pad("0xabc", { size: 20 })) | (BigInt(timestamp) << 160n) | (60n << 200n);
  const entries = records.map((record) => ({ record, part: record, what }));
  await send(gateway, "logAccesses", [1, entries]);
  return records;
}

async function medianMs(step: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

try {
  const [record = "0x"] = await tell();
  const database = await openSqlite({ path: ":memory:" });
  const indexer = await createIndexer({ database, request, registry: chain.registry, startBlock: chain.startBlock });
  await indexer.syncOnce();
  const { accesses } = await whoAccessed(database, { record }, { limit: 10 });
  const { number, hash } = (await request("eth_getBlockByNumber", ["latest", false])) as { number: Hex; hash: Hex };

  const answer = { request, registry: chain.registry, block: Number(number), accesses, records: [record] };
  const madeMs = await medianMs(() => makeBundle(answer));
  const text = renderBundle(await makeBundle(answer));
  const trust = { chainId: chain.chainId, registry: chain.registry, blocks: [hash], records: [record] };
  const checkedMs = await medianMs(() => verifyBundle(parseBundle(text), trust));
  const { holds, problems } = verifyBundle(parseBundle(text), trust);
  if (!holds || accesses.length !== 1) throw new TypeError(`The proof does not hold: ${problems.map((p) => p.code)}`);

  const figures = { rows: accesses.length, madeMs, checkedMs, bundleBytes: text.length };
  const isMet = madeMs <= BOUNDS.madeMs && checkedMs <= BOUNDS.checkedMs;
  console.log(
    asked.json
      ? JSON.stringify(figures)
      : `One row of a batch of ${BATCH}, with its record's count: made in ${madeMs.toFixed(1)} ms (bound ${BOUNDS.madeMs}), ` +
          `checked in ${checkedMs.toFixed(1)} ms (bound ${BOUNDS.checkedMs}), ${text.length} bytes.`,
  );
  process.exitCode = isMet ? 0 : 1;
} finally {
  await chain.close();
}
