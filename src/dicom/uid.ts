import { FiducialError } from "../errors.ts";

declare const uidBrand: unique symbol;

/** A DICOM unique identifier as found: 1 to 64 characters of digits and dots. */
export type Uid = string & { readonly [uidBrand]: true };

/** Thrown when a text is not a UID. */
export class InvalidUidError extends FiducialError {
  readonly code = "InvalidUid";
}

/**
 * Takes a text as a UID, exactly as given: components with leading zeros and empty components exist in real archives and stay as they are.
 *
 * @param text - The value without its padding.
 * @throws {InvalidUidError} when it is empty, longer than 64 characters, or holds anything but digits and dots.
 * @see DICOM PS3.5, section 9.1
 */
export function parseUid(text: string): Uid {
  if (!/^[0-9.]{1,64}$/.test(text)) {
    throw new InvalidUidError("Not a DICOM UID: expected 1 to 64 characters of digits and dots.");
  }
  return text as Uid;
}
