import { FiducialError } from "../../errors.ts";

export { MissingSignaturesError, NotMemberError, NotTheSameActError } from "../../consent/errors.ts";

/** An event holds a number that this version has no word for. */
export class UnreadableEventError extends FiducialError {
  readonly code = "UnreadableEvent";

  constructor() {
    super(
      "The event is not of this version of the registry. Check the registry's address, or use the client of its version.",
    );
  }
}
