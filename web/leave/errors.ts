import { FiducialError } from "../../src/errors.ts";

/** The wallet now uses another account than the one that is signed in. */
export class AccountChangedError extends FiducialError {
  readonly code = "AccountChanged";

  constructor() {
    super("The wallet uses another account than the one that is signed in. Choose that one in the wallet.");
  }
}

/** The account may not permit or revoke for this patient. */
export class MayNotConsentError extends FiducialError {
  readonly code = "MayNotConsent";

  constructor() {
    super(
      "This account may not give or take back leave for this patient. Its controller may, and proxies who may consent.",
    );
  }
}

/** A proxy was to give leave for longer than it may act itself. */
export class BeyondPowerError extends FiducialError {
  readonly code = "BeyondPower";
  /** When the proxy's power ends (unix seconds). */
  readonly until: number;

  constructor(until: number) {
    super("A proxy can't give leave beyond the end of its own power. Choose an end no later than that.");
    this.until = until;
  }
}
