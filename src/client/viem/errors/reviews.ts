import { refusal } from "./refusal.ts";

/** The access is not one in an emergency. */
export class NoReviewDueError extends refusal(
  "NoReviewDue",
  ({ record, number }) =>
    `Access ${number} of record ${record} is not one in an emergency. Check the record and the access's number.`,
) {}

/** The access was reviewed before. */
export class AlreadyReviewedError extends refusal(
  "AlreadyReviewed",
  ({ record, number }) => `Access ${number} of record ${record} was reviewed before. Read the review; it stands.`,
) {}

/** The caller is not a reviewer in force of the record's custodian. */
export class NotReviewerError extends refusal(
  "NotReviewer",
  ({ caller, custodian }) =>
    `${caller} is not a reviewer in force of the record's custodian ${custodian}. Have that organization admit it as a reviewer.`,
) {}

/** An accessor was to review an access of its own. */
export class OwnAccessError extends refusal(
  "OwnAccess",
  ({ accessor }) => `${accessor} can't review an access of its own. Have another reviewer do it.`,
) {}

/** A review says nothing. */
export class NoOutcomeError extends refusal(
  "NoOutcome",
  () => "A review that leaves the outcome open says nothing. Say whether the access was justified.",
) {}
