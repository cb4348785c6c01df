import { FiducialError } from "../../../errors.ts";

/** What was read is not what this registry answers or logs. */
export class UnreadableAnswerError extends FiducialError {
  readonly code = "UnreadableAnswer";

  constructor(what: string, options?: ErrorOptions) {
    super(`${what} is not of this registry. Check the registry's address, or use the client of its version.`, options);
  }
}
