import { createClient, decodeEventLog, type Hex, hexToBytes, http, size } from "viem";
import { getBlock, getBlockNumber, getTransactionReceipt } from "viem/actions";
import { fiducialRegistryAbi as abi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { ProvenEntry } from "../../src/vault/books.ts";

/** What is asked of a node. */
export type Request = { readonly method: string; readonly params?: unknown };

/** Everything that somebody can see who is neither the custodian nor the patient; the bytes of roots and of hashes stand by their first place. */
export type Observed = {
  readonly blocks: readonly unknown[];
  readonly transactions: readonly unknown[];
  /** What the custodian asked its node: each question once, in the order of the first time. */
  readonly requests: readonly string[];
  /** What the other patients were given, by patient and day: how many hashes, and what is said of them. */
  readonly others: readonly unknown[];
  /** The roots that were anchored, by day from `first` on. */
  readonly roots: (first: number, count: number) => (Hex | undefined)[];
};

type Step = { readonly pc: number; readonly op: string; readonly stack: readonly string[] };
type Sources = {
  readonly rpcUrl: string;
  /** The first block that counts. */
  readonly first: bigint;
  readonly requests: readonly Request[];
  readonly others: readonly (readonly (ProvenEntry | undefined)[])[];
};

const ZERO_BYTE_SAVES = 12; // gas that a zero byte of calldata costs less than another, EIP-2028

/** Looks at a chain, at the requests to its node and at the proofs of others. */
export async function observe({ rpcUrl, first, requests, others }: Sources): Promise<Observed> {
  const client = createClient({ transport: http(rpcUrl), cacheTime: 0 });
  const anchored = new Map<number, Hex>();
  const names = new Map<string, string>();
  /** Names a value that is random to whoever looks by the place where it is first seen: that one repeats can be seen. */
  const name = (kind: string, value: Hex): void => {
    if (!names.has(value)) names.set(value, `<${kind} ${names.size}>`);
  };
  const blocks: unknown[] = [];
  const transactions: (() => unknown)[] = [];

  for (let blockNumber = first; blockNumber <= (await getBlockNumber(client)); blockNumber += 1n) {
    const block = await getBlock(client, { blockNumber, includeTransactions: true });
    for (const { hash, input, from, to, nonce, type, value, gas } of block.transactions) {
      const receipt = await getTransactionReceipt(client, { hash });
      const saved = BigInt(ZERO_BYTE_SAVES * hexToBytes(input).filter((byte) => byte === 0).length);
      name("transaction", hash);
      for (const { data, topics } of receipt.logs) {
        const event = decodeEventLog({ abi, data, topics });
        if (event.eventName !== "BookAnchored") continue;
        name("root", event.args.root);
        anchored.set(event.args.interval, event.args.root);
      }
      const steps = await trace(rpcUrl, hash);
      const sent = { input, size: size(input), from, to, nonce, type, value: String(value) };
      const { status, logsBloom, logs } = receipt;
      const logged = logs.map(({ address, topics, data }) => ({ address, topics, data }));
      // A limit is the estimate and a quarter.
      const gasUse = { used: String(receipt.gasUsed + saved), limit: String(gas + saved + saved / 4n) };
      transactions.push(() => masked({ ...sent, status, logsBloom, logged, gasUse, steps }, names));
      blocks.push({
        number: String(blockNumber),
        timestamp: String(block.timestamp),
        used: String(block.gasUsed + saved),
      });
    }
  }
  return {
    blocks,
    transactions: transactions.map((describe) => describe()),
    requests: [...new Set(requests.map((request) => JSON.stringify(masked(request, names), withoutGas)))],
    others: others.map((entries) =>
      entries.map((entry) => entry && { hashes: entry.proof.length, says: entry.restrictions }),
    ),
    roots: (day, count) => Array.from({ length: count }, (_, i) => anchored.get(day + i)),
  };
}

/** Every instruction of a transaction, and each storage slot that it reads or writes. */
async function trace(rpcUrl: string, hash: Hex): Promise<readonly string[]> {
  const client = createClient({ transport: http(rpcUrl) });
  const params = [hash, { disableMemory: true, disableStorage: true }];
  const { structLogs }: { structLogs: readonly Step[] } = await client.request({
    method: "debug_traceTransaction",
    params,
  } as never);
  return structLogs.map(({ pc, op, stack }) => `${pc} ${op}${/^S(LOAD|STORE)$/.test(op) ? ` ${stack.at(-1)}` : ""}`);
}

/** Leaves the limit of gas out of a request: the transaction has it too, where it is compared but for the zero bytes of a root. */
function withoutGas(key: string, value: unknown): unknown {
  return key === "gas" ? undefined : value;
}

/** Puts the names of random values in their place, wherever they stand. */
function masked(value: unknown, names: ReadonlyMap<string, string>): unknown {
  let text = JSON.stringify(value);
  for (const [hash, name] of names) text = text.replaceAll(hash.slice(2), name);
  return JSON.parse(text);
}

/** Names every place at which two are not the same, by what it is a part of. */
export function findDifferences(one: Observed, other: Observed): string[] {
  return (["blocks", "transactions", "requests", "others"] as const).flatMap((part) => {
    const length = Math.max(one[part].length, other[part].length);
    const places = Array.from({ length }, (_, i) => i);
    return places
      .filter((i) => JSON.stringify(one[part][i]) !== JSON.stringify(other[part][i]))
      .map((i) => `${part} ${i}`);
  });
}
