import { FiducialError } from "../../../errors.ts";

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

/** Signatures that are to be joined are not of one act. */
export class NotTheSameActError extends FiducialError {
  readonly code = "NotTheSameAct";

  constructor() {
    super("The signatures are not of one act with one deadline. Have every member sign the same.");
  }
}

/** A signature is of an account that is not a member. */
export class NotMemberError extends FiducialError {
  readonly code = "NotMember";

  constructor() {
    super("A signature is of an account that is not among the members. Check who signed, and the list of members.");
  }
}

/** Members have not signed an act that all have to sign. */
export class MissingSignaturesError extends FiducialError {
  readonly code = "MissingSignatures";
  /** How many have not signed. */
  readonly missing: number;

  constructor(missing: number) {
    super(`${missing} of the members have not signed, and this act needs all of them. Have them sign too.`);
    this.missing = missing;
  }
}
