import { UnknownOutcomeError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** What the review of an access in an emergency came to, in the order of `Outcome` in contracts/interfaces/IReviews.sol. */
export const OUTCOMES = ["pending", "justified", "unjustified"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/**
 * Takes a text as an outcome of a review, in any case.
 *
 * @throws {UnknownOutcomeError} when it is none
 */
export function parseOutcome(text: string): Outcome {
  return parseWord(text, OUTCOMES, "an outcome of a review", UnknownOutcomeError);
}

/**
 * Names the outcome with a number of the contract's.
 *
 * @throws {UnknownOutcomeError} when none has it
 */
export function outcomeOf(number: number): Outcome {
  return wordOf(number, OUTCOMES, "an outcome of a review", UnknownOutcomeError);
}
