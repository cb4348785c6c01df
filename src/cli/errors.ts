import {
  UnknownActionError,
  UnknownEmergencyReasonError,
  UnknownKindError,
  UnknownPowerError,
  UnknownPurposeError,
  UnknownRoleError,
} from "../consent/errors.ts";
import { FiducialError } from "../errors.ts";

/** Thrown when what was typed can't be meant: an unknown name, a time that is none, options that exclude each other. */
export class UsageError extends FiducialError {
  readonly code = "Usage";
}

/** Thrown when a home folder, a file or a secret that a command needs is not there or not readable. */
export class SetupError extends FiducialError {
  readonly code = "Setup";
}

/** Thrown when a command did its work and the answer is a bad one: an image is altered, an access is missing. */
export class FindingError extends FiducialError {
  readonly code = "Finding";
}

/** Thrown when a proof does not hold, or is none. */
export class NotProvenError extends FiducialError {
  readonly code = "NotProven";
}

/** Thrown when an audit found that something differs. */
export class DifferenceError extends FiducialError {
  readonly code = "Difference";
}

/** Thrown when an audit could not be made, or not all of it: what was not checked may be right or wrong. */
export class NotCheckedError extends FiducialError {
  readonly code = "NotChecked";
}

/** What is thrown for something typed that is in none of the lists of words. */
const WRONG_WORDS = [
  UnknownPurposeError,
  UnknownKindError,
  UnknownActionError,
  UnknownEmergencyReasonError,
  UnknownRoleError,
  UnknownPowerError,
] as const;

/** The exit code for an error: 2 for wrong usage, 3 for a finding, 4 for an audit that could not be made, 1 for everything else. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || WRONG_WORDS.some((Wrong) => error instanceof Wrong)) return 2;
  if (error instanceof FindingError) return 3;
  if (error instanceof NotCheckedError) return 4;
  return 1;
}
