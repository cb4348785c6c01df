import { ACTIONS, type ActionName, actionNumber } from "../../consent/actions.ts";
import { KINDS, type KindCode } from "../../consent/kinds.ts";
import { PURPOSES, type PurposeCode } from "../../consent/purposes.ts";
import { UnreadableAnswerError } from "./errors/answer.ts";

/** Names a record kind. The contract takes numbers that the list has no word for yet: those stay numbers. */
export function kindWord(number: number): KindCode | number {
  return KINDS[number]?.code ?? number;
}

/** Names a purpose. The contract takes numbers that the list has no word for: those stay numbers. */
export function purposeWord(number: number): PurposeCode | number {
  return PURPOSES[number]?.code ?? number;
}

/** Names an action. The contract takes numbers that the list has no word for: those stay numbers. */
export function actionWord(number: number): ActionName | number {
  return ACTIONS.find((action) => actionNumber(action) === number) ?? number;
}

/**
 * Names a value of an enum of the contract.
 *
 * @param words - The enum's words, in its order.
 * @throws {UnreadableAnswerError} when the contract has more values than words
 */
export function enumWord<const Word extends string>(words: readonly Word[], number: number): Word {
  const word = words[number];
  if (word === undefined) throw new UnreadableAnswerError(`The number ${number} in place of ${words.join(", ")}`);
  return word;
}
