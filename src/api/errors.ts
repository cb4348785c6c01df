import { FiducialError } from "../errors.ts";

/** What the API refuses with an HTTP status of its own. The message says what to do, and nothing of any record. */
export abstract class ApiError extends FiducialError {
  /** The HTTP status. */
  abstract readonly status: number;
}

/** A request without a session, or with one that is over. */
export class NoSessionError extends ApiError {
  readonly code = "NoSession";
  readonly status = 401;

  constructor() {
    super("Nobody is signed in, or the session is over. Sign in by POST /session/nonce and POST /session.");
  }
}

/** A request that came from another page than one of the API's own. */
export class ForeignOriginError extends ApiError {
  readonly code = "ForeignOrigin";
  readonly status = 403;

  constructor() {
    super("The request comes from a page of another origin. Use the API's own pages, or a token in the header.");
  }
}

/** What is not there and what is not the asker's: the one answer to both. */
export class NotFoundError extends ApiError {
  readonly code = "NotFound";
  readonly status = 404;

  constructor() {
    super("There is nothing here for you. Look at GET /me for what you may ask about.");
  }
}

/** Something about the whole log, asked by somebody who is not to know of all of it. */
export class AuditorsOnlyError extends ApiError {
  readonly code = "AuditorsOnly";
  readonly status = 403;

  constructor() {
    super("Only an auditor asks this. An organization gives the role to an actor of its own.");
  }
}

/** A question that is of the right form, and yet none that can be answered. */
export class WrongQuestionError extends ApiError {
  readonly code = "WrongQuestion";
  readonly status = 400;
}

/** More that takes long is asked for at once than is done at once. */
export class AsideBusyError extends ApiError {
  readonly code = "AsideBusy";
  readonly status = 503;

  constructor() {
    super(
      "Too many counts, exports, reports or evidences are under way. Wait for one of yours, or try again in a moment.",
    );
  }
}

/** The index can't be read. */
export class IndexUnavailableError extends ApiError {
  readonly code = "IndexUnavailable";
  readonly status = 503;

  constructor(options?: ErrorOptions) {
    super("The index can't be read now, or nothing was indexed yet. Try again in a moment.", options);
  }
}
