import { percentOf, type Result, type Survivor, type Tally } from "./score.ts";

const columns = ["mutants", "killed", "timedOut", "survived", "proven", "stillborn", "equivalent"] as const;
const titles = ["mutants", "killed", "timed out", "survived", "of them proven", "stillborn", "same code", "score"];

/** Renders the result as text: a table by file, the survivors with their reasons, and the score. */
export function renderResult(result: Result, atLeast: number): string {
  const names = [...result.byFile.keys(), "all"];
  const width = Math.max(...names.map(({ length }) => length));
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell, i) => cell.padStart((titles[i] ?? "").length))].join("  ").trimEnd();
  const figures = (tally: Tally): readonly string[] => [
    ...columns.map((column) => `${tally[column]}`),
    `${percentOf(tally, tally.proven).toFixed(1)} %`.padStart(7),
  ];
  const table = [
    row("", titles),
    ...[...result.byFile].map(([file, tally]) => row(file, figures(tally))),
    row("all", figures(result.total)),
  ];
  const survivors = result.survivors.map(renderSurvivor);
  const verdict = result.score >= atLeast ? "meets" : "MISSES";
  return [
    ...table,
    ...section("Survivors", survivors),
    ...section(
      "Timed out, counted as killed",
      result.timedOut.map(({ id }) => `  ${id}`),
    ),
    ...section(
      "Known survivors that no longer survive (take them out of survivors.json)",
      result.outdated.map(({ file, where, after }) => `  ${file} ${where}: ${after}`),
    ),
    "",
    `Score ${result.score.toFixed(1)} % without what is proven equivalent, ${verdict} ${atLeast} %; ${result.rawScore.toFixed(1)} % with it.`,
  ].join("\n");
}

function renderSurvivor({ mutant, known }: Survivor): string {
  const said = known?.equivalent === undefined ? known?.reason : `equivalent: ${known.equivalent}`;
  const { id, where, before, after } = mutant;
  return [`  ${id}  (${where})`, `    - ${before}`, `    + ${after}`, `    ${said ?? "no reason given"}`].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title} (${lines.length}):`, ...lines];
}

/** Renders the result for programs: one object. */
export function renderJson(result: Result, atLeast: number, seconds: number): string {
  const { total, score, rawScore, byFile, survivors, timedOut, outdated } = result;
  return JSON.stringify({
    ...{ score, rawScore, atLeast, seconds, total },
    byFile: Object.fromEntries(byFile),
    survivors: survivors.map(({ mutant, known }) => ({
      ...mutant,
      ...(known?.reason === undefined ? {} : { reason: known.reason }),
      ...(known?.equivalent === undefined ? {} : { equivalent: known.equivalent }),
    })),
    timedOut: timedOut.map(({ id }) => id),
    outdated,
  });
}

/** Renders how far a run is, with its rate and the time that is left. */
export function renderProgress(done: number, all: number, killed: number, elapsedMs: number): string {
  const each = elapsedMs / Math.max(1, done);
  const left = Math.round((each * (all - done)) / 1000);
  return `${done} of ${all}, ${killed} killed, ${(each / 1000).toFixed(1)} s each, ${formatSeconds(left)} left`;
}

/** Writes seconds as minutes and seconds. */
export function formatSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
