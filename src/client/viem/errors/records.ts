import { refusal } from "./refusal.ts";

/** A record with this commitment exists. */
export class AlreadyRegisteredError extends refusal(
  "AlreadyRegistered",
  ({ record }) => `Record ${record} is registered already. Amend it to give it a new digest.`,
) {}

/** No record has this commitment. */
export class UnknownRecordError extends refusal(
  "UnknownRecord",
  ({ record }) => `No record ${record} is registered. Check the commitment, or register the record first.`,
) {}

/** The caller does not speak for the record's custodian. */
export class NotCustodianError extends refusal(
  "NotCustodian",
  ({ caller, custodian }) =>
    `${caller} does not speak for the record's custodian ${custodian}. Use the custodian's account or one of its registrars.`,
) {}

/** The patient is not one of the caller's organization. */
export class NotItsPatientError extends refusal(
  "NotItsPatient",
  ({ patient, custodian }) =>
    `Patient ${patient} is not one of ${custodian}. Enroll the patient there, and use the number given.`,
) {}

/** The kind is none that a permit can name. */
export class UnknownKindError extends refusal(
  "UnknownKind",
  ({ kind }) => `There is no record kind ${kind}. Use one of the list of kinds.`,
) {}

/** A digest is zero, or the one the record has already. */
export class SameDigestError extends refusal("SameDigest", ({ digest }) =>
  /^0x0*$/.test(digest)
    ? "A record can't have a digest of zero. Give the digest of its content."
    : `The record has the digest ${digest} already. There is nothing to amend.`,
) {}

/** A record was to relate to itself. */
export class SelfRelationError extends refusal(
  "SelfRelation",
  ({ record }) => `Record ${record} can't relate to itself. Name another record.`,
) {}

/** A list is empty or longer than one call takes. */
export class WrongLengthError extends refusal(
  "WrongLength",
  ({ length, max }) => `A list of ${length} was given. Send 1 to ${max} at once.`,
) {}
