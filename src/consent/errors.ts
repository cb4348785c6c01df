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

/** The state that a judgement reads holds no record with this commitment. */
export class UnknownRecordError extends FiducialError {
  readonly code = "UnknownRecord";

  constructor() {
    super(
      "No record with this commitment is registered. Check the commitment, and that the state is that of the right chain.",
    );
  }
}
