import { FiducialError } from "../errors.ts";

/** Thrown when the bytes are not a DICOM Part 10 file. */
export class NotDicomError extends FiducialError {
  readonly code = "NotDicom";
}

/** Thrown when a DICOM file ends before what it announces: an element, a sequence, its deflated stream, its pixel data. */
export class TruncatedError extends FiducialError {
  readonly code = "Truncated";
}

/** Thrown when a DICOM file contradicts its own encoding, so that two readers could read it differently. */
export class MalformedError extends FiducialError {
  readonly code = "Malformed";
}

/** Thrown when a file would take more memory than allowed. */
export class TooLargeError extends FiducialError {
  readonly code = "TooLarge";
}

/** Thrown when a file lacks an attribute without which it cannot be named. */
export class MissingIdentifierError extends FiducialError {
  readonly code = "MissingIdentifier";
  /** The attribute, for example `Study Instance UID (0020,000D)`. */
  readonly attribute: string;

  constructor(attribute: string) {
    super(`The file has no ${attribute}. Without it the image cannot be registered.`);
    this.attribute = attribute;
  }
}
