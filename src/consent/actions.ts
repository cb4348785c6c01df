import { UnknownActionError } from "./errors.ts";
import { suggest } from "./nearest.ts";

/** What was done with a record: the actions of a FHIR AuditEvent. A number never changes its meaning. */
const NUMBERS = { read: 1, create: 2, update: 3, delete: 4, execute: 5 } as const;

export type ActionName = keyof typeof NUMBERS;

/** The names of all actions, by number from 1. */
export const ACTIONS: readonly ActionName[] = ["read", "create", "update", "delete", "execute"];

/**
 * Takes a text as the name of an action, in any case.
 *
 * @throws {UnknownActionError} when it is none
 * @see https://hl7.org/fhir/R4/valueset-audit-event-action.html
 */
export function parseAction(text: string): ActionName {
  const name = ACTIONS.find((known) => known === text.trim().toLowerCase());
  if (name === undefined) throw new UnknownActionError(`Not an action. ${suggest(text, ACTIONS)}`);
  return name;
}

/** Gets the number of an action, as it stands in an access word. */
export function actionNumber(name: ActionName): number {
  return NUMBERS[name];
}

/**
 * Names the action with a number. The contract takes any number, so a log may hold others.
 *
 * @throws {UnknownActionError} when no action has it
 */
export function actionName(number: number): ActionName {
  const name = ACTIONS.find((known) => NUMBERS[known] === number);
  if (name === undefined)
    throw new UnknownActionError(`No action has the number ${number}. They run from 1 to ${ACTIONS.length}.`);
  return name;
}
