import { FiducialError } from "../errors.ts";

/** What the gateway refuses with an HTTP status of its own. The message says what to do, and nothing of any record. */
export abstract class GatewayError extends FiducialError {
  /** The HTTP status. */
  abstract readonly status: number;
}

/** A request without a session, or with one that is over. */
export class NoSessionError extends GatewayError {
  readonly code = "NoSession";
  readonly status = 401;

  constructor() {
    super("Nobody is signed in, or the session is over. Sign in by POST /session/nonce and POST /session.");
  }
}

/** A request that came from another page than one of the gateway's own. */
export class ForeignOriginError extends GatewayError {
  readonly code = "ForeignOrigin";
  readonly status = 403;

  constructor() {
    super("The request comes from a page of another origin. Use one of the gateway's own, or name its origin there.");
  }
}

/** A body or header that the gateway's own questions don't take. */
export class WrongRequestError extends GatewayError {
  readonly code = "WrongRequest";
  readonly status = 400;
}

/** Somebody without the role breaks the glass. */
export class NoEmergencyRoleError extends GatewayError {
  readonly code = "NoEmergencyRole";
  readonly status = 403;

  constructor() {
    super("Only an actor with the emergency role, in force now, breaks the glass. An organization gives the role.");
  }
}

/** Somebody without the right to store tries to. */
export class MayNotStoreError extends GatewayError {
  readonly code = "MayNotStore";
  readonly status = 403;

  constructor() {
    super("Only the custodian's own registrars and devices store studies here.");
  }
}

/** The chain's head is older than it may be, or the node is silent: no ordinary access can be judged. */
export class ChainTooOldError extends GatewayError {
  readonly code = "ChainTooOld";
  readonly status = 503;

  constructor(options?: ErrorOptions) {
    super(
      "What is known of the chain is older than it may be, so nothing can be permitted now. Try again; in an emergency break the glass by POST /break-glass.",
      options,
    );
  }
}
