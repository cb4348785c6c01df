import { type DataSet, PIXEL_DATA } from "./dataSet.ts";
import { findPixelCoding } from "./decoders/index.ts";
import { encapsulatedFrames } from "./encapsulatedFrames.ts";
import { hasPixels, hasPixelsElsewhere, type Instance } from "./instance.ts";
import { nativeFrames } from "./nativeFrames.ts";
import { getPixelLayout, type PixelLayout } from "./pixelLayout.ts";
import { interleave, normalizeSamples } from "./samples.ts";
import { type Hex, openSha256 } from "./sha256.ts";
import type { Uid } from "./uid.ts";
import { UndecodableError, type UndecodableReason } from "./undecodable.ts";

/** The digest of the decoded pixels, or why there is none. */
export type PixelsDigest =
  | { readonly status: "decoded"; readonly digest: Hex }
  | { readonly status: "undecoded"; readonly transferSyntaxUid: Uid; readonly reason: UndecodableReason };

const EXTENDED_OFFSET_TABLE = 0x7fe00001;

/**
 * Digests the decoded pixels of an instance: SHA-256 over a header and then the frames.
 *
 * The header is ASCII, a line each ending in LF: `fiducial-pixels-1`, then `rows`, `columns`, `samples`, `allocated`, `stored`, `signed`
 * (0 or 1), `photometric`, `frames`, each followed by a space and its value in decimal or as text, then an empty line. The photometric
 * interpretation is that of the frames: RGB where decoding JPEG or JPEG 2000 turned YBR into RGB. Frames follow without a gap, row by row,
 * samples interleaved by pixel, each in a little endian cell of `allocated` bits with the bits above `stored` cleared, or filled with the
 * sign when signed. Single-bit images stay packed; YBR 4:2:2 stored natively keeps its two samples per pixel.
 *
 * @returns `null` when the object has no pixels; `undecoded` when there are some that cannot be decoded: never a digest of something else.
 * @throws {TruncatedError} when native pixel data is shorter than the header says.
 */
export async function digestPixels(instance: Instance): Promise<PixelsDigest | null> {
  const { dataSet, transferSyntaxUid } = instance.file;
  if (!hasPixels(dataSet) && !hasPixelsElsewhere(dataSet)) return null;
  try {
    return { status: "decoded", digest: await digest(dataSet, transferSyntaxUid) };
  } catch (error) {
    if (error instanceof UndecodableError) return { status: "undecoded", transferSyntaxUid, reason: error.reason };
    throw error;
  }
}

async function digest(dataSet: DataSet, transferSyntaxUid: Uid): Promise<Hex> {
  if (!hasPixels(dataSet)) throw new UndecodableError("PixelsElsewhere");
  const pixelData = dataSet.get(PIXEL_DATA);
  if (pixelData === undefined) throw new UndecodableError("LayoutNotSupported"); // floating point
  const coding = findPixelCoding(transferSyntaxUid);
  if (coding === null) throw new UndecodableError("TransferSyntaxNotSupported");
  if ((coding === "native") !== (pixelData.fragments === null)) throw new UndecodableError("DoesNotFitHeader");

  const layout = getPixelLayout(dataSet);
  const hash = openSha256();
  if (coding === "native") {
    hash.update(header(layout, layout.photometric));
    for (const frame of nativeFrames(pixelData, layout)) hash.update(frame);
    return hash.digest();
  }
  let decoder = await coding();
  while (!decoder.isUsable()) decoder = await coding(); // another image broke the codec while this one waited
  hash.update(header(layout, decoder.photometricOf(layout)));
  const extendedOffsets = dataSet.get(EXTENDED_OFFSET_TABLE)?.value;
  for (const frame of encapsulatedFrames(pixelData.fragments ?? [], extendedOffsets, layout.frames)) {
    const { bytes, cellBytes, planar } = decoder.decode(frame, layout);
    const samples = planar ? interleave(bytes, layout.samples, cellBytes) : bytes;
    hash.update(normalizeSamples(samples, cellBytes, layout));
  }
  return hash.digest();
}

function header(layout: PixelLayout, photometric: string): Uint8Array {
  const lines = [
    "fiducial-pixels-1",
    `rows ${layout.rows}`,
    `columns ${layout.columns}`,
    `samples ${layout.samples}`,
    `allocated ${layout.bitsAllocated}`,
    `stored ${layout.bitsStored}`,
    `signed ${layout.signed ? 1 : 0}`,
    `photometric ${photometric}`,
    `frames ${layout.frames}`,
    "",
    "",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}
