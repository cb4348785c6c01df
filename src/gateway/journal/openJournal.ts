import type { Hex } from "viem";
import { FiducialError } from "../../errors.ts";
import { buildJournal } from "./buildJournal.ts";
import { JournalFailedError } from "./errors.ts";
import { diskFiles, type JournalFiles } from "./files.ts";
import { digestIdentity } from "./identity.ts";
import type { Journal, JournalOptions } from "./journal.ts";
import { buildLedger, type Ledger } from "./ledger.ts";
import { recover } from "./recover.ts";
import { buildSealer } from "./sealer.ts";
import { firstSegment, openWriter } from "./writer.ts";

/**
 * Opens a journal: takes its lock, reads and checks all of it, cuts what a crash left unfinished, and writes its last file anew.
 *
 * @param files - The file system; the machine's where it is left out.
 * @throws {JournalLockedError} when it is open elsewhere
 * @throws {JournalCorruptError} when anything but an unfinished end is not as it was written; nothing was changed
 * @throws {ForeignJournalError} when it was begun for another gateway, registry or chain, or with another key
 * @throws {InvalidKeyError} when the seal key is not 32 bytes
 * @throws {JournalFailedError} when the disk does not give or take what it has to; nothing was lost
 */
export async function openJournal(options: JournalOptions, files: JournalFiles = diskFiles): Promise<Journal> {
  const { folder, sealKey, segmentBytes = 2 ** 24 } = options;
  const identity = digestIdentity(options);
  const unlock = await files
    .makeFolder(folder)
    .then(() => files.lock(folder))
    .catch(fail);
  try {
    const { segment, ...read } = await readAll(options, identity, files);
    const writer = await openWriter({ folder, files, segmentBytes }, segment, read.sealer.lastSequence() + 1);
    return buildJournal({ ...read, writer, sealKey, unlock });
  } catch (error) {
    unlock();
    return fail(error);
  }
}

async function readAll({ folder, sealKey, firstEntry }: JournalOptions, identity: Hex, files: JournalFiles) {
  const sealer = buildSealer(identity, sealKey);
  let ledger: Ledger | undefined;
  const found = await recover(folder, identity, files, (record, bytes, head) => {
    ledger ??= buildLedger(head.firstEntry);
    return sealer.restore(record, bytes) && ledger.take(record, bytes);
  });
  const segment = found ?? firstSegment(identity, firstEntry);
  return { segment, sealer, ledger: ledger ?? buildLedger(segment.head.firstEntry) };
}

/** What the disk says is the cause of what this room says. */
function fail(cause: unknown): never {
  throw cause instanceof FiducialError ? cause : new JournalFailedError({ cause });
}
