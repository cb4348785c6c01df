import type { DataSet } from "./dataSet.ts";
import { UndecodableError } from "./undecodable.ts";
import { findText, findUint16, getFrameCount } from "./values.ts";

/** How the frames of an image are made up, from the Image Pixel module. */
export type PixelLayout = {
  readonly rows: number;
  readonly columns: number;
  /** Samples per pixel. */
  readonly samples: number;
  readonly bitsAllocated: 1 | 8 | 16 | 32;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly photometric: string;
  /** Whether samples are stored plane by plane. */
  readonly planar: boolean;
  readonly frames: number;
};

/** The most one decoded frame may take: 512 MiB. */
export const MAX_FRAME_BYTES = 512 * 1024 * 1024;

/**
 * Gets the layout of an image.
 *
 * @throws {UndecodableError} when an attribute is missing, the attributes contradict each other, cells are not of 1, 8, 16 or 32 bits, or a
 *   frame would take more than 512 MiB.
 * @see DICOM PS3.3, section C.7.6.3
 */
export function getPixelLayout(dataSet: DataSet): PixelLayout {
  const samples = getNumber(dataSet, 0x00280002);
  const bitsAllocated = getNumber(dataSet, 0x00280100);
  const bitsStored = getNumber(dataSet, 0x00280101);
  const highBit = getNumber(dataSet, 0x00280102);
  const representation = getNumber(dataSet, 0x00280103);
  const photometric = findText(dataSet, 0x00280004);
  const layout = {
    rows: getNumber(dataSet, 0x00280010),
    columns: getNumber(dataSet, 0x00280011),
    samples,
    bitsStored,
    highBit,
    signed: representation === 1,
    planar: samples > 1 && findUint16(dataSet, 0x00280006) === 1,
    frames: getFrameCount(dataSet),
  };
  if (photometric === null || !/^[A-Z0-9_ ]{1,16}$/.test(photometric) || !isCell(bitsAllocated)) {
    throw new UndecodableError("LayoutNotSupported");
  }
  const fits = bitsStored >= 1 && bitsStored <= highBit + 1 && highBit < bitsAllocated;
  if (!fits || representation > 1 || layout.rows === 0 || layout.columns === 0 || samples === 0) {
    throw new UndecodableError("LayoutNotSupported");
  }
  if (frameBytes({ ...layout, bitsAllocated }) > MAX_FRAME_BYTES) throw new UndecodableError("TooLarge");
  return { ...layout, bitsAllocated, photometric };
}

/** The size of one decoded frame in bytes, its last bits padded. */
export function frameBytes(layout: Pick<PixelLayout, "rows" | "columns" | "samples" | "bitsAllocated">): number {
  return Math.ceil((layout.rows * layout.columns * layout.samples * layout.bitsAllocated) / 8);
}

function isCell(bits: number): bits is 1 | 8 | 16 | 32 {
  return bits === 1 || bits === 8 || bits === 16 || bits === 32;
}

function getNumber(dataSet: DataSet, tag: number): number {
  const number = findUint16(dataSet, tag);
  if (number === null) throw new UndecodableError("LayoutNotSupported");
  return number;
}
