import load from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import type { PixelLayout } from "../pixelLayout.ts";
import { UndecodableError } from "../undecodable.ts";
import type { Decoder } from "./decoder.ts";
import { runWasm, shareCodec } from "./wasm.ts";

const startCodec = shareCodec(load);

/**
 * Loads the decoder of JPEG 2000, reversible and irreversible (OpenJPEG). The component transform is undone, so YBR_RCT and YBR_ICT come
 * out as RGB. An irreversible stream leaves the last bit to the decoder.
 */
export async function loadJpeg2000(): Promise<Decoder> {
  const codec = await startCodec();
  return {
    isUsable: () => !codec.broken,
    decode: (bytes, layout) => {
      checkSize(bytes, layout);
      const { samples, frame } = runWasm(codec, codec.classes.J2KDecoder, bytes, () => null);
      if (frame.componentCount !== layout.samples) throw new UndecodableError("DoesNotFitHeader");
      return { bytes: samples, cellBytes: frame.bitsPerSample > 8 ? 2 : 1, planar: false };
    },
    photometricOf: (layout) => (/^YBR_(RCT|ICT)$/.test(layout.photometric) ? "RGB" : layout.photometric),
  };
}

/**
 * Checks the SIZ segment against the DICOM header before memory is taken for it, and against what the codec's wrapping gets wrong without a
 * word: an origin other than zero, signed samples of up to 8 bits, and colour of more than 8 bits.
 *
 * @see ITU-T T.800, section A.5.1
 */
function checkSize(bytes: Uint8Array, layout: PixelLayout): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 42 || view.getUint32(0) !== 0xff4fff51) throw new UndecodableError("CodestreamNotDecodable");
  const [width, height, left, top] = [view.getUint32(8), view.getUint32(12), view.getUint32(16), view.getUint32(20)];
  const components = view.getUint16(40);
  if (width - left !== layout.columns || height - top !== layout.rows || components !== layout.samples) {
    throw new UndecodableError("DoesNotFitHeader");
  }
  const [sizes = 0] = bytes.subarray(42);
  const bits = (sizes & 0x7f) + 1;
  if (bits > layout.bitsAllocated) throw new UndecodableError("DoesNotFitHeader");
  const signed = sizes > 0x7f;
  const understood = components === 1 ? bits <= 16 && !(signed && bits <= 8) : components === 3 && bits <= 8 && !signed;
  if (!understood || left !== 0 || top !== 0) throw new UndecodableError("LayoutNotSupported");
  for (let at = 42; at < 42 + 3 * components; at += 3) {
    const [same, across, down] = bytes.subarray(at, at + 3);
    if (same !== sizes || across !== 1 || down !== 1) throw new UndecodableError("LayoutNotSupported");
  }
}
