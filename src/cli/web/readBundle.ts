import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

/** A file that is served, with the copies of it that are compressed. */
export type ServedFile = {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
};

/** What is served, by its path below the app's own. */
export type Bundle = ReadonlyMap<string, ServedFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** Reads a bundle that was built. What is not of a known type, or hidden, is not served. */
export function readBundle(folder: string): Bundle {
  const bundle = new Map<string, ServedFile>();
  for (const found of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const [path, name] = [join(folder, found), found.replaceAll("\\", "/")];
    const type = TYPES[extname(name)];
    if (type === undefined || name.split("/").some((part) => part.startsWith(".")) || !statSync(path).isFile())
      continue;
    const bytes = readFileSync(path);
    bundle.set(name, {
      ...{ type, bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` },
      ...(existsSync(`${path}.br`) && { br: readFileSync(`${path}.br`) }),
      ...(existsSync(`${path}.gz`) && { gzip: readFileSync(`${path}.gz`) }),
    });
  }
  return bundle;
}
