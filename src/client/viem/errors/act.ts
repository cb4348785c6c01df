import { FiducialError } from "../../../errors.ts";

export { MissingSignaturesError, NotMemberError, NotTheSameActError } from "../../../consent/errors.ts";

/** What was signed is another act than the one that is to be sent. */
export class WrongActError extends FiducialError {
  readonly code = "WrongAct";
  /** The function that was to be called. */
  readonly functionName: string;

  constructor(functionName: string) {
    super(`What was signed is not a call of ${functionName}. Send it with the function that it was signed for.`);
    this.functionName = functionName;
  }
}
