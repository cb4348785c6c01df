import { UnknownOriginError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** Where the content of a section comes from, in the order of `Origin` in contracts/interfaces/IContributions.sol. */
export const ORIGINS = ["human", "ai", "ai-assisted"] as const;

export type Origin = (typeof ORIGINS)[number];

/**
 * Takes a text as an origin, in any case.
 *
 * @throws {UnknownOriginError} when it is none
 */
export function parseOrigin(text: string): Origin {
  return parseWord(text, ORIGINS, "an origin", UnknownOriginError);
}

/**
 * Names the origin with a number of the contract's.
 *
 * @throws {UnknownOriginError} when none has it
 */
export function originOf(number: number): Origin {
  return wordOf(number, ORIGINS, "an origin", UnknownOriginError);
}
