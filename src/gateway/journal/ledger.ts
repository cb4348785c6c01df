import { entryOf, type StoredEntry } from "./entry.ts";
import { NotInJournalError } from "./errors.ts";
import { decodeRecord, type JournalRecord } from "./records.ts";

/** Folds what is on disk, in order, into the entries that the chain does not have for good. */
export type Ledger = {
  /** Takes the next record; false where its numbers don't go on from those before it. */
  readonly take: (record: JournalRecord, bytes: Uint8Array) => boolean;
  readonly entriesAfter: (entryNumber: number, limit?: number) => readonly StoredEntry[];
  readonly lastEntry: () => number;
  readonly finalEntry: () => number;
  readonly isRetired: () => boolean;
};

/** @param firstEntry - The number of the journal's first entry. */
export function buildLedger(firstEntry: number): Ledger {
  // As bytes: while the chain is away this may become many.
  let entries: Uint8Array[] = [];
  let finalEntry = firstEntry - 1;
  let isRetired = false;
  const lastEntry = (): number => finalEntry + entries.length;

  return {
    take: (record, bytes) => {
      switch (record.kind) {
        case "access":
          if (isRetired || record.entryNumber !== lastEntry() + 1) return false;
          entries.push(bytes);
          return true;
        case "request":
          return record.entryNumber <= lastEntry();
        case "anchored":
          if (record.entryCount < finalEntry || record.entryCount > lastEntry()) return false;
          entries = entries.slice(record.entryCount - finalEntry);
          finalEntry = record.entryCount;
          return true;
        case "retired":
          isRetired = true;
          return record.entryCount === lastEntry();
        default:
          return true;
      }
    },
    entriesAfter: (entryNumber, limit = entries.length) => {
      if (entryNumber < finalEntry) throw new NotInJournalError(`entry ${entryNumber + 1} that is not final`);
      const from = entryNumber - finalEntry;
      return entries.slice(from, from + limit).map(readEntry);
    },
    lastEntry,
    finalEntry: () => finalEntry,
    isRetired: () => isRetired,
  };
}

function readEntry(bytes: Uint8Array): StoredEntry {
  const record = decodeRecord(bytes);
  if (record?.kind !== "access") throw new NotInJournalError("such entry"); // only entries were kept
  return entryOf(record);
}
