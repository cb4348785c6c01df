import { type DataSet, type Element, hasShortLength } from "./dataSet.ts";
import { findVr } from "./dictionary.ts";
import { type Hex, openSha256 } from "./sha256.ts";

const SEQUENCE_END = Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0);
const ITEM = Uint8Array.of(0xfe, 0xff, 0x00, 0xe0);
/** Length to End and MAC Parameters: known to the dictionary, and kept out of signatures. The dictionary does not know the others kept out. */
const unsigned = new Set([0x00080001, 0x4ffe0001]);

/** The width of the numbers in a value, by VR; 1 for text and bytes, which have no order. */
const numberBytes: Readonly<Record<string, number>> = {
  ...{ AT: 2, OW: 2, SS: 2, US: 2 },
  ...{ FL: 4, OF: 4, OL: 4, SL: 4, UL: 4 },
  ...{ FD: 8, OD: 8, OV: 8, SV: 8, UV: 8 },
};

/**
 * Digests the standard attributes of a data set: SHA-256 over the byte stream that PS3.3 lays down for digital signatures, in Explicit VR
 * Little Endian whatever the file's own encoding.
 *
 * In the order of tags: tag, VR, length and value of each element. A sequence is its tag, VR and two zero bytes, then for each item the item
 * tag and its elements, then the sequence delimiter tag, none of them with a length. Left out at every level, as PS3.3 demands: groups below
 * 0008, group lengths, Length to End, FFFA (signatures), MAC Parameters, FFFC (padding). Left out besides: private elements and group 7FE0
 * (pixels).
 *
 * Where this departs from PS3.3: the VR is that of the dictionary, not of the file, so that implicit files agree; an element the
 * dictionary does not know is left out, and only that element, not the sequence around it; a value over 65,534 bytes in a VR with a short
 * length is written as UN (PS3.5, section 6.2.2).
 *
 * @see DICOM PS3.3, section C.12.1.1.3.1
 */
export function digestMeta(dataSet: DataSet): Hex {
  const hash = openSha256();
  for (const piece of encodeMeta(dataSet)) hash.update(piece);
  return hash.digest();
}

/** Yields the byte stream that `digestMeta` digests. */
export function* encodeMeta(dataSet: DataSet): Generator<Uint8Array> {
  for (const element of [...dataSet.values()].sort((a, b) => a.tag - b.tag)) {
    const vr = unsigned.has(element.tag) ? undefined : findVr(element.tag);
    if (vr === undefined || element.fragments !== null) continue;
    if (element.items === null) {
      const value = littleEndian(element);
      yield header(element.tag, vr, value.length);
      yield value;
      continue;
    }
    yield header(element.tag, "SQ", 0).subarray(0, 8);
    for (const item of element.items) {
      yield ITEM;
      yield* encodeMeta(item);
    }
    yield SEQUENCE_END;
  }
}

function header(tag: number, vr: string, length: number): Uint8Array {
  const short = hasShortLength(vr);
  if (short && length > 0xfffe) return header(tag, "UN", length);
  const view = new DataView(new ArrayBuffer(short ? 8 : 12));
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint8(4, vr.charCodeAt(0));
  view.setUint8(5, vr.charCodeAt(1));
  if (short) view.setUint16(6, length, true);
  else view.setUint32(8, length, true);
  return new Uint8Array(view.buffer);
}

/** The order was laid down by the VR in the file, so it is that VR which says what to swap. */
function littleEndian({ bigEndian, vr, value }: Element): Uint8Array {
  const width = numberBytes[vr ?? ""] ?? 1;
  if (!bigEndian || width === 1) return value;
  const out = value.slice();
  for (let at = 0; at + width <= out.length; at += width) out.subarray(at, at + width).reverse();
  return out;
}
