import { UnknownRelationError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** How one record relates to another, in the order of `Relation` in contracts/interfaces/IRecords.sol. */
export const RELATIONS = ["part-of", "derived-from", "replaces", "annotates"] as const;

export type Relation = (typeof RELATIONS)[number];

/**
 * Takes a text as a relation, in any case.
 *
 * @throws {UnknownRelationError} when it is none
 */
export function parseRelation(text: string): Relation {
  return parseWord(text, RELATIONS, "a relation", UnknownRelationError);
}

/**
 * Names the relation with a number of the contract's.
 *
 * @throws {UnknownRelationError} when none has it
 */
export function relationOf(number: number): Relation {
  return wordOf(number, RELATIONS, "a relation", UnknownRelationError);
}
