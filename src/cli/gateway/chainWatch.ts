import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "viem";
import type { Head, LeaveOptions, States } from "../../gateway/leave/index.ts";
import { WriterReplacedError } from "../../indexer/errors.ts";
import type { Indexer } from "../../indexer/sync.ts";
import type { Database } from "../../sql/database.ts";
import { readStates } from "./consentStates.ts";

/** When a block is taken for settled: at once, so many blocks below the head, or when the node calls it final. */
export type Settling = "latest" | "finalized" | { readonly depth: number };

export type ChainWatchOptions = {
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
  /** Opens an indexer on the gateway's own index. */
  readonly openIndexer: () => Promise<Indexer>;
  /** A read-only connection to the same index. */
  readonly database: Database;
  readonly settling: Settling;
  /** How long to wait between two looks at the head (milliseconds). */
  readonly pollMs: number;
  /** How long a decision waits for the index to come up to the head (milliseconds). */
  readonly waitMs: number;
  /** The present (unix seconds). */
  readonly now: () => number;
  /** Is told when the chain can't be read any more, and with `undefined` when it can again. */
  readonly onTrouble: (error: unknown) => void;
};

/** What is known of the chain, and how it comes to be known. */
export type ChainWatch = Pick<LeaveOptions, "head" | "readStates" | "readLastState"> & {
  readonly stop: () => Promise<void>;
};

type Block = Pick<Head, "number" | "hash" | "time">;

/** Watches the chain's head and keeps the index at it. The head is told of as soon as it is seen, before the index has come up to it. */
export async function startChainWatch(options: ChainWatchOptions): Promise<ChainWatch> {
  const { request, database, settling, pollMs, waitMs, now, onTrouble } = options;
  const control = new AbortController();
  let indexer = await options.openIndexer();
  let head: Head | undefined;
  let finalized = -1;
  let lagSeconds = 0;
  let indexed: Hex | undefined;
  let wake: (() => void)[] = [];

  async function getBlock(tag: string): Promise<Block | undefined> {
    const block = (await request("eth_getBlockByNumber", [tag, false])) as Record<string, Hex> | null;
    if (block === null) return undefined;
    const { number = "0x", hash = "0x", timestamp = "0x" } = block;
    return { number: Number(number), hash, time: Number(timestamp) };
  }

  function see(block: Block): void {
    head = { ...block, lagSeconds, heardAt: now() };
  }

  /** The block to come has the chain's present. Not each node tells of it; then the clocks are taken for the same. */
  async function askLag(): Promise<number> {
    const pending = await getBlock("pending").catch(() => undefined);
    return pending === undefined ? 0 : Math.max(0, now() - pending.time);
  }

  async function look(): Promise<void> {
    const block = await getBlock("latest");
    if (block === undefined) return;
    if (block.hash !== head?.hash) {
      if (settling === "finalized") finalized = (await getBlock("finalized"))?.number ?? -1;
      lagSeconds = await askLag();
    }
    see(block);
    if (block.hash === indexed) return;
    const { block: reached } = await indexer.syncOnce({ signal: control.signal });
    const { number, time } = reached;
    indexed = reached.hash as Hex;
    // The chain may have gone on while it was read.
    if (reached.hash !== block.hash) see({ number, time, hash: reached.hash as Hex });
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
  }

  async function follow(): Promise<void> {
    let isTroubled = false;
    while (!control.signal.aborted) {
      try {
        await look();
        if (isTroubled) onTrouble(undefined);
        isTroubled = false;
      } catch (error) {
        if (control.signal.aborted) return;
        if (error instanceof WriterReplacedError) indexer = await options.openIndexer();
        if (!isTroubled) onTrouble(error);
        isTroubled = true;
      }
      await sleep(pollMs, undefined, { signal: control.signal }).catch(() => undefined);
    }
  }

  function settledAt(block: number): number {
    if (settling === "latest") return block;
    return settling === "finalized" ? finalized : block - settling.depth;
  }

  await look().catch(onTrouble);
  const following = follow();

  return {
    head: () => head,
    readStates: async (about, asked) => {
      const until = performance.now() + waitMs;
      for (;;) {
        const read = await readStates(database, about, settledAt(asked.number));
        const hash = read?.reached.hash;
        if (read !== undefined && (hash === asked.hash || hash === head?.hash)) return read.states;
        const left = until - performance.now();
        if (left <= 0 || control.signal.aborted) return undefined;
        await Promise.race([new Promise<void>((resolve) => wake.push(resolve)), sleep(Math.min(left, 50))]);
      }
    },
    readLastState: async (about): Promise<States["latest"]> => {
      const read = await readStates(database, about, Number.MAX_SAFE_INTEGER);
      return read?.states.latest ?? nothingKnown;
    },
    stop: async () => {
      control.abort();
      await following;
    },
  };
}

const nothing = () => undefined;

/** What an empty index says. */
const nothingKnown: States["latest"] = {
  ...{ findActor: nothing, findMembership: nothing, findPolicy: nothing, findPatient: nothing, findProxy: nothing },
  ...{ findIncapacity: nothing, findRecord: nothing, findPermit: nothing, listGroups: () => [] },
};
