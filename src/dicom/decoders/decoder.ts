import type { PixelLayout } from "../pixelLayout.ts";

/** Samples as a codec gives them: little endian. */
export type DecodedFrame = {
  readonly bytes: Uint8Array;
  /** The width of each sample: 1, 2 or 4. */
  readonly cellBytes: number;
  /** Whether samples stand plane by plane. */
  readonly planar: boolean;
};

/** Turns the compressed bytes of one frame into samples. Throws UndecodableError when it cannot. */
export type DecodeFrame = (bytes: Uint8Array, layout: PixelLayout) => DecodedFrame;

/** What reads the frames of one family of transfer syntaxes. */
export type Decoder = {
  /** Whether `decode` can be relied on. It cannot once its codec has failed; ask for a new decoder then. */
  readonly isUsable: () => boolean;
  readonly decode: DecodeFrame;
  /** The photometric interpretation of what `decode` gives, from the one in the header. */
  readonly photometricOf: (layout: PixelLayout) => string;
};
