import type { PixelLayout } from "../pixelLayout.ts";
import { UndecodableError } from "../undecodable.ts";

/** The frame header of a JPEG or JPEG-LS stream. */
export type JpegHeader = {
  readonly precision: number;
  readonly height: number;
  readonly width: number;
  readonly components: number;
  /** Where it ends in the stream. */
  readonly end: number;
};

const isFrameMark = (mark: number): boolean =>
  mark === 0xf7 || (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc);

/**
 * Checks, before a codec sees it, that a JPEG or JPEG-LS stream is whole and of the size the DICOM header announces. Codecs fill up what is
 * missing without a word, and would allocate whatever size a crafted stream names.
 *
 * @throws {UndecodableError} when it has no frame header, has no EOI, or is of another size.
 * @see ITU-T T.81, annex B
 */
export function checkJpeg(bytes: Uint8Array, layout: PixelLayout): JpegHeader {
  const header = findHeader(bytes);
  if (header === null || !hasEoi(bytes, header.end)) throw new UndecodableError("CodestreamNotDecodable");
  const fits = header.height === layout.rows && header.width === layout.columns && header.components === layout.samples;
  if (!fits || header.precision > layout.bitsAllocated) throw new UndecodableError("DoesNotFitHeader");
  return header;
}

function findHeader(bytes: Uint8Array): JpegHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const mark = bytes[at + 1] ?? 0;
    if (mark === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (isFrameMark(mark)) {
      return {
        precision: view.getUint8(at + 4),
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
        end: at + 2 + view.getUint16(at + 2),
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Coded data never holds FF D9 but as EOI; encoders leave all sorts of bytes after it. */
function hasEoi(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true;
  }
  return false;
}
