import { type DataSet, type Element, type Encoding, openCursor, peekTag, readDataSet, readElement } from "./dataSet.ts";
import { inflate } from "./inflate.ts";
import { NotDicomError, TruncatedError } from "./malformed.ts";
import type { Uid } from "./uid.ts";
import { findText, getUid } from "./values.ts";

/** A DICOM Part 10 file, taken apart. */
export type DicomFile = {
  readonly transferSyntaxUid: Uid;
  /** The bytes after the file meta group, as stored: of a deflated file the deflated bytes. */
  readonly stored: Uint8Array;
  readonly dataSet: DataSet;
};

/** The most a deflated data set may inflate to: 512 MiB. */
export const MAX_INFLATED_BYTES = 512 * 1024 * 1024;

const META_LENGTH = 0x00020000;
const TRANSFER_SYNTAX = 0x00020010;
const META_ENCODING: Encoding = { explicitVr: true, bigEndian: false };
const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
const DEFLATED = new Set(["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"]);

/**
 * Takes a DICOM Part 10 file apart: any preamble, the file meta group, then the data set in the transfer syntax named there. A transfer
 * syntax it does not know is read as Explicit VR Little Endian, which every standard one since 1993 is.
 *
 * A bare data set without preamble and meta group is refused: its transfer syntax would be a guess, and so would its digests.
 *
 * @param maxInflatedBytes - The most a deflated data set may inflate to.
 * @throws {NotDicomError} when `DICM` does not stand at byte 128. @throws {TruncatedError} when the file is cut short.
 * @throws {MalformedError} when it contradicts its encoding. @throws {TooLargeError} when it inflates to more than allowed.
 * @throws {MissingIdentifierError} when it names no transfer syntax.
 * @see DICOM PS3.10, section 7.1
 */
export function readFile(bytes: Uint8Array, maxInflatedBytes: number): DicomFile {
  if (bytes.length < 132 || String.fromCharCode(...bytes.subarray(128, 132)) !== "DICM") {
    throw new NotDicomError("Not a DICOM file: DICM does not stand at byte 128.");
  }
  const meta = readMeta(bytes);
  const transferSyntaxUid = getUid(meta.elements, TRANSFER_SYNTAX, "Transfer Syntax UID (0002,0010)");
  const stored = bytes.subarray(meta.end);
  if (stored.length === 0) throw new TruncatedError("The file is cut short: nothing follows the file meta group.");

  const plain = DEFLATED.has(transferSyntaxUid) ? inflate(stored, maxInflatedBytes) : stored;
  return { transferSyntaxUid, stored, dataSet: readDataSet(plain, encodingOf(transferSyntaxUid)) };
}

function encodingOf(transferSyntaxUid: Uid): Encoding {
  return { explicitVr: transferSyntaxUid !== IMPLICIT_LITTLE, bigEndian: transferSyntaxUid === EXPLICIT_BIG };
}

/**
 * Group 0002 ends where another group begins. Its own length is often wrong and is not asked, except before a deflated stream, which may
 * begin like an element of group 0002.
 */
function readMeta(bytes: Uint8Array): { elements: DataSet; end: number } {
  const elements = new Map<number, Element>();
  const cursor = openCursor(bytes, 132);
  let end = Number.POSITIVE_INFINITY;
  while (cursor.at < bytes.length && peekTag(cursor, bytes.length, META_ENCODING) >>> 16 === 2) {
    if (cursor.at >= end && DEFLATED.has(findText(elements, TRANSFER_SYNTAX) ?? "")) break;
    const element = readElement(cursor, bytes.length, META_ENCODING, 0);
    elements.set(element.tag, element);
    if (element.tag === META_LENGTH && element.value.length === 4) {
      const [a = 0, b = 0, c = 0, d = 0] = element.value;
      end = cursor.at + ((a | (b << 8) | (c << 16) | (d << 24)) >>> 0);
    }
  }
  return { elements, end: cursor.at };
}
