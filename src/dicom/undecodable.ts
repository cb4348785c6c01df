import { FiducialError } from "../errors.ts";

/** Why the pixels of an instance have no digest. */
export type UndecodableReason =
  | "TransferSyntaxNotSupported"
  | "LayoutNotSupported"
  | "FramesNotFound"
  | "DoesNotFitHeader"
  | "CodestreamNotDecodable"
  | "PixelsElsewhere"
  | "TooLarge";

const words: Readonly<Record<UndecodableReason, string>> = {
  TransferSyntaxNotSupported: "the transfer syntax is not one that can be decoded",
  LayoutNotSupported: "the image is made up in a way that cannot be decoded",
  FramesNotFound: "the compressed data cannot be divided into the frames the header announces",
  DoesNotFitHeader: "the pixel data is not of the size or kind the header announces",
  CodestreamNotDecodable: "the compressed data cannot be decoded",
  PixelsElsewhere: "the pixels are not in the file but on a server",
  TooLarge: "a frame would take more memory than allowed",
};

/** Thrown inside this room when pixels cannot be decoded; outside it is seen as the status `undecoded` with the same reason. */
export class UndecodableError extends FiducialError {
  readonly code = "Undecodable";
  readonly reason: UndecodableReason;

  constructor(reason: UndecodableReason, options?: ErrorOptions) {
    super(`No pixel digest: ${describeUndecodable(reason)}.`, options);
    this.reason = reason;
  }
}

/** Says in words why the pixels of an instance have no digest, as the second half of a sentence. */
export function describeUndecodable(reason: UndecodableReason): string {
  return words[reason];
}
