import { UnknownStatusError } from "./errors.ts";
import { parseWord, wordOf } from "./parseWord.ts";

/** How far a record has come, in the order of `Status` in contracts/interfaces/IRecords.sol. */
export const STATUSES = [
  "registered",
  "partial",
  "preliminary",
  "final",
  "amended",
  "corrected",
  "appended",
  "cancelled",
  "entered-in-error",
] as const;

/** @see https://hl7.org/fhir/R4/valueset-diagnostic-report-status.html */
export type Status = (typeof STATUSES)[number];

/**
 * Takes a text as a status of a record, in any case.
 *
 * @throws {UnknownStatusError} when it is none
 */
export function parseStatus(text: string): Status {
  return parseWord(text, STATUSES, "a status of a record", UnknownStatusError);
}

/**
 * Names the status with a number of the contract's.
 *
 * @throws {UnknownStatusError} when none has it
 */
export function statusOf(number: number): Status {
  return wordOf(number, STATUSES, "a status of a record", UnknownStatusError);
}

/** What may follow on each status; a status that follows on itself is an amendment of the content alone. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  registered: ["registered", "partial", "preliminary", "final", "cancelled", "entered-in-error"],
  partial: ["partial", "preliminary", "final", "cancelled", "entered-in-error"],
  preliminary: ["preliminary", "final", "cancelled", "entered-in-error"],
  final: ["amended", "corrected", "appended", "entered-in-error"],
  amended: ["amended", "corrected", "appended", "entered-in-error"],
  corrected: ["amended", "corrected", "appended", "entered-in-error"],
  appended: ["amended", "corrected", "appended", "entered-in-error"],
  cancelled: [],
  "entered-in-error": [],
};

/**
 * Says whether a record of the status `status` may be amended to be `next`.
 *
 * @see contracts/libraries/Lifecycle.sol
 */
export function statusFollows(status: Status, next: Status): boolean {
  return NEXT[status].includes(next);
}

/** Says whether a record may be registered with the status. */
export function isFirstStatus(status: Status): boolean {
  return STATUSES.indexOf(status) <= STATUSES.indexOf("final");
}
