import { inflateRawSync } from "node:zlib";
import { MalformedError, TooLargeError, TruncatedError } from "./malformed.ts";

/**
 * Inflates the data set of a file in Deflated Explicit VR Little Endian. A padding byte after the stream is ignored.
 *
 * @param bytes - A raw deflate stream (RFC 1951).
 * @param maxBytes - The most it may inflate to.
 * @throws {TooLargeError} when it would inflate to more. @throws {TruncatedError} when the stream has no end.
 * @throws {MalformedError} when it is no deflate stream.
 * @see DICOM PS3.5, section A.5
 */
export function inflate(bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new TooLargeError(`The deflated data set inflates to more than ${maxBytes} bytes; it is not read.`);
    }
    if (code === "Z_BUF_ERROR") throw new TruncatedError("The deflated data set is cut short.", { cause: error });
    throw new MalformedError("The deflated data set cannot be inflated.", { cause: error });
  }
}
