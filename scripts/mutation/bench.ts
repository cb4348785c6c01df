import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import hre from "hardhat";
import { settings } from "../../hardhat.config.ts";
import { type Effort, startEngine } from "./engine.ts";
import { BaselineError } from "./errors.ts";
import { type Bench, buildReference, compileTests, listTestFiles, type Reference } from "./judge.ts";
import type { ParsedFile } from "./mutant.ts";
import { compile, findCompilerError, readCompilerVersion, type Settings } from "./solc.ts";
import { readSources, type Sources } from "./sources.ts";

/** A test file costs about a seventh of a second to compile, and the contracts a second for each round. Of three mutants two end in the first. */
const ROUNDS = [4, 16];

/**
 * Takes the settings from Hardhat's configuration, and the sources as they are now: later changes of files don't disturb a run.
 *
 * @param isQuick - Whether few random cases are enough.
 */
export function readBench(isQuick: boolean): Bench {
  const { fuzz, invariant } = hre.config.test.solidity.profiles.default ?? {};
  const thorough: Effort = { fuzz, invariant, byDirectives: true };
  const quick: Effort = {
    fuzz: { ...fuzz, runs: Math.min(fuzz?.runs ?? 256, 32) },
    invariant: { ...invariant, runs: Math.min(invariant?.runs ?? 256, 2) },
    byDirectives: false,
  };
  const sources = readSources(hre.config.paths.root, ["contracts", "test/contracts"]);
  const testSettings: Settings = { ...settings, optimizer: { enabled: false } };
  return { sources, settings, testSettings, efforts: isQuick ? [quick] : [quick, thorough], rounds: ROUNDS };
}

/** Parses every file that the contracts need. */
export function parseContracts(sources: Sources): readonly ParsedFile[] {
  const names = Object.keys(sources).filter((name) => !name.startsWith("test/"));
  const own = Object.fromEntries(names.map((name) => [name, sources[name] ?? ""]));
  const output = compile(
    own,
    { optimizer: { enabled: false } },
    Object.fromEntries(names.map((name) => [name, "ast"])),
  );
  const error = findCompilerError(output);
  if (error !== undefined) throw new BaselineError(`The contracts do not compile: ${error}`);
  return Object.entries(output.sources ?? {}).map(([path, { ast }]) => ({
    path,
    source: Buffer.from(sources[path] ?? ""),
    ast,
  }));
}

/** Lays the test files out under the names that they are compiled under: the engine reads their directives from there. */
export function layOutTests(sources: Sources, folder: string): void {
  for (const name of Object.keys(sources).filter((source) => source.startsWith("test/"))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), sources[name] ?? "");
  }
}

/**
 * Runs the tests on the unchanged contracts. Where they don't pass without the optimizer, the bench is one that has it, and is slower.
 *
 * @throws {BaselineError} when the tests don't compile or don't pass as they are.
 */
export async function openBench(bench: Bench, folder: string): Promise<{ bench: Bench; reference: Reference }> {
  const reference = buildReference(bench.sources, bench.settings);
  if (reference === undefined) throw new BaselineError("The contracts do not compile.");
  const engine = await startEngine(readCompilerVersion().split("+")[0] ?? "", folder);
  let found = "";
  for (const testSettings of [bench.testSettings, bench.settings]) {
    const output = compileTests(bench.sources, listTestFiles(bench.sources), testSettings);
    const error = findCompilerError(output);
    const { tests, failures } =
      error === undefined
        ? await engine.run(output, bench.efforts.at(-1) ?? bench.efforts[0])
        : { tests: 0, failures: [] };
    if (error === undefined && tests > 0 && failures.length === 0)
      return { bench: { ...bench, testSettings }, reference };
    const [failure] = failures;
    found =
      error ?? (failure === undefined ? "there is no test" : `${failure.suite}, ${failure.test}: ${failure.reason}`);
  }
  throw new BaselineError(`The Solidity tests fail on the contracts as they are: ${found}`);
}
