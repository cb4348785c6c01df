import { deflateRawSync } from "node:zlib";

/** A value to write: bytes already little endian, or the items of a sequence, or the fragments of encapsulated data. */
export type Value =
  | Uint8Array
  | { readonly items: readonly Elements[] }
  | { readonly fragments: readonly Uint8Array[] };
export type WrittenElement = { readonly tag: number; readonly vr: string; readonly value: Value };
export type Elements = readonly WrittenElement[];
export type Lengths = "explicit" | "undefined";

export const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
export const DEFLATED = "1.2.840.10008.1.2.1.99";
export const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
export const RLE = "1.2.840.10008.1.2.5";

const LONG_VRS = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));
const WIDTHS: Record<string, number> = {
  AT: 2,
  OW: 2,
  SS: 2,
  US: 2,
  FL: 4,
  OF: 4,
  OL: 4,
  SL: 4,
  UL: 4,
  FD: 8,
  OD: 8,
  OV: 8,
  SV: 8,
  UV: 8,
};

export const text = (tag: number, vr: string, value: string): WrittenElement => ({
  ...{ tag, vr },
  value: new TextEncoder().encode(value.length % 2 === 0 ? value : value + (vr === "UI" ? "\0" : " ")),
});
export const us = (tag: number, ...numbers: number[]): WrittenElement => ({
  ...{ tag, vr: "US" },
  value: new Uint8Array(numbers.flatMap((number) => [number & 0xff, number >> 8])),
});

/** Writes a Part 10 file; elements in the order given. */
export function writeFile(transferSyntaxUid: string, elements: Elements, lengths: Lengths = "explicit"): Uint8Array {
  const encoding = {
    explicitVr: transferSyntaxUid !== IMPLICIT_LITTLE,
    bigEndian: transferSyntaxUid === EXPLICIT_BIG,
    lengths,
  };
  const written = elements.map((element) => writeElement(element, encoding));
  const dataSet = Buffer.concat(written);
  const meta = writeElement(text(0x00020010, "UI", transferSyntaxUid), { explicitVr: true, bigEndian: false, lengths });
  const length = Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0, meta.length, 0, 0, 0]);
  const stored = transferSyntaxUid === DEFLATED ? deflateRawSync(dataSet) : dataSet;
  return new Uint8Array(Buffer.concat([new Uint8Array(128).fill(7), Buffer.from("DICM"), length, meta, stored]));
}

type WriteEncoding = { readonly explicitVr: boolean; readonly bigEndian: boolean; readonly lengths: Lengths };

function writeElement({ tag, vr, value }: WrittenElement, encoding: WriteEncoding): Uint8Array {
  const { explicitVr, bigEndian } = encoding;
  if (value instanceof Uint8Array) {
    const stored = bigEndian ? swap(value, WIDTHS[vr] ?? 1) : value;
    return Buffer.concat([header(tag, explicitVr ? vr : null, stored.length, bigEndian), stored]);
  }
  if ("fragments" in value) {
    const items = value.fragments.flatMap((fragment) => [
      header(0xfffee000, null, fragment.length, bigEndian),
      fragment,
    ]);
    return Buffer.concat([header(tag, vr, 0xffffffff, bigEndian), ...items, header(0xfffee0dd, null, 0, bigEndian)]);
  }
  const open = encoding.lengths === "undefined";
  const body = Buffer.concat(
    value.items.map((elements) => {
      const content = Buffer.concat(elements.map((element) => writeElement(element, encoding)));
      const end = open ? header(0xfffee00d, null, 0, bigEndian) : new Uint8Array(0);
      return Buffer.concat([header(0xfffee000, null, open ? 0xffffffff : content.length, bigEndian), content, end]);
    }),
  );
  const end = open ? header(0xfffee0dd, null, 0, bigEndian) : new Uint8Array(0);
  return Buffer.concat([header(tag, explicitVr ? vr : null, open ? 0xffffffff : body.length, bigEndian), body, end]);
}

function header(tag: number, vr: string | null, length: number, bigEndian: boolean): Uint8Array {
  const long = vr !== null && LONG_VRS.has(vr);
  const view = new DataView(new ArrayBuffer(long ? 12 : 8));
  view.setUint16(0, tag >>> 16, !bigEndian);
  view.setUint16(2, tag & 0xffff, !bigEndian);
  if (vr !== null) {
    view.setUint8(4, vr.charCodeAt(0));
    view.setUint8(5, vr.charCodeAt(1));
  }
  if (vr === null) view.setUint32(4, length, !bigEndian);
  else if (long) view.setUint32(8, length, !bigEndian);
  else view.setUint16(6, length, !bigEndian);
  return new Uint8Array(view.buffer);
}

function swap(value: Uint8Array, width: number): Uint8Array {
  const out = value.slice();
  for (let at = 0; at + width <= out.length; at += width) out.subarray(at, at + width).reverse();
  return out;
}
