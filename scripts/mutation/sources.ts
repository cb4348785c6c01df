import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";

/** Solidity files by their names in imports: `contracts/...`, `test/contracts/...`, `@openzeppelin/...`. */
export type Sources = Readonly<Record<string, string>>;

/**
 * Reads the project's Solidity files and everything that they import.
 *
 * @param root - The project's folder.
 * @param folders - Its folders with Solidity files.
 */
export function readSources(root: string, folders: readonly string[]): Sources {
  const sources: Record<string, string> = {};
  const require = createRequire(join(root, "package.json"));
  const read = (name: string): void => {
    if (name in sources) return;
    const isOwn = folders.some((folder) => name.startsWith(`${folder}/`));
    const text = readFileSync(isOwn ? join(root, name) : require.resolve(name), "utf8");
    sources[name] = text;
    for (const imported of listImports(name, text)) read(imported);
  };
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort()) {
      if (file.endsWith(".sol")) read(posix.join(folder, file.replaceAll("\\", "/")));
    }
  }
  return sources;
}

/** Lists what a file imports, as names of sources. */
export function listImports(name: string, text: string): readonly string[] {
  const imports = text.matchAll(/^\s*import\s+(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm);
  return [...imports].map(([, path = ""]) => (path.startsWith(".") ? posix.join(posix.dirname(name), path) : path));
}

/** Takes from the sources some files and everything that they import. */
export function closeOver(sources: Sources, names: readonly string[]): Sources {
  const closed: Record<string, string> = {};
  const add = (name: string): void => {
    const text = sources[name];
    if (text === undefined || name in closed) return;
    closed[name] = text;
    for (const imported of listImports(name, text)) add(imported);
  };
  for (const name of names) add(name);
  return closed;
}
