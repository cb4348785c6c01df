import load from "@cornerstonejs/codec-charls/decodewasmjs";
import { UndecodableError } from "../undecodable.ts";
import type { Decoder } from "./decoder.ts";
import { checkJpeg } from "./jpegHeader.ts";
import { runWasm, shareCodec } from "./wasm.ts";

const startCodec = shareCodec(load);

const INTERLEAVE_NONE = 0;

/** Loads the decoder of JPEG-LS, lossless and near-lossless (CharLS). Samples come out as coded, without change of colour space. */
export async function loadJpegLs(): Promise<Decoder> {
  const codec = await startCodec();
  return {
    isUsable: () => !codec.broken,
    decode: (bytes, layout) => {
      checkJpeg(bytes, layout);
      const { samples, frame, inspected } = runWasm(codec, codec.classes.JpegLSDecoder, bytes, (decoder) =>
        decoder.getInterleaveMode(),
      );
      if (frame.componentCount !== layout.samples) throw new UndecodableError("DoesNotFitHeader");
      const planar = layout.samples > 1 && inspected === INTERLEAVE_NONE;
      return { bytes: samples, cellBytes: frame.bitsPerSample > 8 ? 2 : 1, planar };
    },
    photometricOf: (layout) => layout.photometric,
  };
}
