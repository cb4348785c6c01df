import type { Effort, Engine, Failure } from "./engine.ts";
import { applyMutant, type Mutant } from "./mutant.ts";
import { type CompilerOutput, compile, findCompilerError, type Settings } from "./solc.ts";
import { closeOver, type Sources } from "./sources.ts";

/** What came of a mutant. `equivalent` is said by the bytecode alone. */
export type Outcome = "killed" | "timedOut" | "survived" | "stillborn" | "equivalent";
export type Verdict = {
  readonly outcome: Outcome;
  /** The test that failed first, where one did. */
  readonly by?: Pick<Failure, "suite" | "test">;
};

/** What stays the same for every mutant of a run. */
export type Bench = {
  readonly sources: Sources;
  /** The project's own settings, in which it is deployed: they decide whether a mutant is one at all. */
  readonly settings: Settings;
  /** The settings for running tests. Without the optimizer the compiler needs a quarter of the time. */
  readonly testSettings: Settings;
  /** How often random tests run: at first, and for a mutant that survived so far. */
  readonly efforts: readonly [Effort, ...Effort[]];
  /** How many test files a mutant has met after each of the first rounds, before it meets all of them. */
  readonly rounds: readonly number[];
};

/** The unchanged contracts' bytecode. */
export type Reference = Readonly<Record<string, string>>;

const isContractFile = (name: string): boolean => name.startsWith("contracts/");
const isTestFile = (name: string): boolean => name.endsWith(".t.sol");

/** Lists the test files of some sources. */
export function listTestFiles(sources: Sources): readonly string[] {
  return Object.keys(sources).filter(isTestFile);
}

/** Compiles the contracts as they are deployed; the answer is their bytecode by name, or nothing where they don't compile. */
export function buildReference(sources: Sources, settings: Settings): Reference | undefined {
  const names = Object.keys(sources).filter(isContractFile);
  const select = Object.fromEntries(names.map((name) => [name, "bytecode" as const]));
  const output = compile(closeOver(sources, names), settings, select);
  if (findCompilerError(output) !== undefined) return undefined;
  return Object.fromEntries(
    Object.entries(output.contracts ?? {}).flatMap(([file, contracts]) =>
      Object.entries(contracts).map(([name, { evm }]) => [`${file}:${name}`, evm.bytecode.object] as const),
    ),
  );
}

/** Compiles some test files and what they need; the answer tells errors as the compiler does. */
export function compileTests(sources: Sources, tests: readonly string[], settings: Settings): CompilerOutput {
  const closed = closeOver(sources, tests);
  const own = Object.keys(closed).filter((name) => name.startsWith("test/") || isContractFile(name));
  return compile(closed, settings, Object.fromEntries(own.map((name) => [name, "bytecode" as const])));
}

/**
 * Runs the tests on a mutant until one fails: first, in rounds, the files that are most likely to notice it, then all with few random cases, then all as
 * often as the project runs them.
 *
 * @param ranked - The test files, the most likely ones first.
 */
export async function judge(
  mutant: Mutant,
  ranked: readonly string[],
  bench: Bench,
  reference: Reference,
  engine: Engine,
): Promise<Verdict> {
  const source = Buffer.from(bench.sources[mutant.file] ?? "");
  const sources: Sources = { ...bench.sources, [mutant.file]: applyMutant(source, mutant) };
  const reaching = ranked.filter((test) => mutant.file in closeOver(sources, [test]));

  for (const [round, met] of bench.rounds.entries()) {
    const likely = reaching.slice(bench.rounds[round - 1] ?? 0, met);
    if (likely.length === 0) break;
    const built = compileTests(sources, likely, bench.testSettings);
    if (findCompilerError(built) !== undefined) return { outcome: "stillborn" };
    const failure = await engine.findFailure(built, likely, bench.efforts[0]);
    if (failure !== undefined) return killedBy(failure);
  }

  const built = buildReference(sources, bench.settings);
  if (built === undefined) return { outcome: "stillborn" };
  if (Object.entries(reference).every(([name, code]) => built[name] === code)) return { outcome: "equivalent" };
  if (reaching.length === 0) return { outcome: "survived" };

  const all = compileTests(sources, reaching, bench.testSettings);
  for (const effort of bench.efforts) {
    const failure = await engine.findFailure(all, reaching, effort);
    if (failure !== undefined) return killedBy(failure);
  }
  return { outcome: "survived" };
}

function killedBy({ suite, test }: Failure): Verdict {
  return { outcome: "killed", by: { suite, test } };
}
