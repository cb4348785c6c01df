import { FiducialError } from "../../errors.ts";

/** What a refused request is answered with. */
export type RefusalStatus = 400 | 404 | 405 | 406 | 413 | 414 | 415;

/** Thrown when a request is outside of what the gateway understands. Nothing of it reaches the archive. */
export class RefusedRequestError extends FiducialError {
  readonly code = "RefusedRequest";
  readonly status: RefusalStatus;

  constructor(status: RefusalStatus, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Thrown when the archive answers with something that the route doesn't name: another study, series, instance, frame or kind of content. */
export class ForeignPartError extends FiducialError {
  readonly code = "ForeignPart";
}

/** Thrown when an answer of the archive is not what its own header says, or ends too early. */
export class MalformedAnswerError extends FiducialError {
  readonly code = "MalformedAnswer";
}
