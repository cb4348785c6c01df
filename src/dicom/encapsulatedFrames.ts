import { UndecodableError } from "./undecodable.ts";

/**
 * Divides the fragments of encapsulated pixel data into frames, each in one piece.
 *
 * One frame takes all fragments; as many frames as fragments take one each. Otherwise the basic or the extended offset table divides them,
 * or, when neither is filled, the fragments that begin with a start-of-image mark.
 *
 * @param fragments - As stored, the basic offset table first.
 * @param extendedOffsets - The value of Extended Offset Table (7FE0,0001), when there is one.
 * @throws {UndecodableError} when the fragments do not make up `count` frames.
 * @see DICOM PS3.5, section A.4
 */
export function encapsulatedFrames(
  fragments: readonly Uint8Array[],
  extendedOffsets: Uint8Array | undefined,
  count: number,
): readonly Uint8Array[] {
  const [table = new Uint8Array(0), ...parts] = fragments;
  if (parts.length === 0 || parts.length < count) throw new UndecodableError("FramesNotFound");
  if (count === 1) return [join(parts)];
  if (parts.length === count) return parts;

  const starts = extendedOffsets
    ? startsByOffset(parts, read64(extendedOffsets))
    : startsByOffset(parts, read32(table));
  const firsts = starts.length > 0 ? starts : startsByMark(parts);
  if (firsts.length !== count || firsts[0] !== 0) throw new UndecodableError("FramesNotFound");
  return firsts.map((first, frame) => join(parts.slice(first, firsts[frame + 1])));
}

/** The indexes of the fragments that begin at the offsets. */
function startsByOffset(parts: readonly Uint8Array[], offsets: readonly number[]): number[] {
  const indexByOffset = new Map<number, number>();
  let offset = 0;
  parts.forEach((part, index) => {
    indexByOffset.set(offset, index);
    offset += 8 + part.length; // an item's header is 8 bytes
  });
  let last = -1;
  return offsets.map((start) => {
    const index = indexByOffset.get(start);
    if (index === undefined || index <= last) throw new UndecodableError("FramesNotFound");
    last = index;
    return index;
  });
}

/** The indexes of the fragments that begin with SOI (JPEG, JPEG-LS) or SOC and SIZ (JPEG 2000). */
function startsByMark(parts: readonly Uint8Array[]): number[] {
  return parts.flatMap((part, index) => {
    const jpeg = part[0] === 0xff && part[1] === 0xd8 && part[2] === 0xff;
    const jpeg2000 = part[0] === 0xff && part[1] === 0x4f && part[2] === 0xff && part[3] === 0x51;
    return jpeg || jpeg2000 ? [index] : [];
  });
}

function read32(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: table.length >> 2 }, (_, index) => view.getUint32(4 * index, true));
}

function read64(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: table.length >> 3 }, (_, index) => Number(view.getBigUint64(8 * index, true)));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
