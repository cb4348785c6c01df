import { diskFiles, type JournalFiles } from "./files.ts";
import { digestIdentity, type Identity } from "./identity.ts";
import { buildLedger, type Ledger } from "./ledger.ts";
import type { Numbered } from "./records.ts";
import { recover } from "./recover.ts";
import { buildSealer } from "./sealer.ts";

/** What a journal came to that was read whole. */
export type Folded = {
  /** The number of its first entry; `undefined` where there is no journal. */
  readonly firstEntry: number | undefined;
  /** The number of its last record. */
  readonly lastSequence: number;
  /** The number of the first seal that is not of what stands before it; `undefined` where every one is. */
  readonly brokenSeal: number | undefined;
};

/**
 * Reads every record of a journal in order, and computes all of it anew: the chain of its batches and files, the numbers of its entries, and every
 * seal. Holds one file at a time, changes nothing, and may be done while a gateway writes to it.
 *
 * @param take - Is given each record.
 * @throws {JournalCorruptError} when anything but an unfinished end is not as it was written
 * @throws {ForeignJournalError} when it is another's
 * @throws {InvalidKeyError} when the seal key is not 32 bytes
 */
export async function foldJournal(
  { folder, ...whose }: Identity & { readonly folder: string },
  take: (record: Numbered) => void,
  files: JournalFiles = diskFiles,
): Promise<Folded> {
  const identity = digestIdentity(whose);
  const sealer = buildSealer(identity, whose.sealKey);
  let ledger: Ledger | undefined;
  let firstEntry: number | undefined;
  let brokenSeal: number | undefined;
  await recover(folder, identity, files, (record, bytes, head) => {
    firstEntry ??= head.firstEntry;
    ledger ??= buildLedger(head.firstEntry);
    if (record.kind === "heartbeat" && sealer.next()?.journal !== record.journal) brokenSeal ??= record.number;
    sealer.take(record, bytes);
    take(record);
    return ledger.take(record, bytes);
  });
  return { firstEntry, lastSequence: sealer.lastSequence(), brokenSeal };
}
