import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FiducialError } from "../../src/errors.ts";

const NAME = "@ethereum-attestation-service/eas-contracts";
const VERSION = "1.9.0";
const FILE = `ethereum-attestation-service-eas-contracts-${VERSION}.tgz`;
const INTEGRITY = "sha512-L60y1fgKlY3a45xxnPlgRbiGQY8RF/lF+AzF1iVoR7/aEzitS0Nuyyjq8+IXs1sSSU0dl2+yGSmELxVeB6FelA==";

/** A contract as its authors built it. */
export type Artifact = { readonly abi: readonly unknown[]; readonly bytecode: string };

export type EasPackage = { readonly EAS: Artifact; readonly SchemaRegistry: Artifact };

/** When the package that was brought is not the one whose digest stands in the source. */
export class WrongPackageError extends FiducialError {
  readonly code = "WrongPackage";

  constructor(file: string) {
    super(`${file} is not the package that the benchmark was written for. Delete it and run the benchmark again.`);
  }
}

/**
 * Brings the contracts of the Ethereum Attestation Service from the npm registry, once, and reads the bytecode that their authors published.
 *
 * Not a dependency: as one it would bring 138 packages and native addons, of which the bytecode needs none.
 *
 * @param folder - Where the package is kept.
 * @param registry - Another registry than the one that npm is set up with.
 * @returns undefined when npm can't bring it.
 * @throws {WrongPackageError} when the package's digest is not the one pinned here.
 */
export function bringEasPackage(folder: string, registry?: string): EasPackage | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file) && !download(folder, registry)) return undefined;

  const digest = createHash("sha512").update(readFileSync(file)).digest("base64");
  if (`sha512-${digest}` !== INTEGRITY) throw new WrongPackageError(file);

  return { EAS: readArtifact(folder, "EAS"), SchemaRegistry: readArtifact(folder, "SchemaRegistry") };
}

/** Has npm put the package into the folder, and says whether it did. Not longer than a minute: it is worth less than the rest of the table. */
function download(folder: string, registry: string | undefined): boolean {
  mkdirSync(folder, { recursive: true });
  const options = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=20000"];
  if (registry !== undefined) options.push(`--registry=${registry}`);
  const isWindows = process.platform === "win32";
  const npm = spawnSync(isWindows ? "npm.cmd" : "npm", ["pack", `${NAME}@${VERSION}`, "--silent", ...options], {
    cwd: folder,
    stdio: "ignore",
    shell: isWindows,
    timeout: 60_000,
  });
  return npm.status === 0;
}

function readArtifact(folder: string, name: string): Artifact {
  const path = `package/artifacts/contracts/${name}.sol/${name}.json`;
  const text = execFileSync("tar", ["-xzOf", FILE, path], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 24 });
  return JSON.parse(text);
}
