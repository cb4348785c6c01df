/**
 * Measures the Solidity tests by what they notice: `npm run mutation`, and `npm run mutation -- --help` for its options.
 *
 * Everything happens in memory: no file of the project is changed, and files changed meanwhile don't matter. `docs/testing.md` says how to read it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { FiducialError } from "../../src/errors.ts";
import { layOutTests, openBench, parseContracts, readBench } from "./bench.ts";
import { drawSample, getOperators, isMeantFile, parseChangedLines, takeByIds } from "./choose.ts";
import { UsageError } from "./errors.ts";
import { type Bench, listTestFiles } from "./judge.ts";
import { readKnownSurvivors } from "./knownSurvivors.ts";
import { listMutants, type Mutant, touchesLines } from "./mutant.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { judgeAll } from "./pool.ts";
import { buildRanking } from "./rank.ts";
import { formatSeconds, renderJson, renderProgress, renderResult } from "./report.ts";
import { type Judged, score } from "./score.ts";

const PROGRESS_MS = 10_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args, { cores: availableParallelism(), memoryBytes: totalmem() });
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    const bench = readBench(options.quick);
    const mutants = choose(bench, options);
    if (options.list) {
      for (const { id, after } of mutants) console.log(`${id}\t${after}`);
      return 0;
    }
    return await measure(bench, mutants, options);
  } catch (error) {
    if (!(error instanceof FiducialError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function choose(bench: Bench, options: Options): readonly Mutant[] {
  const isMeant = (path: string): boolean => isMeantFile(path, options.only);
  let mutants = listMutants(parseContracts(bench.sources), isMeant, getOperators(options.operators));
  if (options.ids !== undefined) mutants = takeByIds(mutants, readFileSync(options.ids, "utf8"));
  if (options.since !== undefined) mutants = takeChanged(mutants, bench, options.since);
  if (options.sample !== undefined) mutants = drawSample(mutants, options.sample, options.seed);
  return mutants;
}

function takeChanged(mutants: readonly Mutant[], { sources }: Bench, since: string): readonly Mutant[] {
  if (since.startsWith("-")) throw new UsageError("--since needs a git ref, as origin/main or HEAD~3.");
  const changed = parseChangedLines(
    execFileSync("git", ["diff", "--unified=0", "--no-color", "--no-ext-diff", since, "--", "contracts"], {
      encoding: "utf8",
    }),
  );
  return mutants.filter((mutant) => {
    const lines = changed.get(mutant.file);
    return lines !== undefined && touchesLines(Buffer.from(sources[mutant.file] ?? ""), mutant, lines);
  });
}

async function measure(asRead: Bench, mutants: readonly Mutant[], options: Options): Promise<number> {
  const known = readKnownSurvivors(new URL("survivors.json", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "fiducial-mutation-"));
  try {
    layOutTests(asRead.sources, folder);
    console.error("Running the tests on the contracts as they are ...");
    const { bench, reference } = await openBench(asRead, folder);
    const judged: Judged[] = [];
    const started = performance.now();
    const timer = setInterval(() => {
      const killed = judged.filter(({ verdict }) => verdict.outcome === "killed").length;
      console.error(renderProgress(judged.length, mutants.length, killed, performance.now() - started));
    }, PROGRESS_MS);
    try {
      const ranking = buildRanking(listTestFiles(bench.sources), bench.sources);
      await judgeAll(mutants, { bench, reference, folder }, ranking, options, (mutant, verdict) => {
        judged.push({ mutant, verdict });
      });
    } finally {
      clearInterval(timer);
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    const result = score(judged, known);
    console.error(`${judged.length} mutants in ${formatSeconds(seconds)}.`);
    console.log(options.json ? renderJson(result, options.atLeast, seconds) : renderResult(result, options.atLeast));
    return result.score >= options.atLeast ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
