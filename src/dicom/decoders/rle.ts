import type { PixelLayout } from "../pixelLayout.ts";
import { UndecodableError } from "../undecodable.ts";
import type { DecodedFrame } from "./decoder.ts";

const HEADER_BYTES = 64;

/**
 * Decodes a frame of RLE Lossless: one segment per byte of a sample, high byte first, sample after sample.
 *
 * @throws {UndecodableError} when the segments are not as many as the header announces, or do not hold exactly its pixels.
 * @see DICOM PS3.5, annex G
 */
export function decodeRle(bytes: Uint8Array, layout: PixelLayout): DecodedFrame {
  if (layout.bitsAllocated === 1) throw new UndecodableError("LayoutNotSupported");
  if (bytes.length < HEADER_BYTES) throw new UndecodableError("CodestreamNotDecodable");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cellBytes = layout.bitsAllocated / 8;
  const count = view.getUint32(0, true);
  if (count !== layout.samples * cellBytes) throw new UndecodableError("DoesNotFitHeader");

  const pixelBytes = layout.samples * cellBytes;
  const out = new Uint8Array(layout.rows * layout.columns * pixelBytes);
  for (let segment = 0; segment < count; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < count ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < HEADER_BYTES || end < start || end > bytes.length) throw new UndecodableError("CodestreamNotDecodable");
    const byteOfSample = cellBytes - 1 - (segment % cellBytes);
    unpack(bytes.subarray(start, end), out, Math.floor(segment / cellBytes) * cellBytes + byteOfSample, pixelBytes);
  }
  return { bytes: out, cellBytes, planar: false };
}

/** Unpacks a segment into every `step`-th byte of `out` from `first`. One byte may be left, which pads the segment. */
function unpack(segment: Uint8Array, out: Uint8Array, first: number, step: number): void {
  let at = 0;
  for (let to = first; to < out.length; ) {
    const head = segment[at++];
    if (head === undefined) throw new UndecodableError("CodestreamNotDecodable");
    if (head === 128) continue;
    const literal = head < 128;
    const length = literal ? head + 1 : 257 - head;
    const used = literal ? length : 1;
    if (at + used > segment.length) throw new UndecodableError("CodestreamNotDecodable");
    if (to + (length - 1) * step >= out.length) throw new UndecodableError("DoesNotFitHeader");
    for (let done = 0; done < length; done++, to += step) out[to] = segment[literal ? at + done : at] ?? 0;
    at += used;
  }
  if (segment.length > at + 1) throw new UndecodableError("DoesNotFitHeader");
}
