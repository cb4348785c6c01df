import { constants, inflateRawSync } from "node:zlib";
import { type DataSet, type Element, type Encoding, openCursor, peekTag, readElement } from "../../dicom/dataSet.ts";
import { MalformedError, TruncatedError, type Uid } from "../../dicom/index.ts";
import { findText, getUid } from "../../dicom/values.ts";

/** What an image says it is. */
export type PartUids = { readonly study: Uid; readonly series: Uid; readonly instance: Uid };

const SIGNATURE_END = 132;
const META_LENGTH = 0x00020000;
const META_LENGTH_BYTES = 12;
const TRANSFER_SYNTAX = 0x00020010;
const SOP_INSTANCE = 0x00080018;
const STUDY = 0x0020000d;
const SERIES = 0x0020000e;
const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
const DEFLATED = new Set(["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"]);
const META_ENCODING: Encoding = { explicitVr: true, bigEndian: false };
// A deflated beginning is looked at no further than this, and inflates to a thousand times as much at most.
const MAX_DEFLATED_BYTES = 32 * 1024;

/**
 * Finds the UIDs of a DICOM Part 10 file from its beginning. They stand before the pixels, in the order of their tags.
 *
 * @param beginning - The first bytes of the file.
 * @returns `undefined` when they do not reach far enough.
 * @throws {MalformedError} when this is no DICOM file, or what it says of itself is not in order.
 * @throws {MissingIdentifierError} when it lacks one of the UIDs. @throws {InvalidUidError} when one of them is no UID.
 * @see DICOM PS3.10, section 7.1
 */
export function findPartUids(beginning: Uint8Array): PartUids | undefined {
  try {
    return readPartUids(beginning);
  } catch (error) {
    if (error instanceof TruncatedError) return undefined;
    throw error;
  }
}

function readPartUids(bytes: Uint8Array): PartUids {
  if (bytes.length < SIGNATURE_END) throw new TruncatedError("The file is cut short.");
  if (Buffer.from(bytes.buffer, bytes.byteOffset + 128, 4).toString("latin1") !== "DICM")
    throw new MalformedError("Not a DICOM file: DICM does not stand at byte 128.");
  const meta = readElements(bytes, SIGNATURE_END, META_ENCODING, (tag) => tag >>> 16 === 2);
  const transferSyntax = findText(meta.elements, TRANSFER_SYNTAX) ?? "";
  const encoding = { explicitVr: transferSyntax !== IMPLICIT_LITTLE, bigEndian: transferSyntax === EXPLICIT_BIG };
  const rest = bytes.subarray(meta.end);
  const plain = DEFLATED.has(transferSyntax) ? inflateBeginning(rest) : rest;
  const { elements } = readElements(plain, 0, encoding, (tag) => tag <= SERIES);
  return {
    study: getUid(elements, STUDY, "Study Instance UID (0020,000D)"),
    series: getUid(elements, SERIES, "Series Instance UID (0020,000E)"),
    instance: getUid(elements, SOP_INSTANCE, "SOP Instance UID (0008,0018)"),
  };
}

/** Reads elements as long as their tags are wanted, up to the series' UID. */
function readElements(bytes: Uint8Array, from: number, encoding: Encoding, isWanted: (tag: number) => boolean) {
  const cursor = openCursor(bytes, from);
  const elements = new Map<number, Element>();
  while (!elements.has(SERIES)) {
    const tag = peekTag(cursor, bytes.length, encoding);
    if (!isWanted(tag) || isEndOfMeta(elements, cursor.at)) break;
    if (elements.has(tag)) throw new MalformedError("A file holds the same element twice.");
    elements.set(tag, readElement(cursor, bytes.length, encoding, 0));
  }
  return { elements, end: cursor.at };
}

/** A deflated stream may begin like an element of the meta group: before it the group's own length decides. */
function isEndOfMeta(elements: DataSet, at: number): boolean {
  const length = elements.get(META_LENGTH)?.value;
  if (length?.length !== 4 || !DEFLATED.has(findText(elements, TRANSFER_SYNTAX) ?? "")) return false;
  return at >= SIGNATURE_END + META_LENGTH_BYTES + Buffer.from(length).readUInt32LE();
}

/** Inflates what can be inflated of a stream whose end is not there. */
function inflateBeginning(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes.subarray(0, MAX_DEFLATED_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw new MalformedError("The deflated data set cannot be inflated.", { cause: error });
  }
}
