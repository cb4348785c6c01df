import { FiducialError } from "../../errors.ts";
import type { StoredEntry } from "../journal/entry.ts";
import type { AnchorOptions, AnchorStep } from "./anchor.ts";

/** The contract's bound on a batch. */
const MAX_BATCH = 100;

/** The chain refuses an entry of the batch: not yet, or for good. */
const ENTRY_REFUSED: readonly string[] = ["InFuture", "UnknownRecord", "NotCustodiansGateway"];
/** The batch may have been too large for the chain. */
const MAYBE_TOO_LARGE: readonly string[] = ["TransactionReverted", "UnknownRefusal", "NodeRefused"];

/** Decides what goes into a batch, and sends it. */
export type Batches = {
  /** The entries to send after so many; none where nothing is due. */
  readonly next: (entryCount: number, when: "due" | "now") => readonly StoredEntry[];
  /** Logs entries, or as many from the first on as the chain takes. */
  readonly send: (first: number, entries: readonly StoredEntry[]) => Promise<AnchorStep["logged"]>;
  /** The number of an entry that the chain refused by itself when it was last sent. */
  readonly refusedEntry: () => number | undefined;
};

export function buildBatches({
  journal,
  chain,
  clock,
  batchSize = MAX_BATCH,
  batchSeconds = 10,
}: AnchorOptions): Batches {
  const limit = Math.min(batchSize, MAX_BATCH);
  let refusedEntry: number | undefined;

  async function send(first: number, entries: readonly StoredEntry[]): Promise<AnchorStep["logged"]> {
    try {
      await chain.logAccesses(first, entries);
      refusedEntry = undefined;
      return { first, count: entries.length };
    } catch (error) {
      const code = error instanceof FiducialError ? error.code : "";
      const isOfEntry = ENTRY_REFUSED.includes(code);
      if (isOfEntry && entries.length === 1) refusedEntry = first;
      const isOfBatch = isOfEntry || MAYBE_TOO_LARGE.includes(code);
      if (!isOfBatch || entries.length === 1) throw error;
      // One entry must not hold up those before it. Numbers have no gaps, so it does hold up those after it.
      return send(first, entries.slice(0, Math.ceil(entries.length / 2)));
    }
  }

  return {
    next: (entryCount, when) => {
      const entries = journal.entriesAfter(entryCount, limit);
      const [oldest] = entries;
      if (oldest === undefined) return [];
      const isDue =
        when === "now" ||
        entries.length === limit ||
        clock() >= oldest.time + batchSeconds ||
        entries.some(({ claim }) => claim.basis === "EMERGENCY");
      return isDue ? entries : [];
    },
    send,
    refusedEntry: () => refusedEntry,
  };
}
