import { FiducialError } from "../errors.ts";

/** A text or number is none of the purposes of use. */
export class UnknownPurposeError extends FiducialError {
  readonly code = "UnknownPurpose";
}

/** A text or number is none of the record kinds. */
export class UnknownKindError extends FiducialError {
  readonly code = "UnknownKind";
}

/** A text or number is none of the actions. */
export class UnknownActionError extends FiducialError {
  readonly code = "UnknownAction";
}

/** A text or number is none of the coded reasons of an emergency. */
export class UnknownEmergencyReasonError extends FiducialError {
  readonly code = "UnknownEmergencyReason";
}

/** A text names a role that does not exist. */
export class UnknownRoleError extends FiducialError {
  readonly code = "UnknownRole";
}

/** A text names a power that a proxy cannot have. */
export class UnknownPowerError extends FiducialError {
  readonly code = "UnknownPower";
}

/** A text or number is none of the words for who holds a controller's key. */
export class UnknownHoldError extends FiducialError {
  readonly code = "UnknownHold";
}

/** A text or number is none of the statuses of a record. */
export class UnknownStatusError extends FiducialError {
  readonly code = "UnknownStatus";
}

/** A text or number is none of the origins of a contribution. */
export class UnknownOriginError extends FiducialError {
  readonly code = "UnknownOrigin";
}

/** A text or number is none of the dispositions of a contribution. */
export class UnknownDispositionError extends FiducialError {
  readonly code = "UnknownDisposition";
}

/** A text or number is none of the outcomes of a review. */
export class UnknownOutcomeError extends FiducialError {
  readonly code = "UnknownOutcome";
}

/** A text or number is none of the relations between records. */
export class UnknownRelationError extends FiducialError {
  readonly code = "UnknownRelation";
}

/** A number is none of the bases. */
export class UnknownBasisError extends FiducialError {
  readonly code = "UnknownBasis";
}

/** A value does not fit its field in a packed word, an address or a signed message. */
export class FieldOutOfRangeError extends FiducialError {
  readonly code = "FieldOutOfRange";
}

/** A list of accounts is none that a joint account can have as its members. */
export class WrongMembersError extends FiducialError {
  readonly code = "WrongMembers";
}

/** The lines of a custodian's book don't make one. */
export class InvalidBookError extends FiducialError {
  readonly code = "InvalidBook";
}

/** The state that a judgement reads holds no record with this commitment. */
export class UnknownRecordError extends FiducialError {
  readonly code = "UnknownRecord";

  constructor() {
    super(
      "No record with this commitment is registered. Check the commitment, and that the state is that of the right chain.",
    );
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
