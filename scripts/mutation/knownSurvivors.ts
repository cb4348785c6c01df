import { readFileSync } from "node:fs";
import { BaselineError } from "./errors.ts";
import type { Mutant } from "./mutant.ts";

/** A survivor somebody has looked at. It is known by its text, so that lines may move. */
export type KnownSurvivor = Pick<Mutant, "file" | "where" | "operator" | "before" | "after"> & {
  /** Why no test notices it; it counts as a survivor all the same. */
  readonly reason?: string;
  /** The proof in words that no test can notice it: then it does not count. */
  readonly equivalent?: string;
};

type Key = Pick<Mutant, "file" | "where" | "operator" | "before" | "after">;

/**
 * Reads the known survivors.
 *
 * @throws {BaselineError} when an entry has neither a reason nor a proof, or both.
 */
export function readKnownSurvivors(file: URL | string): readonly KnownSurvivor[] {
  const known: readonly KnownSurvivor[] = JSON.parse(readFileSync(file, "utf8"));
  for (const { before, reason = "", equivalent = "" } of known) {
    if ((reason.trim() === "") === (equivalent.trim() === "")) {
      throw new BaselineError(`A known survivor needs either "reason" or "equivalent", in words: ${before}`);
    }
  }
  return known;
}

/** Finds what is known of a mutant. */
export function findKnown(known: readonly KnownSurvivor[], mutant: Key): KnownSurvivor | undefined {
  const key = keyOf(mutant);
  return known.find((entry) => keyOf(entry) === key);
}

function keyOf({ file, where, operator, before, after }: Key): string {
  return JSON.stringify([file, where, operator, before, after]);
}
