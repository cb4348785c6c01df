import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { createIndexer } from "../../src/indexer/sync.ts";

/** A fault in the indexer's text. */
export type Bug = {
  readonly what: string;
  /** The seed to begin at, where the first ones are known to miss it; 1 when not given. */
  readonly from?: number;
  readonly file: string;
  readonly before: string;
  readonly after: string;
};

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs work with an indexer that has a bug: a copy of the project's own, with one piece of its text replaced.
 *
 * @throws {RangeError} when the text is not there exactly once, as after a change of the indexer: then the bug has to be planted anew
 */
export async function withBug<T>(bug: Bug, work: (broken: typeof createIndexer) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-planted-"));
  try {
    const source = join(folder, "src");
    cpSync(join(root, "src", "indexer"), join(source, "indexer"), { recursive: true });
    for (const beside of ["errors.ts", "abi", "consent", "sql"])
      symlinkSync(join(root, "src", beside), join(source, beside));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');

    const file = join(source, "indexer", bug.file);
    const pieces = readFileSync(file, "utf8").split(bug.before);
    if (pieces.length !== 2) throw new RangeError(`${bug.file} holds "${bug.before}" ${pieces.length - 1} times`);
    writeFileSync(file, pieces.join(bug.after));
    const broken = (await import(pathToFileURL(join(dirname(file), "sync.ts")).href)) as {
      readonly createIndexer: typeof createIndexer;
    };
    return await work(broken.createIndexer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
