import { FiducialError } from "../../src/errors.ts";

/** Thrown when the options of a measuring command don't fit: the command ends with 2. */
export class UsageError extends FiducialError {
  override readonly code = "Usage";
}

/** Thrown when the contracts or their tests, unchanged, don't compile or don't pass: nothing can be measured then. */
export class BaselineError extends FiducialError {
  override readonly code = "Baseline";
}
