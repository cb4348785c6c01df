import { join } from "node:path";
import type { Hex } from "viem";
import type { JournalFiles, OpenFile } from "./files.ts";
import { type LastSegment, segmentName } from "./recover.ts";
import { encodeBatch, encodeSegmentHead, type SegmentHead } from "./segment.ts";

/** Where and how a journal's files are written. */
export type Place = { readonly folder: string; readonly files: JournalFiles; readonly segmentBytes: number };

/** Writes batches to a journal's last file, one after the other. */
export type Writer = {
  /** Resolves when the records are on disk. Is called again only after it has resolved, and never after it has rejected. */
  readonly commit: (records: readonly Uint8Array[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Open = { readonly file: OpenFile; readonly position: number; readonly check: Hex; readonly nextSequence: number };

/**
 * Opens a journal's last file for more.
 *
 * The file is written anew, under another name and then in place of the old one: after a failed fsync the kernel may hold, as clean, pages that the
 * disk never had, and a later fsync says nothing of those. What is written anew is all dirty.
 *
 * @param last - As `recover` found it.
 */
export async function openWriter(
  place: Place,
  last: Omit<LastSegment, "nextSequence">,
  nextSequence: number,
): Promise<Writer> {
  const { folder, files } = place;
  for (const name of await files.list(folder)) {
    if (name.endsWith(".new")) await files.remove(join(folder, name)); // a crash left it
  }
  const replaced = await replaceFile(place, last.head.firstSequence, last.content);
  let open: Open = { file: replaced, position: last.content.length, check: last.check, nextSequence };

  /** Begins a new file. The one before is on disk, all of it. */
  async function rotate(): Promise<void> {
    const { check: previous, nextSequence: firstSequence } = open;
    const head = encodeSegmentHead({ ...last.head, firstSequence, previous });
    const file = await replaceFile(place, firstSequence, head.bytes);
    await open.file.close();
    open = { ...open, file, position: head.bytes.length, check: head.check };
  }

  return {
    commit: async (records) => {
      if (open.position >= place.segmentBytes) await rotate();
      const { file, position, check: previous, nextSequence: firstSequence } = open;
      const { bytes, check } = encodeBatch(records, { firstSequence, previous });
      await file.write(bytes, position);
      await file.sync();
      open = { file, check, position: position + bytes.length, nextSequence: firstSequence + records.length };
    },
    close: () => open.file.close(),
  };
}

/** The first file of a new journal, before it is written. */
export function firstSegment(identity: Hex, firstEntry: number): Omit<LastSegment, "nextSequence"> {
  const head: SegmentHead = { identity, firstEntry, firstSequence: 1, previous: `0x${"00".repeat(32)}` };
  const { bytes: content, check } = encodeSegmentHead(head);
  return { head, content, check };
}

/** Puts a file in its place, whole or not at all, and leaves it open. */
async function replaceFile({ folder, files }: Place, firstSequence: number, content: Uint8Array): Promise<OpenFile> {
  const path = join(folder, segmentName(firstSequence));
  const file = await files.create(`${path}.new`);
  try {
    await file.write(content, 0);
    await file.sync();
    await files.rename(`${path}.new`, path);
    await files.syncFolder(folder);
    return file;
  } catch (error) {
    await file.close();
    await files.remove(`${path}.new`); // on a full disk it would take the room that the next try needs
    throw error;
  }
}
