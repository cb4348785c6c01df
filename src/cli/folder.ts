import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import {
  buildManifest,
  type DigestedInstance,
  describeUndecodable,
  digestInstance,
  readInstance,
  type StudyManifest,
  type Uid,
} from "../dicom/index.ts";
import { FiducialError } from "../errors.ts";
import { SetupError, UsageError } from "./errors.ts";
import type { Output } from "./output.ts";

/** A study as it lies in a folder. */
export type FolderStudy = {
  readonly manifest: StudyManifest;
  /** The file, relative to the folder, in which each instance was found. */
  readonly files: ReadonlyMap<Uid, string>;
  /** Files that were passed over because they are never images, relative to the folder. */
  readonly passedOver: readonly string[];
  /** Why some images have no pixel digest, in words, with the number of instances; empty when all have one. */
  readonly undecoded: ReadonlyMap<string, number>;
};

/** Thrown when a file can't be read as DICOM; says which. */
export class UnreadableFileError extends FiducialError {
  readonly code = "UnreadableFile";
}

// What lies beside images on discs and in downloads. A DICOMDIR is an index of the folder, not an object of the study.
const NEVER_IMAGES =
  /^(\..*|DICOMDIR|LICEN[CS]E|README|NOTICE|VERSION|LOCKFILE|Thumbs\.db|desktop\.ini)$|\.(txt|md|json|xml|csv|pdf|html?)$/i;

/**
 * Reads every file of a folder and of the folders in it as the instances of one study, and digests them. Nothing is kept.
 *
 * @param path - A folder, or a single file.
 * @throws {SetupError} when the folder is not there or holds no file
 * @throws {UnreadableFileError} when a file is not DICOM or cut short
 * @throws {SeveralStudiesError} {DuplicateInstanceError} as `buildManifest`
 */
export async function readStudy(path: string, output: Output): Promise<FolderStudy> {
  const files = await listFiles(path);
  const passedOver = files.filter((file) => NEVER_IMAGES.test(basename(file)));
  const images = files.filter((file) => !passedOver.includes(file));
  if (images.length === 0)
    throw new SetupError(`${path} holds no DICOM file. Name the folder with the files of a study.`);

  const instances: DigestedInstance[] = [];
  const found = new Map<Uid, string>();
  const undecoded = new Map<string, number>();
  for (const [i, file] of images.entries()) {
    const instance = await digestFile(path, file);
    instances.push(instance);
    found.set(instance.sopInstanceUid, file);
    if (instance.pixels?.status === "undecoded") {
      const why = describeUndecodable(instance.pixels.reason);
      undecoded.set(why, (undecoded.get(why) ?? 0) + 1);
    }
    output.progress(`Digesting ${i + 1} of ${images.length} files`, i + 1 === images.length);
  }
  const manifest = buildManifest(instances);
  return { manifest, files: found, passedOver, undecoded };
}

async function listFiles(path: string): Promise<readonly string[]> {
  const about = await stat(path).catch((error) => {
    throw new SetupError(`${path} is not there or can't be read.`, { cause: error });
  });
  if (about.isFile()) return [""];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    throw new SetupError(`${path} can't be read.`, { cause: error });
  });
  // A link is taken for what it leads to; one to a folder, or to nothing, ends as a file that can't be read, and is not left out in silence.
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .sort();
}

async function digestFile(folder: string, file: string): Promise<DigestedInstance> {
  const path = file === "" ? folder : join(folder, file);
  try {
    return await digestInstance(readInstance(await readFile(path)));
  } catch (error) {
    const isFilesFault = error instanceof FiducialError || (error instanceof Error && "syscall" in error);
    if (!isFilesFault) throw error;
    const why = error instanceof FiducialError ? error.message : "The file can't be read.";
    throw new UnreadableFileError(
      `${path}: ${why} Nothing was registered or changed; mend or remove the file and try again.`,
      { cause: error },
    );
  }
}

/** Throws unless the path names something; a shell that expands an empty variable gives "". */
export function requirePath(path: string): string {
  if (path.trim() === "") throw new UsageError("The folder's name is empty.");
  return path;
}
