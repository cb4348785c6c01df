import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** The test files, in two shares that may run at the same time. */
export type Shares = { readonly programs: readonly string[]; readonly others: readonly string[] };

/** Whoever imports this starts the program itself, as a user does. */
const STARTS_PROGRAM = "test/cli/stage.ts";

/**
 * Shares the test files out between two processes: to one those that start the program, to the other the rest.
 *
 * @param root - The project's folder.
 */
export function shareOut(root: string): Shares {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name.replaceAll("\\", "/")}`)
    .sort();
  const isProgram = (file: string): boolean => listReached(root, file).includes(STARTS_PROGRAM);
  return { programs: files.filter(isProgram), others: files.filter((file) => !isProgram(file)) };
}

/** Lists a file and all of the project's whose code it imports, by way of others too. */
export function listReached(root: string, file: string): readonly string[] {
  const reached = new Set([file]);
  for (const next of reached) {
    const text = readFileSync(join(root, next), "utf8");
    for (const [, path = ""] of text.matchAll(/^(?:import|export)\s(?!type\s)[^;"]*"(\.[^"]+\.ts)"/gm)) {
      const imported = relative(root, join(root, dirname(next), path)).replaceAll("\\", "/");
      if (existsSync(join(root, imported))) reached.add(imported);
    }
  }
  return [...reached];
}
