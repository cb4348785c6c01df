import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { decodeFields, encodeFields, sizeOf } from "./fields.ts";

/** The head of a file of the journal. */
const SEGMENT = {
  magic: "bytes32",
  /** Whose journal it is. */
  identity: "bytes32",
  /** The number of the journal's first entry. */
  firstEntry: "uint48",
  /** The number of this file's first record. */
  firstSequence: "uint48",
  /** The check of the last batch of the file before; zero in the first. */
  previous: "bytes32",
} as const;

/** The head of a batch: the records that were written at once. */
const BATCH = {
  magic: "uint48",
  firstSequence: "uint48",
  /** How many bytes of records follow; after them comes the batch's check. */
  size: "uint48",
  /** The check of the batch before it; the file's own in its first. */
  previous: "bytes32",
} as const;

const SEGMENT_MAGIC: Hex = bytesToHex(new TextEncoder().encode("fiducial journal, file format 1\n"));
const BATCH_MAGIC = 0x666964626174; // "fidbat"
const CHECK = 32;
const CRC = 4;
const SEGMENT_SIZE = sizeOf(SEGMENT) + CHECK;
const HEAD_SIZE = sizeOf(BATCH) + CRC;
/** What a disk writes wholly or not at all (bytes). */
const SECTOR = 512;

export type SegmentHead = {
  readonly identity: Hex;
  readonly firstEntry: number;
  readonly firstSequence: number;
  readonly previous: Hex;
};

/** What stands at a place in a file. `Unfinished`: what a crash leaves of a write that was never acknowledged. `Damaged`: anything else. */
export type Found =
  | {
      readonly is: "Batch";
      readonly firstSequence: number;
      readonly previous: Hex;
      readonly check: Hex;
      readonly records: readonly Uint8Array[];
      readonly end: number;
    }
  | { readonly is: "Nothing" | "Unfinished" | "Damaged" };

/** Writes the head of a file. The check is what its first batch goes on from. */
export function encodeSegmentHead(head: SegmentHead): { readonly bytes: Uint8Array; readonly check: Hex } {
  const fields = encodeFields(SEGMENT, { magic: SEGMENT_MAGIC, ...head });
  const check = digest(fields);
  return { bytes: Buffer.concat([fields, check]), check: bytesToHex(check) };
}

/** Reads the head of a file; `undefined` where it is none. */
export function decodeSegmentHead(
  content: Uint8Array,
): (SegmentHead & { readonly check: Hex; readonly end: number }) | undefined {
  if (content.length < SEGMENT_SIZE) return undefined;
  const fields = content.subarray(0, sizeOf(SEGMENT));
  const check = digest(fields);
  if (Buffer.compare(check, content.subarray(fields.length, SEGMENT_SIZE)) !== 0) return undefined;
  const { magic, ...head } = decodeFields(SEGMENT, fields);
  return magic === SEGMENT_MAGIC ? { ...head, check: bytesToHex(check), end: SEGMENT_SIZE } : undefined;
}

/** Writes a batch: its head, the head's CRC-32, each record after its length, and SHA-256 over all of it. */
export function encodeBatch(
  records: readonly Uint8Array[],
  { firstSequence, previous }: { readonly firstSequence: number; readonly previous: Hex },
): { readonly bytes: Uint8Array; readonly check: Hex } {
  const size = records.reduce((sum, record) => sum + 2 + record.length, 0);
  const bytes = Buffer.alloc(HEAD_SIZE + size + CHECK);
  bytes.set(encodeFields(BATCH, { magic: BATCH_MAGIC, firstSequence, size, previous }));
  bytes.writeUInt32BE(crc32(bytes.subarray(0, sizeOf(BATCH))), sizeOf(BATCH));
  let at = HEAD_SIZE;
  for (const record of records) {
    bytes.writeUInt16BE(record.length, at);
    bytes.set(record, at + 2);
    at += 2 + record.length;
  }
  const check = digest(bytes.subarray(0, at));
  bytes.set(check, at);
  return { bytes, check: bytesToHex(check) };
}

/**
 * Reads what stands at a place in a file.
 *
 * A batch is written when the one before is on disk. So only the last one can be unfinished: the file ends within it, or a sector of it was
 * never written and reads as zeros. Where all of it is there and the check is wrong, it was changed since.
 */
export function findBatch(content: Uint8Array, at: number): Found {
  const left = content.length - at;
  if (left === 0) return { is: "Nothing" };
  if (left < HEAD_SIZE) return { is: "Unfinished" };
  const bytes = Buffer.from(content.buffer, content.byteOffset + at, left);
  const fields = decodeFields(BATCH, bytes);
  const isHead =
    fields.magic === BATCH_MAGIC && bytes.readUInt32BE(sizeOf(BATCH)) === crc32(bytes.subarray(0, sizeOf(BATCH)));
  if (!isHead) return { is: hasUnwrittenSector(content, at, at + HEAD_SIZE) ? "Unfinished" : "Damaged" };

  const end = HEAD_SIZE + fields.size + CHECK;
  if (end > left) return { is: "Unfinished" };
  const check = digest(bytes.subarray(0, end - CHECK));
  if (Buffer.compare(check, bytes.subarray(end - CHECK, end)) !== 0) {
    return { is: hasUnwrittenSector(content, at, at + end) ? "Unfinished" : "Damaged" };
  }
  const { firstSequence, previous } = fields;
  const records = splitRecords(bytes.subarray(HEAD_SIZE, end - CHECK));
  return { is: "Batch", firstSequence, previous, check: bytesToHex(check), records, end: at + end };
}

/** Says whether a whole batch stands anywhere after a place. */
export function hasBatchAfter(content: Uint8Array, at: number): boolean {
  const magic = hexToBytes(`0x${BATCH_MAGIC.toString(16)}`);
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.length);
  for (let next = buffer.indexOf(magic, at + 1); next >= 0; next = buffer.indexOf(magic, next + 1)) {
    if (findBatch(content, next).is === "Batch") return true;
  }
  return false;
}

function splitRecords(body: Buffer): Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 2 + body.readUInt16BE(at);
    records.push(Uint8Array.from(body.subarray(at + 2, end))); // a copy: the file's content need not stay in memory for it
    at = end;
  }
  return records;
}

function hasUnwrittenSector(content: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const next = Math.min(to, (Math.floor(at / SECTOR) + 1) * SECTOR);
    if (content.subarray(at, next).every((byte) => byte === 0)) return true;
    at = next;
  }
  return false;
}

function digest(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}
