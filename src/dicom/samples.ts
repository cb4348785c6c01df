import type { PixelLayout } from "./pixelLayout.ts";
import { UndecodableError } from "./undecodable.ts";

/**
 * Brings decoded samples into canonical cells: little endian, each `bitsAllocated` wide, the value in the low bits, the bits above it zero,
 * or copies of the sign bit when the image is signed. So bits beside the stored ones (old overlays, leftovers) do not count, and native,
 * RLE and JPEG forms of one image agree.
 *
 * @param bytes - Whole samples, little endian, interleaved by pixel.
 * @param cellBytes - The width of each sample in `bytes`: 1, 2 or 4.
 * @throws {UndecodableError} when samples are wider than the layout allows.
 */
export function normalizeSamples(bytes: Uint8Array, cellBytes: number, layout: PixelLayout): Uint8Array {
  const { bitsAllocated, bitsStored, highBit, signed } = layout;
  if (cellBytes * 8 > bitsAllocated) throw new UndecodableError("DoesNotFitHeader");
  if (cellBytes * 8 === bitsAllocated && bitsStored === bitsAllocated) return bytes;

  const outBytes = bitsAllocated / 8;
  const out = new Uint8Array((bytes.length / cellBytes) * outBytes);
  const shift = highBit + 1 - bitsStored;
  const spare = 32 - bitsStored;
  for (let from = 0, to = 0; from < bytes.length; from += cellBytes, to += outBytes) {
    let value = 0;
    for (let byte = cellBytes - 1; byte >= 0; byte--) value = (value << 8) | (bytes[from + byte] ?? 0);
    const left = (value >>> shift) << spare;
    value = signed ? left >> spare : left >>> spare;
    for (let byte = 0; byte < outBytes; byte++) out[to + byte] = value >> (8 * byte);
  }
  return out;
}

/**
 * Turns planes of samples (RRR GGG BBB) into pixels (RGB RGB RGB).
 *
 * @param cellBytes - The width of each sample.
 */
export function interleave(planes: Uint8Array, samples: number, cellBytes: number): Uint8Array {
  const out = new Uint8Array(planes.length);
  const pixels = planes.length / (samples * cellBytes);
  for (let sample = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const from = (sample * pixels + pixel) * cellBytes;
      const to = (pixel * samples + sample) * cellBytes;
      for (let byte = 0; byte < cellBytes; byte++) out[to + byte] = planes[from + byte] ?? 0;
    }
  }
  return out;
}

/** Swaps the two bytes of every 16-bit word, into a copy. */
export function swapWords(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    out[at] = bytes[at + 1] ?? 0;
    out[at + 1] = bytes[at] ?? 0;
  }
  return out;
}
