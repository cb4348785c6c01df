import { UnknownHoldError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** Who holds a controller's key, in the order of `Hold` in contracts/interfaces/IPatients.sol. */
export const HOLDS = ["self", "custodial"] as const;

export type Hold = (typeof HOLDS)[number];

/**
 * Takes a text as a word for who holds the key, in any case.
 *
 * @throws {UnknownHoldError} when it is none
 */
export function parseHold(text: string): Hold {
  return parseWord(text, HOLDS, "a word for who holds the key", UnknownHoldError);
}

/**
 * Names the hold with a number of the contract's.
 *
 * @throws {UnknownHoldError} when none has it
 */
export function holdOf(number: number): Hold {
  return wordOf(number, HOLDS, "a word for who holds the key", UnknownHoldError);
}
