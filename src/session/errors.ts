import { FiducialError } from "../errors.ts";

/** A login that is none: the message signed, its signature or its nonce does not hold. */
export class LoginRefusedError extends FiducialError {
  readonly code = "LoginRefused";
}

/** Too much is kept at once; the oldest ends soon. */
export class TooBusyError extends FiducialError {
  readonly code = "TooBusy";

  constructor() {
    super("As many sessions or logins are held here as may be. Try again in a moment.");
  }
}
