import type { Hex } from "viem";
import { diskFiles, type JournalFiles } from "./files.ts";
import type { Numbered } from "./records.ts";
import { recover } from "./recover.ts";

/**
 * Reads every record of a journal, for proofs and comparisons. Changes nothing, and may be done while a gateway writes to it.
 *
 * @param identity - Whose journal it has to be: `digestIdentity`.
 * @throws {JournalCorruptError} when anything but an unfinished end is not as it was written
 * @throws {ForeignJournalError} when it is another's
 */
export async function readJournal(folder: string, identity: Hex, files: JournalFiles = diskFiles): Promise<Numbered[]> {
  const records: Numbered[] = [];
  await recover(folder, identity, files, (record) => {
    records.push(record);
    return true;
  });
  return records;
}
