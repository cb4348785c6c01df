import type { Element } from "./dataSet.ts";
import { TruncatedError } from "./malformed.ts";
import { frameBytes, type PixelLayout } from "./pixelLayout.ts";
import { interleave, normalizeSamples, swapWords } from "./samples.ts";
import { UndecodableError } from "./undecodable.ts";

/**
 * Yields the frames of uncompressed pixel data in canonical cells. Frames of single bits are yielded as one piece, since they need not begin
 * on a byte; YBR 4:2:2 keeps its two samples per pixel as stored.
 *
 * @throws {TruncatedError} when the pixel data is shorter than the header says.
 * @throws {UndecodableError} when it is longer by more than a padding byte, or laid out in a way that is not supported.
 * @see DICOM PS3.5, sections 8.1.1 and 8.2
 */
export function* nativeFrames(pixelData: Element, layout: PixelLayout): Generator<Uint8Array> {
  const stored = storedLayout(layout);
  const bits = stored.rows * stored.columns * stored.samples * stored.bitsAllocated * stored.frames;
  const length = Math.ceil(bits / 8);
  if (pixelData.value.length < length) {
    throw new TruncatedError("The file is cut short: it holds fewer pixels than its header announces.");
  }
  if (pixelData.value.length > length + 1) throw new UndecodableError("DoesNotFitHeader");

  const bytes = (pixelData.bigEndian ? toLittleEndian(pixelData, stored) : pixelData.value).subarray(0, length);
  if (stored.bitsAllocated === 1) {
    yield withoutSpareBits(bytes, bits);
    return;
  }
  const size = frameBytes(stored);
  const cellBytes = stored.bitsAllocated / 8;
  for (let at = 0; at < length; at += size) {
    const frame = normalizeSamples(bytes.subarray(at, at + size), cellBytes, stored);
    yield stored.planar ? interleave(frame, stored.samples, cellBytes) : frame;
  }
}

/** With chroma halved across, two pixels are stored as four samples, not six. */
function storedLayout(layout: PixelLayout): PixelLayout {
  if (layout.photometric.endsWith("_420")) throw new UndecodableError("LayoutNotSupported");
  if (!layout.photometric.endsWith("_422")) return layout;
  if (layout.samples !== 3 || layout.planar || layout.columns % 2 === 1)
    throw new UndecodableError("LayoutNotSupported");
  return { ...layout, samples: 2 };
}

/** Big endian pixel data is a row of 16-bit words (OW) whatever the cells, or bytes (OB), which have no order. */
function toLittleEndian(pixelData: Element, layout: PixelLayout): Uint8Array {
  if (pixelData.vr === "OW" && layout.bitsAllocated <= 16) return swapWords(pixelData.value);
  if (pixelData.vr === "OB" && layout.bitsAllocated <= 8) return pixelData.value;
  throw new UndecodableError("LayoutNotSupported");
}

function withoutSpareBits(bytes: Uint8Array, bits: number): Uint8Array {
  if (bits % 8 === 0) return bytes;
  const out = bytes.slice();
  out[out.length - 1] = (out.at(-1) ?? 0) & ((1 << (bits % 8)) - 1);
  return out;
}
