import type { Outcome, Verdict } from "./judge.ts";
import { findKnown, type KnownSurvivor } from "./knownSurvivors.ts";
import type { Mutant } from "./mutant.ts";

export type Judged = { readonly mutant: Mutant; readonly verdict: Verdict };

/** How many mutants came to what; those in `proven` are among the survived. */
export type Tally = Readonly<Record<Outcome | "mutants" | "proven", number>>;

export type Survivor = {
  readonly mutant: Mutant;
  readonly known: KnownSurvivor | undefined;
};

export type Result = {
  readonly byFile: ReadonlyMap<string, Tally>;
  readonly total: Tally;
  /** Percent of the mutants that compile to something else: killed, timed out included. */
  readonly rawScore: number;
  /** The same without the survivors that are proven equivalent. It is what the bound holds for. */
  readonly score: number;
  readonly survivors: readonly Survivor[];
  readonly timedOut: readonly Mutant[];
  /** Known survivors that a test killed: their entries can go. */
  readonly outdated: readonly KnownSurvivor[];
};

const none: Tally = { mutants: 0, killed: 0, timedOut: 0, survived: 0, stillborn: 0, equivalent: 0, proven: 0 };

/** Adds the verdicts up. */
export function score(judged: readonly Judged[], known: readonly KnownSurvivor[]): Result {
  const byFile = new Map<string, Tally>();
  let total = none;
  for (const { mutant, verdict } of judged) {
    const isProven = verdict.outcome === "survived" && findKnown(known, mutant)?.equivalent !== undefined;
    byFile.set(mutant.file, add(byFile.get(mutant.file) ?? none, verdict.outcome, isProven));
    total = add(total, verdict.outcome, isProven);
  }
  const inOrder = [...judged].sort((a, b) => compare(a.mutant, b.mutant));
  const survived = inOrder.filter(({ verdict }) => verdict.outcome === "survived").map(({ mutant }) => mutant);
  const gone = inOrder.filter(({ verdict }) => verdict.outcome === "killed");
  const goneKnown = gone.map(({ mutant }) => findKnown(known, mutant));
  const stillKnown = new Set(survived.map((mutant) => findKnown(known, mutant)));
  return {
    byFile: new Map([...byFile].sort(([a], [b]) => (a < b ? -1 : 1))),
    total,
    rawScore: percentOf(total, 0),
    score: percentOf(total, total.proven),
    survivors: survived.map((mutant) => ({ mutant, known: findKnown(known, mutant) })),
    timedOut: inOrder.filter(({ verdict }) => verdict.outcome === "timedOut").map(({ mutant }) => mutant),
    outdated: known.filter((entry) => goneKnown.includes(entry) && !stillKnown.has(entry)),
  };
}

/** The score of some mutants; where none counts it is full. */
export function percentOf({ killed, timedOut, survived }: Tally, excused: number): number {
  const caught = killed + timedOut;
  const counted = caught + survived - excused;
  return counted === 0 ? 100 : (100 * caught) / counted;
}

function add(tally: Tally, outcome: Outcome, isProven: boolean): Tally {
  const proven = tally.proven + (isProven ? 1 : 0);
  return { ...tally, mutants: tally.mutants + 1, [outcome]: tally[outcome] + 1, proven };
}

function compare(a: Mutant, b: Mutant): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}
