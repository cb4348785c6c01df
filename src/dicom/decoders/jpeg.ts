import load from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import { UndecodableError } from "../undecodable.ts";
import type { Decoder } from "./decoder.ts";
import { checkJpeg } from "./jpegHeader.ts";
import { runWasm, shareCodec } from "./wasm.ts";

const startCodec = shareCodec(load);

/**
 * Loads the decoder of JPEG Baseline and of 8-bit JPEG Extended (libjpeg-turbo). Colour comes out as RGB, by the marks of the stream itself.
 * 12-bit streams are refused. Both processes are lossy and leave the last bit to the decoder, so these samples are those of this codec.
 */
export async function loadJpeg(): Promise<Decoder> {
  const codec = await startCodec();
  return {
    isUsable: () => !codec.broken,
    decode: (bytes, layout) => {
      const { precision } = checkJpeg(bytes, layout);
      if (precision !== 8) throw new UndecodableError("CodestreamNotDecodable");
      const { samples, frame } = runWasm(codec, codec.classes.JPEGDecoder, bytes, () => null);
      if (frame.componentCount !== layout.samples) throw new UndecodableError("DoesNotFitHeader");
      return { bytes: samples, cellBytes: 1, planar: false };
    },
    photometricOf: (layout) => (layout.samples === 3 ? "RGB" : layout.photometric),
  };
}
