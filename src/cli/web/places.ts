import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..");

/** Where the web app's sources are. */
export const webSources = join(root, "web");

/** What the bundle is made of: the app, the rooms that it takes in, and the versions of the packages. */
const madeOf: readonly string[] = [
  ...["web", "src/client/viem", "src/consent", "src/abi", "src/audit/verify", "src/errors.ts"],
  "package-lock.json",
];

/** Says which sources there are: another digest is another bundle. */
export function digestSources(): string {
  const hash = createHash("sha256");
  for (const path of madeOf.flatMap((name) => listFiles(join(root, name)))) {
    const bytes = readFileSync(path);
    hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Where the bundle of these sources is, or will be once it is built. */
export function locateBundle(digest: string): string {
  return join(webSources, "dist", digest);
}

/** Whether a bundle was built. It is put in its place whole. */
export function isBuilt(folder: string): boolean {
  return existsSync(join(folder, "index.html"));
}

/** Lists the files below a path, in an order that is the same everywhere; none where there is nothing. */
function listFiles(path: string): readonly string[] {
  if (!existsSync(path) || path === join(webSources, "dist")) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}
