import { UnknownDispositionError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** What a human made of a contribution, in the order of `Disposition` in contracts/interfaces/IContributions.sol. */
export const DISPOSITIONS = ["accepted", "modified", "rejected"] as const;

export type Disposition = (typeof DISPOSITIONS)[number];

/**
 * Takes a text as a disposition, in any case.
 *
 * @throws {UnknownDispositionError} when it is none
 */
export function parseDisposition(text: string): Disposition {
  return parseWord(text, DISPOSITIONS, "a disposition", UnknownDispositionError);
}

/**
 * Names the disposition with a number of the contract's.
 *
 * @throws {UnknownDispositionError} when none has it
 */
export function dispositionOf(number: number): Disposition {
  return wordOf(number, DISPOSITIONS, "a disposition", UnknownDispositionError);
}
