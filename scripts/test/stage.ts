import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Lays the contracts and their tests out in a folder of their own, with the tests' directives for the deep lane: Hardhat reads them from the files,
 * where those of `npm test` stand.
 *
 * @param root - The project's folder.
 * @param folder - The new one; it exists and is empty.
 */
export function layOutDeep(root: string, folder: string): void {
  for (const name of ["contracts", "test/contracts", "hardhat.config.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const tests = join(folder, "test/contracts");
  for (const name of readdirSync(tests, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".sol")) writeFileSync(join(tests, name), deepen(readFileSync(join(tests, name), "utf8")));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  // Hardhat looks for it, whether something lies in it or not.
  mkdirSync(join(folder, "deploy"));
}

/** Puts a test's directives for the deep lane in the place of those for `npm test`, which ask for less than all tests run in the deep lane. */
export function deepen(test: string): string {
  return test
    .replace(/^\s*\/\/\/ hardhat-config: fuzz\.runs.*\n/gm, "")
    .replace(/^(\s*\/\/\/ )deep-config:/gm, "$1hardhat-config:");
}
