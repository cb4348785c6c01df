import type { DataSet } from "./dataSet.ts";
import { MalformedError, MissingIdentifierError } from "./malformed.ts";
import { parseUid, type Uid } from "./uid.ts";

/** No text that is read here may be longer; what is longer is no UID, code, date or number. */
const MAX_TEXT_BYTES = 1024;

/**
 * Finds a text value, without the spaces and NULs that pad it.
 *
 * @returns `null` when the element is absent or empty.
 */
export function findText(dataSet: DataSet, tag: number): string | null {
  const value = dataSet.get(tag)?.value;
  if (value === undefined) return null;
  let text = "";
  for (const byte of value.subarray(0, MAX_TEXT_BYTES)) text += String.fromCharCode(byte);
  text = text.replace(/^[ \0]+|[ \0]+$/g, "");
  return text === "" ? null : text;
}

/** Finds the first 16-bit number of an element; `null` when the element is absent or too short for one. */
export function findUint16(dataSet: DataSet, tag: number): number | null {
  const element = dataSet.get(tag);
  if (element === undefined || element.value.length < 2) return null;
  const [first = 0, second = 0] = element.value;
  return element.bigEndian ? (first << 8) | second : (second << 8) | first;
}

/**
 * Gets Number of Frames (0028,0008), 1 when the element is absent.
 *
 * @throws {MalformedError} when it is not a whole number above zero.
 */
export function getFrameCount(dataSet: DataSet): number {
  const text = findText(dataSet, 0x00280008) ?? "1";
  const count = Number(text);
  if (!/^\+?\d+$/.test(text) || count < 1)
    throw new MalformedError("Number of Frames (0028,0008) is not a number above zero.");
  return count;
}

/**
 * Gets a UID without which the file cannot be named.
 *
 * @param name - The attribute in words and as a tag, for the error.
 * @throws {MissingIdentifierError} when it is absent or empty. @throws {InvalidUidError} when it is no UID.
 */
export function getUid(dataSet: DataSet, tag: number, name: string): Uid {
  const text = findText(dataSet, tag);
  if (text === null) throw new MissingIdentifierError(name);
  return parseUid(text);
}
