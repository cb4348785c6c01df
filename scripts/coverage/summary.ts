import type { FileCoverage } from "./lcov.ts";

/** How many there are, and how many of them the tests reach. */
export type Share = { readonly covered: number; readonly all: number };
export type Row = { readonly file: string; readonly lines: Share; readonly branches: Share };

export type Summary = {
  readonly rows: readonly Row[];
  readonly lines: Share;
  readonly branches: Share;
  /** `file:line` of what no test reaches. */
  readonly missedLines: readonly string[];
  readonly missedBranches: readonly string[];
};

/** The least percentages. */
export const BOUNDS = { lines: 100, branches: 98 } as const;

type Report = ReadonlyMap<string, FileCoverage>;

/**
 * Puts both reports together: lines from one, branches from the other. Only files under `contracts/` count.
 *
 * @param byLines - The report whose lines count.
 * @param byBranches - The report whose branches count.
 */
export function summarize(byLines: Report, byBranches: Report): Summary {
  const files = [...new Set([...byLines.keys(), ...byBranches.keys()])]
    .filter((file) => file.startsWith("contracts/"))
    .sort();
  const rows = files.map((file): Row => {
    const lines = [...(byLines.get(file)?.lines.values() ?? [])];
    const branches = (byBranches.get(file)?.branches ?? []).map(({ taken }) => taken);
    return { file, lines: shareOf(lines), branches: shareOf(branches) };
  });
  return {
    rows,
    lines: sumOf(rows.map(({ lines }) => lines)),
    branches: sumOf(rows.map(({ branches }) => branches)),
    missedLines: files.flatMap((file) =>
      [...(byLines.get(file)?.lines ?? [])].flatMap(([line, hits]) => (hits === 0 ? [`${file}:${line}`] : [])),
    ),
    missedBranches: files.flatMap((file) =>
      (byBranches.get(file)?.branches ?? []).flatMap(({ line, taken }) => (taken === 0 ? [`${file}:${line}`] : [])),
    ),
  };
}

function shareOf(hits: readonly number[]): Share {
  return { covered: hits.filter((count) => count > 0).length, all: hits.length };
}

function sumOf(shares: readonly Share[]): Share {
  return shares.reduce((sum, { covered, all }) => ({ covered: sum.covered + covered, all: sum.all + all }), {
    covered: 0,
    all: 0,
  });
}

/** The share in percent; of nothing everything is covered. */
export function percentOf({ covered, all }: Share): number {
  return all === 0 ? 100 : (100 * covered) / all;
}

/** Says whether both bounds are met. A report without a line meets none: then nothing was measured. */
export function isMet({ lines, branches }: Summary): boolean {
  return lines.all > 0 && percentOf(lines) >= BOUNDS.lines && percentOf(branches) >= BOUNDS.branches;
}

/** Renders the summary as text: a table by file and each place that is missed. */
export function renderSummary(summary: Summary): string {
  const width = Math.max(...summary.rows.map(({ file }) => file.length), 3);
  const cell = (share: Share): string =>
    `${percentOf(share).toFixed(1)} % (${share.covered} of ${share.all})`.padStart(24);
  const rows = [...summary.rows, { file: "all", lines: summary.lines, branches: summary.branches }];
  return [
    `${"".padEnd(width)}${"lines".padStart(24)}${"branches".padStart(24)}`,
    ...rows.map(({ file, lines, branches }) => `${file.padEnd(width)}${cell(lines)}${cell(branches)}`),
    ...summary.missedLines.map((place) => `No test reaches line ${place}`),
    ...summary.missedBranches.map((place) => `No test takes a branch at ${place}`),
    `${isMet(summary) ? "Meets" : "MISSES"} ${BOUNDS.lines} % of the lines and ${BOUNDS.branches} % of the branches.`,
  ].join("\n");
}
