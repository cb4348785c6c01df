import type { FiducialError } from "../errors.ts";
import { suggest } from "./nearest.ts";

/**
 * Takes a text as one of the words, in any case.
 *
 * @param noun - What a word is, with its article, for the message.
 * @throws {FiducialError} of the class given, when it is none
 */
export function parseWord<Word extends string>(
  text: string,
  words: readonly Word[],
  noun: string,
  WrongWordError: new (message: string) => FiducialError,
): Word {
  const word = words.find((known) => known === text.trim().toLowerCase());
  if (word === undefined) throw new WrongWordError(`Not ${noun}. ${suggest(text, words)}`);
  return word;
}

/**
 * Names the word with a number, where the words are numbered from zero in their order.
 *
 * @throws {FiducialError} of the class given, when none has it
 */
export function wordOf<Word extends string>(
  number: number,
  words: readonly Word[],
  noun: string,
  WrongWordError: new (message: string) => FiducialError,
): Word {
  const word = words[number];
  if (word === undefined) {
    throw new WrongWordError(`${number} is the number of no word for ${noun}. They run from 0 to ${words.length - 1}.`);
  }
  return word;
}
