import { createHash } from "node:crypto";
import { matchesGlob } from "node:path";
import { UsageError } from "./errors.ts";
import { type Mutant, OPERATORS } from "./mutant.ts";
import type { Operator } from "./operators/operator.ts";

/**
 * Draws some mutants. Each one's lot depends on the seed and its id alone, so a change in one function leaves the rest of the sample as it is.
 *
 * @returns The mutants drawn, in their old order; all of them when there are no more.
 */
export function drawSample(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  const lotOf = ({ id }: Mutant): string => createHash("sha256").update(`${seed} ${id}`).digest("hex");
  const lots = mutants.map((mutant) => ({ mutant, lot: lotOf(mutant) }));
  const drawn = new Set([...lots].sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, size));
  return lots.filter((lot) => drawn.has(lot)).map(({ mutant }) => mutant);
}

/**
 * Takes the mutants with some ids.
 *
 * @param text - The ids, one a line.
 * @throws {UsageError} when there is no mutant with an id.
 */
export function takeByIds(mutants: readonly Mutant[], text: string): readonly Mutant[] {
  const ids = new Set(text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()])));
  const taken = mutants.filter(({ id }) => ids.delete(id));
  const [missing] = ids;
  if (missing !== undefined) throw new UsageError(`There is no mutant ${missing} (any more). See --list.`);
  return taken;
}

/** Says whether a file is a contract's, and one that is asked for. */
export function isMeantFile(path: string, only: string | undefined): boolean {
  return path.startsWith("contracts/") && (only === undefined || matchesGlob(path, only));
}

/**
 * Finds the operators by their names.
 *
 * @throws {UsageError} when one is unknown.
 */
export function getOperators(names: readonly string[] | undefined): readonly Operator[] {
  if (names === undefined) return OPERATORS;
  const known = OPERATORS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no operator ${unknown}. There are ${known.join(", ")}.`);
  return OPERATORS.filter(({ name }) => names.includes(name));
}

/** Reads from `git diff --unified=0` which lines of which files are new or changed. */
export function parseChangedLines(diff: string): ReadonlyMap<string, ReadonlySet<number>> {
  const changed = new Map<string, Set<number>>();
  let lines = new Set<number>();
  for (const line of diff.split("\n")) {
    const file = /^\+\+\+ b\/(.+)$/.exec(line)?.[1];
    if (file !== undefined) {
      lines = new Set();
      changed.set(file, lines);
    }
    const [, start, count = "1"] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start !== undefined) for (let i = 0; i < Number(count); i += 1) lines.add(Number(start) + i);
  }
  return changed;
}
