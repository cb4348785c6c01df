import { UnknownEmergencyReasonError } from "./errors.ts";
import { suggest } from "./nearest.ts";

/**
 * The coded reasons for which an emergency leave is claimed. The number stands in the `detail` of an access word, where zero means that no
 * reason was given. The list only grows at its end: a number never changes its meaning.
 */
export const EMERGENCY_REASONS = [
  { number: 1, name: "unconscious", words: "the patient is unconscious" },
  { number: 2, name: "life-threatening", words: "the patient's life is in danger" },
  { number: 3, name: "unable-to-consent", words: "the patient is awake but cannot consent" },
  { number: 4, name: "public-health", words: "others are in danger" },
  { number: 5, name: "other-emergency", words: "another emergency" },
] as const;

export type EmergencyReason = (typeof EMERGENCY_REASONS)[number]["name"];

/**
 * Takes a text as a coded reason, in any case.
 *
 * @throws {UnknownEmergencyReasonError} when it is none
 */
export function parseEmergencyReason(text: string): EmergencyReason {
  const reason = EMERGENCY_REASONS.find(({ name }) => name === text.trim().toLowerCase());
  if (reason === undefined) {
    const names = EMERGENCY_REASONS.map(({ name }) => name);
    throw new UnknownEmergencyReasonError(`Not a reason of an emergency. ${suggest(text, names)}`);
  }
  return reason.name;
}

/** Gets the number of a coded reason: 1 or more. */
export function emergencyReasonNumber(reason: EmergencyReason): number {
  return EMERGENCY_REASONS.findIndex(({ name }) => name === reason) + 1;
}

/**
 * Names the coded reason with a number. The contract takes any number but zero, so a log may hold others.
 *
 * @throws {UnknownEmergencyReasonError} when no reason has it
 */
export function emergencyReasonName(number: number): EmergencyReason {
  const reason = EMERGENCY_REASONS.find((known) => known.number === number);
  if (reason === undefined) {
    throw new UnknownEmergencyReasonError(
      `No reason of an emergency has the number ${number}. They run from 1 to ${EMERGENCY_REASONS.length}.`,
    );
  }
  return reason.name;
}
