import { join } from "node:path";
import type { Hex } from "viem";
import { ForeignJournalError, JournalCorruptError } from "./errors.ts";
import type { JournalFiles } from "./files.ts";
import { decodeRecord, type JournalRecord, type Numbered } from "./records.ts";
import { decodeSegmentHead, findBatch, hasBatchAfter, type SegmentHead } from "./segment.ts";

const SEGMENT_NAME = /^journal-\d{15}\.log$/;

/** The last file, as far as it holds. */
export type LastSegment = {
  readonly head: SegmentHead;
  /** Its bytes, without what a crash left unfinished. */
  readonly content: Uint8Array;
  /** The check that the next batch goes on from. */
  readonly check: Hex;
  readonly nextSequence: number;
};

/** Is given each record, as it stands on disk, and says whether it can come after those before it. */
export type Take = (record: Numbered, bytes: Uint8Array, head: SegmentHead) => boolean;

/** Names the file whose first record has a number. */
export function segmentName(firstSequence: number): string {
  return `journal-${String(firstSequence).padStart(15, "0")}.log`;
}

/** Lists a journal's files, in order. */
export async function listSegments(folder: string, files: JournalFiles): Promise<string[]> {
  return (await files.list(folder)).filter((name) => SEGMENT_NAME.test(name));
}

/**
 * Reads every record of a journal in order, and checks all of it: each file goes on from the one before, each batch too, and the records are
 * numbered without a gap. Changes nothing.
 *
 * @param identity - Whose journal it has to be; `undefined` for anybody's.
 * @returns the last file; `undefined` where there is none
 * @throws {JournalCorruptError} when anything but an unfinished end is not as it was written
 * @throws {ForeignJournalError} when it is another's
 */
export async function recover(
  folder: string,
  identity: Hex | undefined,
  files: JournalFiles,
  take: Take,
): Promise<LastSegment | undefined> {
  let last: LastSegment | undefined;
  const names = await listSegments(folder, files);
  for (const [index, name] of names.entries()) {
    const file = join(folder, name);
    const content = await files.read(file);
    const head = decodeSegmentHead(content);
    if (head === undefined) throw new JournalCorruptError(file, 0, "its head is none");
    if (identity !== undefined && head.identity !== identity) throw new ForeignJournalError(folder);
    const goesOn =
      last === undefined ||
      (head.previous === last.check &&
        head.firstSequence === last.nextSequence &&
        head.firstEntry === last.head.firstEntry);
    if (!goesOn || segmentName(head.firstSequence) !== name) {
      throw new JournalCorruptError(
        file,
        0,
        "it does not go on from the file before, so a file is missing or was exchanged",
      );
    }
    last = readBatches(file, content, head, index === names.length - 1, take);
  }
  return last;
}

function readBatches(
  file: string,
  content: Uint8Array,
  { check: headCheck, end, ...head }: SegmentHead & { readonly check: Hex; readonly end: number },
  isLast: boolean,
  take: Take,
): LastSegment {
  let [at, check, nextSequence] = [end, headCheck, head.firstSequence];
  for (;;) {
    const found = findBatch(content, at);
    if (found.is !== "Batch") {
      if (found.is === "Damaged") throw new JournalCorruptError(file, at, "a batch is not what was written");
      if (found.is === "Unfinished" && (!isLast || hasBatchAfter(content, at))) {
        throw new JournalCorruptError(file, at, "a batch is unfinished, and others come after it");
      }
      return { head, content: content.subarray(0, at), check, nextSequence };
    }
    if (found.previous !== check || found.firstSequence !== nextSequence) {
      throw new JournalCorruptError(file, at, "a batch does not go on from the one before it");
    }
    for (const bytes of found.records) {
      const record: JournalRecord | undefined = decodeRecord(bytes);
      if (record === undefined)
        throw new JournalCorruptError(file, at, "a record is of no kind that this version knows");
      if (!take({ ...record, sequence: nextSequence }, bytes, head)) {
        throw new JournalCorruptError(file, at, "a record contradicts what stands before it");
      }
      nextSequence += 1;
    }
    [at, check] = [found.end, found.check];
  }
}
