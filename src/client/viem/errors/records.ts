import { STATUSES } from "../../../consent/statuses.ts";
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

/** The kind is none that a permit can name. */
export class UnknownKindError extends refusal(
  "UnknownKind",
  ({ kind }) => `There is no record kind ${kind}. Use one of the list of kinds.`,
) {}

/** A digest is zero, or neither digest nor status is new. */
export class SameDigestError extends refusal("SameDigest", ({ digest }) =>
  /^0x0*$/.test(digest)
    ? "A digest can't be zero. Give the digest of the content."
    : `The record has the digest ${digest} and this status already. There is nothing to amend.`,
) {}

/** A record can't be of this status, or not after the one it has. */
export class WrongStatusError extends refusal("WrongStatus", ({ status, next }) =>
  status === next
    ? `A record can't start as ${statusName(next)}. Register it as one of ${STATUSES.slice(0, 4).join(", ")}.`
    : `A record that is ${statusName(status)} can't become ${statusName(next)}. Read its history, and choose a status that may follow.`,
) {}

/** A record was to relate to one that was not registered before it. */
export class NotOlderError extends refusal(
  "NotOlder",
  ({ record, target }) =>
    `Record ${target} was not registered before ${record}. State the relation from the younger record to the older one.`,
) {}

/** A list is empty or longer than one call takes. */
export class WrongLengthError extends refusal(
  "WrongLength",
  ({ length, max }) => `A list of ${length} was given. Send 1 to ${max} at once.`,
) {}

function statusName(number: number): string {
  return STATUSES[number] ?? `of status ${number}`;
}
