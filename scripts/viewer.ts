/** Brings the viewer that the gateway serves: `npm run viewer` unpacks OHIF as it was published into cache/viewer, and prints the folder. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Packed, not installed: what is served is its `dist`, and what it was built from is not needed. */
const published = {
  version: "3.13.2",
  integrity: "sha512-WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==",
};

const place = join(import.meta.dirname, "..", "cache", "viewer", published.version);
/** Where the viewer is, once it was brought. */
export const viewerFolder = join(place, "package", "dist");

if (import.meta.main) {
  if (!isViewerThere()) bring();
  console.log(viewerFolder);
}

export function isViewerThere(): boolean {
  return existsSync(join(viewerFolder, "index.html"));
}

function bring(): void {
  const begun = `${place}.begun`;
  rmSync(begun, { recursive: true, force: true });
  mkdirSync(begun, { recursive: true });
  const name = `@ohif/app@${published.version}`;
  console.error(`Fetching ${name}, 48 MB ...`);
  const said = execFileSync("npm", ["pack", name, "--pack-destination", begun, "--loglevel=error"], {
    encoding: "utf8",
  });
  const archive = join(begun, said.trim().split("\n").at(-1) ?? "");
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== published.integrity) {
    rmSync(begun, { recursive: true, force: true });
    console.error(
      `What the registry sent as ${name} is not what was published. Nothing was kept; ask whoever runs the registry.`,
    );
    process.exit(1);
  }
  execFileSync("tar", ["-xzf", archive, "-C", begun]);
  rmSync(archive);
  rmSync(place, { recursive: true, force: true });
  renameSync(begun, place);
}
