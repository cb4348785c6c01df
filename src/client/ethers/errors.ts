import { FiducialError } from "../../errors.ts";

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

/** An event holds a number that this version has no word for. */
export class UnreadableEventError extends FiducialError {
  readonly code = "UnreadableEvent";

  constructor() {
    super(
      "The event is not of this version of the registry. Check the registry's address, or use the client of its version.",
    );
  }
}
