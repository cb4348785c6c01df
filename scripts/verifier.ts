/**
 * Writes the verifier as plain JavaScript, for whoever takes it elsewhere: `node scripts/verifier.ts FOLDER`.
 *
 * The folder then holds the modules of `src/audit/verify` and a package.json that names the two packages they need.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const home = join(root, "src", "audit", "verify");

/** The packages that the verifier needs, and nothing else. */
export const verifierPackages = ["@ethereumjs/rlp", "@noble/hashes"] as const;

/** Writes the verifier into a folder, which is made where there is none. */
export function writeVerifier(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(home)) {
    const text = stripTypeScriptTypes(readFileSync(join(home, name), "utf8"));
    const code = text.replaceAll(/(from "\.\/\w+)\.ts"/g, '$1.js"');
    writeFileSync(join(folder, name.replace(/\.ts$/, ".js")), code);
  }
  const { version, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const needed = Object.fromEntries(verifierPackages.map((name) => [name, dependencies[name]]));
  const manifest = { name: "fiducial-verify", version, type: "module", exports: "./index.js", dependencies: needed };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error("Name the folder to write into: node scripts/verifier.ts FOLDER");
    process.exitCode = 2;
  } else {
    writeVerifier(folder);
    console.log(
      `Wrote the verifier into ${folder}. Run npm install there, and import { parseBundle, verifyBundle } from it.`,
    );
  }
}
