/** What a figure counts, and how often that was. */
export type Figure = { readonly what: string; readonly count: string };

/**
 * Reads from the output of `hardhat test solidity -vv` how much was tried.
 *
 * @param depth - How many calls a run of a law makes.
 */
export function readSolidityFigures(output: string, depth: number): readonly Figure[] {
  const passed = [...output.matchAll(/^\s+✔ (\w+)\(.*?\)(?: \(runs: (\d+)\))?$/gm)];
  const tests = passed.map(([, name = "", runs]) => ({ name, runs: Number(runs ?? 0) }));
  const laws = tests.filter(({ name }) => name.startsWith("invariant"));
  const random = tests.filter(({ name, runs }) => !name.startsWith("invariant") && runs > 0);
  const sequences = [...output.matchAll(/^\s*sequences: (\d+)$/gm)].map(([, count]) => Number(count));
  return [
    { what: "fuzz tests", count: `${tell(random.length)}: ${tellRuns(random)} runs` },
    {
      what: "laws",
      count: `${tell(laws.length)}: ${tellRuns(laws)} runs of ${tell(depth)} calls, ${tell(sum(laws.map(({ runs }) => runs)) * depth)} calls`,
    },
    { what: "sequences of operations", count: tell(sum(sequences)) },
    { what: "other Solidity tests", count: tell(tests.length - laws.length - random.length) },
  ];
}

/** Reads from Mocha's output the tests that passed and name how much they tried: by a number that is a word, not a piece of an address. */
export function readMochaFigures(output: string): readonly Figure[] {
  const passed = [...output.matchAll(/^\s+✔ ((?:.*? )??(\d{2,})(?=[ ,:]|$).*?)(?: \(\d+ms\))?$/gm)];
  return passed.map(([, what = "", count]) => ({ what, count: tell(Number(count)) }));
}

/** A table with the counts on the left. */
export function renderFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures.map(({ what, count }) => `  ${what.padEnd(width)}  ${count}\n`).join("");
}

/** How many tests had how many runs, the most tests first: "150 x 10,000 and 15 x 100,000". */
function tellRuns(tests: readonly { readonly runs: number }[]): string {
  const counts = new Map<number, number>();
  for (const { runs } of tests) counts.set(runs, (counts.get(runs) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([runs, count]) => `${tell(count)} x ${tell(runs)}`).join(" and ");
}

function tell(count: number): string {
  return count.toLocaleString("en-US");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
