import { ApiError } from "../errors.ts";

/** Somebody who is no actor in force, or an auditor, asks a patient for leave. */
export class ActorsOnlyError extends ApiError {
  readonly code = "ActorsOnly";
  readonly status = 403;

  constructor() {
    super(
      "Only an actor in force asks a patient for leave, and no auditor. Ask your organization to admit you, or to renew your terms.",
    );
  }
}

/** Somebody has too many requests open. */
export class TooManyOpenError extends ApiError {
  readonly code = "TooManyOpen";
  readonly status = 429;

  constructor() {
    super("You have too many requests open, here or with this patient. Each ends by itself 90 days after it was sent.");
  }
}
