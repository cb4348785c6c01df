import type { PixelLayout } from "../pixelLayout.ts";
import { UndecodableError } from "../undecodable.ts";
import type { DecodedFrame } from "./decoder.ts";
import { BitReader, buildHuffmanTable, type HuffmanTable } from "./huffman.ts";
import { checkJpeg } from "./jpegHeader.ts";

type Scan = {
  readonly columns: number;
  readonly samples: number;
  /** The places of its components among the samples of a pixel, and the table of each. */
  readonly components: readonly { readonly sample: number; readonly table: HuffmanTable }[];
  readonly predictor: number;
  /** What the first sample is predicted as. */
  readonly start: number;
  /** The bits cut off each sample (point transform). */
  readonly shift: number;
  /** In pixels; 0 for none. */
  readonly restartInterval: number;
};

const fail = (): never => {
  throw new UndecodableError("CodestreamNotDecodable");
};

/**
 * Decodes a frame of JPEG Lossless (process 14, Huffman) with any predictor. Samples come out as coded, without change of colour space.
 *
 * Written here because the decoder on npm, jpeg-lossless-decoder-js, loses the last pixel of some images and all but one component of
 * 16-bit colour, without a word. This one throws when the bits do not last for every sample.
 *
 * @throws {UndecodableError} when the stream is cut or damaged, of another process, subsampled, or not of the size the header announces.
 * @see ITU-T T.81, annex H
 */
export function decodeJpegLossless(bytes: Uint8Array, layout: PixelLayout): DecodedFrame {
  const { precision } = checkJpeg(bytes, layout);
  const { rows, columns, samples } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, HuffmanTable>();
  const out = new Uint16Array(rows * columns * samples);
  const missing = new Set(Array.from({ length: samples }, (_, sample) => sample));
  let ids: readonly number[] = [];
  let restartInterval = 0;

  for (let at = 2; missing.size > 0; ) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) return fail();
    const mark = bytes[at + 1] ?? 0;
    if (mark === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    const segment = bytes.subarray(at + 4, end);
    at = end;
    if (mark === 0xc3) ids = readIds(segment, samples);
    else if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) return fail();
    else if (mark === 0xc4) readTables(segment, tables);
    else if (mark === 0xdd) restartInterval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (mark === 0xda) {
      const scan = { columns, samples, restartInterval, ...readScanHeader(segment, ids, tables, precision) };
      for (const { sample } of scan.components) missing.delete(sample);
      at = decodeScan(bytes, at, out, scan);
    }
  }
  return { bytes: toBytes(out, precision), cellBytes: precision > 8 ? 2 : 1, planar: false };
}

function readIds(segment: Uint8Array, samples: number): readonly number[] {
  return Array.from({ length: samples }, (_, sample) => {
    if (segment[6 + 3 * sample + 1] !== 0x11) return fail(); // subsampled
    return segment[6 + 3 * sample] ?? fail();
  });
}

function readTables(segment: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const counts = segment.subarray(at + 1, at + 17);
    const length = counts.reduce((sum, count) => sum + count, 0);
    tables.set(segment[at] ?? 0, buildHuffmanTable(counts, segment.subarray(at + 17, at + 17 + length)));
    at += 17 + length;
  }
}

function readScanHeader(
  segment: Uint8Array,
  ids: readonly number[],
  tables: ReadonlyMap<number, HuffmanTable>,
  precision: number,
): Pick<Scan, "components" | "predictor" | "start" | "shift"> {
  const count = segment[0] ?? 0;
  const components = Array.from({ length: count }, (_, index) => {
    const sample = ids.indexOf(segment[1 + 2 * index] ?? -1);
    const table = tables.get((segment[2 + 2 * index] ?? 0) >> 4);
    return sample === -1 || table === undefined ? fail() : { sample, table };
  });
  const predictor = segment[1 + 2 * count] ?? 0;
  const shift = (segment[3 + 2 * count] ?? 0) & 15;
  if (count === 0 || predictor < 1 || predictor > 7 || shift >= precision) return fail();
  return { components, predictor, shift, start: 1 << (precision - shift - 1) };
}

/** Decodes a scan into its components' samples and returns where it ends. */
function decodeScan(bytes: Uint8Array, from: number, out: Uint16Array, scan: Scan): number {
  const { columns, samples, components, predictor, start, shift, restartInterval } = scan;
  if (restartInterval % columns !== 0) return fail();
  const reader = new BitReader(bytes, from);
  const line = columns * samples;
  const pixels = out.length / samples;
  let firstLine = 0; // the pixel from which no line above is known
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (restartInterval > 0 && pixel > 0 && pixel % restartInterval === 0) {
      reader.passRestart();
      firstLine = pixel;
    }
    for (const { sample, table } of components) {
      const at = pixel * samples + sample;
      const left = pixel % columns === 0 ? null : (out[at - samples] ?? 0) >> shift;
      const above = pixel < firstLine + columns ? null : (out[at - line] ?? 0) >> shift;
      let predicted = start;
      if (left !== null && above !== null)
        predicted = predict(predictor, left, above, (out[at - line - samples] ?? 0) >> shift);
      else if (left !== null) predicted = left;
      else if (above !== null) predicted = above;
      out[at] = (predicted + readDifference(reader, table)) << shift;
    }
  }
  return reader.at;
}

function readDifference(reader: BitReader, table: HuffmanTable): number {
  const size = reader.readSymbol(table);
  if (size === 0) return 0;
  if (size === 16) return 32768;
  if (size > 16) return fail();
  const value = reader.readBits(size);
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}

function predict(predictor: number, left: number, above: number, diagonal: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return diagonal;
    case 4:
      return left + above - diagonal;
    case 5:
      return left + ((above - diagonal) >> 1);
    case 6:
      return above + ((left - diagonal) >> 1);
    default:
      return (left + above) >> 1;
  }
}

function toBytes(samples: Uint16Array, precision: number): Uint8Array {
  if (precision <= 8) return Uint8Array.from(samples);
  const out = new Uint8Array(2 * samples.length);
  samples.forEach((sample, index) => {
    out[2 * index] = sample;
    out[2 * index + 1] = sample >> 8;
  });
  return out;
}
