import type { PixelLayout } from "../pixelLayout.ts";
import type { Uid } from "../uid.ts";
import type { Decoder } from "./decoder.ts";
import { decodeJpegLossless } from "./jpegLossless.ts";
import { decodeRle } from "./rle.ts";

/** What a transfer syntax does to pixel data: nothing, or a compression with a decoder; `null` for one that cannot be decoded. */
export type PixelCoding = "native" | (() => Promise<Decoder>) | null;

const asStored = { isUsable: () => true, photometricOf: (layout: PixelLayout): string => layout.photometric };
const loadRle = async (): Promise<Decoder> => ({ ...asStored, decode: decodeRle });
const loadJpegLossless = async (): Promise<Decoder> => ({ ...asStored, decode: decodeJpegLossless });
const loadJpeg = async () => (await import("./jpeg.ts")).loadJpeg();
const loadJpegLs = async () => (await import("./jpegLs.ts")).loadJpegLs();
const loadJpeg2000 = async () => (await import("./jpeg2000.ts")).loadJpeg2000();

const codings: Readonly<Record<string, PixelCoding>> = {
  "1.2.840.10008.1.2": "native",
  "1.2.840.10008.1.2.1": "native",
  "1.2.840.10008.1.2.1.99": "native",
  "1.2.840.10008.1.2.2": "native",
  "1.2.840.10008.1.2.5": loadRle,
  "1.2.840.10008.1.2.4.50": loadJpeg,
  "1.2.840.10008.1.2.4.51": loadJpeg,
  "1.2.840.10008.1.2.4.57": loadJpegLossless,
  "1.2.840.10008.1.2.4.70": loadJpegLossless,
  "1.2.840.10008.1.2.4.80": loadJpegLs,
  "1.2.840.10008.1.2.4.81": loadJpegLs,
  "1.2.840.10008.1.2.4.90": loadJpeg2000,
  "1.2.840.10008.1.2.4.91": loadJpeg2000,
};

/** Finds how pixel data is coded in a transfer syntax. A codec is loaded when a decoder is first asked for. */
export function findPixelCoding(transferSyntaxUid: Uid): PixelCoding {
  return codings[transferSyntaxUid] ?? null;
}
