import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { image } from "../../test/dicom/images.ts";
import { EXPLICIT_LITTLE, writeFile } from "../../test/dicom/writeFile.ts";

const SIDE = 512;
const STUDY = "1.2.826.0.1.3680043.10.1.1";
const SERIES = `${STUDY}.1`;

/** A frame of 512 x 512 pixels of 16 bits (bytes). */
export const FRAME_BYTES = SIDE * SIDE * 2;

/** A study of single frames, as files and as paths below DICOMweb's root. */
export type BenchStudy = {
  readonly study: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly framePaths: readonly string[];
};

/** Writes a study of so many instances of one uncompressed frame each into a folder of its own. */
export function writeStudy(folder: string, instances: number): BenchStudy {
  mkdirSync(folder, { recursive: true });
  const numbers = Array.from({ length: instances }, (_, i) => i + 1);
  const files = numbers.map((number) => {
    const pixels = new Uint8Array(FRAME_BYTES);
    // Noise of 12 bits: nothing on the way gets it smaller than it is.
    let state = number;
    for (let i = 0; i < pixels.length; i += 2) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[i] = state >>> 24;
      pixels[i + 1] = (state >>> 16) & 0x0f;
    }
    const one = { sop: `${SERIES}.${number}`, study: STUDY, series: SERIES, name: "Bench^Gateway" };
    const elements = image({ ...one, rows: SIDE, columns: SIDE, allocated: 16, stored: 12, pixels, pixelVr: "OW" });
    const file = join(folder, `${number}.dcm`);
    writeFileSync(file, writeFile(EXPLICIT_LITTLE, elements));
    return file;
  });
  const framePaths = numbers.map(
    (number) => `/studies/${STUDY}/series/${SERIES}/instances/${SERIES}.${number}/frames/1`,
  );
  return { study: STUDY, folder, files, framePaths };
}
