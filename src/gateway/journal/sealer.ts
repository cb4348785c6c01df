import type { Hex } from "viem";
import { addLeaf, digestLeaf, EMPTY_LIST } from "./listTree.ts";
import type { JournalRecord } from "./records.ts";
import { leafContent, listOf, NO_SEAL, NO_SESSION, openPeriod, type Seal, saltOf, sealPeriod } from "./seals.ts";

/** Folds records, in order, into periods and their seals. */
export type Sealer = {
  /**
   * Takes a record that stands on disk already. Costs next to nothing: where a seal follows, the period before it is let go unread.
   *
   * @returns false where it is a seal that does not follow the one before it
   */
  readonly restore: (record: JournalRecord, bytes: Uint8Array) => boolean;
  /** Takes the next record; where it is a heartbeat, the one that `next` gave. */
  readonly take: (record: JournalRecord, bytes: Uint8Array) => void;
  /** Computes the seal of the period as it stands; `undefined` where nothing came since the last. */
  readonly next: () => Seal | undefined;
  /** The last seal that was taken; `NO_SEAL` before the first. */
  readonly last: () => Seal;
  /** The number of the last record that was taken. */
  readonly lastSequence: () => number;
};

type Restored = { readonly list: Hex; readonly sequence: number; readonly bytes: Uint8Array };

export function buildSealer(identity: Hex, sealKey: Uint8Array): Sealer {
  let period = openPeriod();
  let isEmpty = true;
  let restored: Restored[] = [];
  let last = NO_SEAL;
  let lastSequence = 0;

  function add({ list, sequence, bytes }: Restored): void {
    const leaf = digestLeaf(leafContent(saltOf(sealKey, sequence), sequence, bytes));
    if (list === NO_SESSION) period.main = addLeaf(period.main, leaf);
    else period.sessions.set(list, addLeaf(period.sessions.get(list) ?? EMPTY_LIST, leaf));
    isEmpty = false;
  }
  function addRestored(): void {
    for (const record of restored) add(record);
    restored = [];
  }
  function close({ number, journal }: Seal): void {
    [period, isEmpty, restored, last] = [openPeriod(), true, [], { number, journal }];
  }

  return {
    restore: (record, bytes) => {
      lastSequence += 1;
      const list = listOf(record);
      if (list !== undefined) restored.push({ list, sequence: lastSequence, bytes });
      if (record.kind !== "heartbeat") return true;
      const follows = record.number === last.number + 1;
      close(record);
      return follows;
    },
    take: (record, bytes) => {
      addRestored();
      lastSequence += 1;
      const list = listOf(record);
      if (list !== undefined) add({ list, sequence: lastSequence, bytes });
      if (record.kind === "heartbeat") close(record);
    },
    next: () => {
      addRestored();
      return isEmpty && last !== NO_SEAL ? undefined : sealPeriod(period, identity, last, lastSequence);
    },
    last: () => last,
    lastSequence: () => lastSequence,
  };
}
