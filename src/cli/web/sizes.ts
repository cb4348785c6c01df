import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** How much of a bundle there is (bytes), as it is and by gzip. */
export type Size = { readonly files: number; readonly raw: number; readonly gzip: number };

/** The sizes of a bundle: all of it, what the first page loads before it shows anything, and each area that is loaded when it is gone to. */
export type Sizes = { readonly all: Size; readonly first: Size; readonly areas: Readonly<Record<string, Size>> };

type Chunk = {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
};
type Manifest = Readonly<Record<string, Chunk>>;

/** Reads the sizes of a bundle by Vite's manifest of it. */
export function readSizes(folder: string): Sizes {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, ".vite", "manifest.json"), "utf8"));
  const size = (names: Iterable<string>): Size => sum(folder, names);
  const [entry = ""] = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const first = new Set(["index.html", ...filesOf(manifest, entry)]);
  const ours = (manifest[entry]?.dynamicImports ?? []).filter((key) => !key.includes("node_modules"));
  const areas = ours.map((key) => {
    const own = [...filesOf(manifest, key)].filter((file) => !first.has(file));
    return [manifest[key]?.src ?? key, size(own)] as const;
  });
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !/^\.vite|\.(?:gz|br)$/.test(name) && statSync(join(folder, name)).isFile());
  return { all: size(all), first: size(first), areas: Object.fromEntries(areas) };
}

/** The files of a chunk: its own, its styles, and those of what it imports. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, seen);
  return seen;
}

function sum(folder: string, names: Iterable<string>): Size {
  let [files, raw, gzip] = [0, 0, 0];
  for (const name of names) {
    const path = join(folder, name);
    const { size } = statSync(path);
    files += 1;
    raw += size;
    gzip += existsSync(`${path}.gz`) ? statSync(`${path}.gz`).size : size;
  }
  return { files, raw, gzip };
}
