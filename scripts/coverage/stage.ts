import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How often random tests run. */
export type Runs = {
  readonly fuzz: { readonly runs: number; readonly seed: string };
  readonly invariant: { readonly runs: number; readonly depth: number };
};

/**
 * Lays the contracts and their tests out in a folder of their own, for Hardhat and for forge: both leave files where they run.
 *
 * @param root - The project's folder.
 * @param folder - The new one; it exists and is empty.
 */
export function layOut(
  root: string,
  folder: string,
  compiler: { evmVersion: string; optimizerRuns: number },
  runs: Runs,
) {
  for (const name of ["contracts", "test/contracts", "hardhat.config.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const tests = join(folder, "test/contracts");
  for (const name of readdirSync(tests, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".sol"))
      writeFileSync(join(tests, name), dropDirectives(readFileSync(join(tests, name), "utf8")));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  // Hardhat looks for these, whether something lies in them or not.
  mkdirSync(join(folder, "deploy"));
  const solc = join(folder, "solc");
  const script = fileURLToPath(new URL("solc.ts", import.meta.url));
  writeFileSync(solc, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(solc, 0o755);
  writeFileSync(join(folder, "foundry.toml"), renderFoundry(solc, compiler, runs));
}

/** Takes the tests' own numbers of random cases out: what ten thousand of them reach, the first hundreds do, and counting is slow. */
export function dropDirectives(test: string): string {
  return test.replace(/^\s*\/\/\/ (?:hardhat|forge)-config:.*\n/gm, "");
}

/** Renders forge's configuration, with what Hardhat's says of compiler and random tests. */
export function renderFoundry(
  solc: string,
  { evmVersion, optimizerRuns }: { evmVersion: string; optimizerRuns: number },
  { fuzz, invariant }: Runs,
): string {
  return `[profile.default]
src = "contracts"
test = "test/contracts"
out = "forge/out"
cache_path = "forge/cache"
libs = ["node_modules"]
remappings = ["@openzeppelin/=node_modules/@openzeppelin/"]
auto_detect_remappings = false
solc = "${solc}"
evm_version = "${evmVersion}"
optimizer = true
optimizer_runs = ${optimizerRuns}
offline = true
show_metrics = false

[profile.default.fuzz]
runs = ${fuzz.runs}
seed = "${fuzz.seed}"

[profile.default.invariant]
runs = ${invariant.runs}
depth = ${invariant.depth}
fail_on_revert = true
`;
}
