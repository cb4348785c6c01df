import type { Instance } from "./instance.ts";
import { digestMeta } from "./meta.ts";
import { digestPixels, type PixelsDigest } from "./pixels.ts";
import { type Hex, openSha256 } from "./sha256.ts";
import type { Uid } from "./uid.ts";

/** One instance as a manifest lists it: its name and its three digests. */
export type InstanceEntry = {
  readonly sopInstanceUid: Uid;
  readonly sopClassUid: Uid;
  /** 0 when the object has no pixels. */
  readonly frames: number;
  /** Over the bytes after the file meta group, as stored. */
  readonly dataset: Hex;
  /** Over the decoded pixels; `null` when the object has none. */
  readonly pixels: PixelsDigest | null;
  /** Over the standard attributes. */
  readonly meta: Hex;
};

/** An instance with the study and series it stands in. Holds none of the file's bytes. */
export type DigestedInstance = InstanceEntry & {
  readonly studyUid: Uid;
  readonly seriesUid: Uid;
  readonly modality: string | null;
};

/**
 * Makes the three digests of an instance, SHA-256 each.
 *
 * `dataset` covers the bytes after the file meta group exactly as stored, to the end of the file; of a deflated file that is the deflated
 * stream, which is what an archive keeps or changes. `pixels` and `meta` cover content: see `digestPixels` and `digestMeta`.
 *
 * @throws {TruncatedError} when native pixel data is shorter than the header says.
 */
export async function digestInstance(instance: Instance): Promise<DigestedInstance> {
  const hash = openSha256();
  hash.update(instance.file.stored);
  return {
    studyUid: instance.studyUid,
    seriesUid: instance.seriesUid,
    modality: instance.modality,
    sopInstanceUid: instance.sopInstanceUid,
    sopClassUid: instance.sopClassUid,
    frames: instance.frames,
    dataset: hash.digest(),
    pixels: await digestPixels(instance),
    meta: digestMeta(instance.file.dataSet),
  };
}
