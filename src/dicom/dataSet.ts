import { findVr, isPrivate } from "./dictionary.ts";
import { MalformedError, TruncatedError } from "./malformed.ts";

/** How the elements of a data set are written. */
export type Encoding = { readonly explicitVr: boolean; readonly bigEndian: boolean };

/** One data element. Its bytes are views of the file, not copies. */
export type Element = {
  /** Group and element in one number. */
  readonly tag: number;
  /** As stored; `null` in an implicit encoding. */
  readonly vr: string | null;
  /** As stored; empty when there are items or fragments. */
  readonly value: Uint8Array;
  /** Whether numbers in `value` have their high byte first. */
  readonly bigEndian: boolean;
  /** The data sets of a sequence. */
  readonly items: readonly DataSet[] | null;
  /** The fragments of encapsulated data, first of all the basic offset table. */
  readonly fragments: readonly Uint8Array[] | null;
};

/** Data elements by tag, in the order stored. */
export type DataSet = ReadonlyMap<number, Element>;

/** Where a reader stands. */
export type Cursor = { readonly bytes: Uint8Array; readonly view: DataView; at: number };

export const PIXEL_DATA = 0x7fe00010;
export const FLOAT_PIXEL_DATA = 0x7fe00008;
export const DOUBLE_FLOAT_PIXEL_DATA = 0x7fe00009;

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const UNDEFINED_LENGTH = 0xffffffff;
const MAX_DEPTH = 64; // real sequences nest below ten deep; without a bound a crafted file would exhaust the stack
const SHORT_VRS = new Set("AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" "));
const IMPLICIT_LITTLE: Encoding = { explicitVr: false, bigEndian: false };

/** Opens bytes for reading from `at`. */
export function openCursor(bytes: Uint8Array, at: number): Cursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at };
}

/** Whether the explicit encoding of this VR has a length of two bytes. */
export function hasShortLength(vr: string): boolean {
  return SHORT_VRS.has(vr);
}

/**
 * Reads a data set up to and with its pixel data. What follows the pixel data (padding, signatures, private data, foreign bytes) is not read.
 *
 * @throws {TruncatedError} when the bytes end inside an element.
 * @throws {MalformedError} when an element contradicts the encoding, stands there twice, or nests more than 64 deep.
 * @see DICOM PS3.5, section 7
 */
export function readDataSet(bytes: Uint8Array, encoding: Encoding): DataSet {
  const cursor = openCursor(bytes, 0);
  const elements = new Map<number, Element>();
  while (cursor.at < bytes.length) {
    const element = readElement(cursor, bytes.length, encoding, 0);
    add(elements, element);
    if (element.tag === PIXEL_DATA || element.tag === FLOAT_PIXEL_DATA || element.tag === DOUBLE_FLOAT_PIXEL_DATA)
      break;
  }
  return elements;
}

/** Reads the tag at the cursor without passing it. */
export function peekTag(cursor: Cursor, end: number, encoding: Encoding): number {
  demand(cursor, 4, end);
  const group = cursor.view.getUint16(cursor.at, !encoding.bigEndian);
  return ((group << 16) | cursor.view.getUint16(cursor.at + 2, !encoding.bigEndian)) >>> 0;
}

/** Reads the element at the cursor, with what it holds, and passes it. */
export function readElement(cursor: Cursor, end: number, encoding: Encoding, depth: number): Element {
  const tag = peekTag(cursor, end, encoding);
  if (tag >>> 16 === 0xfffe) throw new MalformedError("A sequence delimiter stands outside a sequence.");
  const vr = encoding.explicitVr ? readVr(cursor, end) : null;
  const length = readLength(cursor, end, vr, encoding);
  const element = {
    tag,
    vr,
    bigEndian: encoding.bigEndian && vr !== "UN",
    value: new Uint8Array(0),
    items: null,
    fragments: null,
  };

  const itemEncoding = itemEncodingOf(tag, vr, length, encoding);
  if (itemEncoding !== null) return { ...element, items: readItems(cursor, end, length, itemEncoding, depth + 1) };
  if (length === UNDEFINED_LENGTH) return { ...element, fragments: readFragments(cursor, end, encoding) };
  return { ...element, value: take(cursor, length, end) };
}

function readVr(cursor: Cursor, end: number): string {
  demand(cursor, 6, end);
  const first = cursor.bytes[cursor.at + 4] ?? 0;
  const second = cursor.bytes[cursor.at + 5] ?? 0;
  if (first < 65 || first > 90 || second < 65 || second > 90) {
    throw new MalformedError("An element has no value representation, though the transfer syntax demands one.");
  }
  return String.fromCharCode(first, second);
}

function readLength(cursor: Cursor, end: number, vr: string | null, encoding: Encoding): number {
  const short = vr !== null && hasShortLength(vr);
  const headerLength = vr === null || short ? 8 : 12;
  demand(cursor, headerLength, end);
  const { view, at } = cursor;
  cursor.at += headerLength;
  return short
    ? view.getUint16(at + 6, !encoding.bigEndian)
    : view.getUint32(at + headerLength - 4, !encoding.bigEndian);
}

/** The encoding of the items if the value is a sequence, else null. A UN sequence is implicit little endian (PS3.5, section 6.2.2). */
function itemEncodingOf(tag: number, vr: string | null, length: number, encoding: Encoding): Encoding | null {
  const undefinedLength = length === UNDEFINED_LENGTH;
  if (isPrivate(tag) && !undefinedLength) return null; // no digest looks inside, so nothing in it can be wrong for us
  if (vr === "SQ") return encoding;
  if (vr !== null && vr !== "UN") return null;
  if (!undefinedLength && findVr(tag) !== "SQ") return null;
  return vr === null ? encoding : IMPLICIT_LITTLE;
}

function readItems(cursor: Cursor, end: number, length: number, encoding: Encoding, depth: number): DataSet[] {
  if (depth > MAX_DEPTH) throw new MalformedError(`Sequences nest more than ${MAX_DEPTH} deep.`);
  const items: DataSet[] = [];
  const sequenceEnd = length === UNDEFINED_LENGTH ? end : endOf(cursor, length, end);
  while (length === UNDEFINED_LENGTH || cursor.at < sequenceEnd) {
    const tag = peekTag(cursor, sequenceEnd, encoding);
    const itemLength = readLength(cursor, sequenceEnd, null, encoding);
    if (tag === SEQUENCE_END && length === UNDEFINED_LENGTH) return items;
    if (tag !== ITEM) throw new MalformedError("A sequence holds something that is not an item.");
    items.push(readItem(cursor, sequenceEnd, itemLength, encoding, depth));
  }
  return items;
}

function readItem(cursor: Cursor, end: number, length: number, encoding: Encoding, depth: number): DataSet {
  const elements = new Map<number, Element>();
  const itemEnd = length === UNDEFINED_LENGTH ? end : endOf(cursor, length, end);
  while (length === UNDEFINED_LENGTH || cursor.at < itemEnd) {
    if (length === UNDEFINED_LENGTH && peekTag(cursor, itemEnd, encoding) === ITEM_END) {
      readLength(cursor, itemEnd, null, encoding);
      break;
    }
    add(elements, readElement(cursor, itemEnd, encoding, depth));
  }
  return elements;
}

function readFragments(cursor: Cursor, end: number, encoding: Encoding): Uint8Array[] {
  const fragments: Uint8Array[] = [];
  for (;;) {
    const tag = peekTag(cursor, end, encoding);
    const length = readLength(cursor, end, null, encoding);
    if (tag === SEQUENCE_END) return fragments;
    if (tag !== ITEM) throw new MalformedError("Encapsulated data holds something that is not an item.");
    fragments.push(take(cursor, length, end));
  }
}

function add(elements: Map<number, Element>, element: Element): void {
  if (elements.has(element.tag)) throw new MalformedError("A data set holds the same element twice.");
  elements.set(element.tag, element);
}

function take(cursor: Cursor, length: number, end: number): Uint8Array {
  const until = endOf(cursor, length, end);
  const value = cursor.bytes.subarray(cursor.at, until);
  cursor.at = until;
  return value;
}

function endOf(cursor: Cursor, length: number, end: number): number {
  demand(cursor, length, end);
  return cursor.at + length;
}

function demand(cursor: Cursor, length: number, end: number): void {
  if (cursor.at + length <= end) return;
  if (cursor.at + length > cursor.bytes.length)
    throw new TruncatedError("The file is cut short: an element is longer than what is left.");
  throw new MalformedError("An element is longer than the sequence it stands in.");
}
