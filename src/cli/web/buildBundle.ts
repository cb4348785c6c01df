import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { digestSources, isBuilt, locateBundle, webSources } from "./places.ts";

/** So many bundles are kept: a server that runs may still serve the one before. */
const KEPT = 3;

/** What compresses well. */
const TEXT = /\.(?:js|css|html|svg|json)$/;

/**
 * Builds the web app where its sources have no bundle yet, with a compressed copy of each text beside it. Two that build at once come to the same.
 *
 * @returns The bundle's folder, and whether it was built now.
 * @throws What Vite throws when the sources can't be built.
 */
export async function buildBundle(): Promise<{ readonly folder: string; readonly isNew: boolean }> {
  const folder = locateBundle(digestSources());
  if (isBuilt(folder)) return { folder, isNew: false };
  const begun = `${folder}.${process.pid}`;
  try {
    await build({
      ...{ root: webSources, configFile: join(webSources, "vite.config.ts"), logLevel: "warn" },
      build: { outDir: begun, emptyOutDir: true, manifest: true },
    });
    compress(begun);
    if (!isBuilt(folder)) renameSync(begun, folder);
  } finally {
    rmSync(begun, { recursive: true, force: true });
  }
  removeOld(folder);
  return { folder, isNew: true };
}

function compress(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!TEXT.test(name) || name.startsWith(".vite")) continue;
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

/** Removes all but the newest bundles, and what a build that was killed left behind. */
function removeOld(newest: string): void {
  const dist = join(webSources, "dist");
  const others = readdirSync(dist)
    .map((name) => join(dist, name))
    .filter((path) => path !== newest)
    .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of others.slice(KEPT - 1)) rmSync(path, { recursive: true, force: true });
}
