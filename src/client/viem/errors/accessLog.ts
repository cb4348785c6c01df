import { refusal } from "./refusal.ts";

/** An account that nobody vouches for stated an access of its own. */
export class NotInDirectoryError extends refusal(
  "NotInDirectory",
  ({ accessor }) =>
    `${accessor} is not in the directory, not the patient, and was never permitted anything here, so its word is not logged. Have an organization admit it.`,
) {}

/** The gateway's organization is not the record's custodian. */
export class NotCustodiansGatewayError extends refusal(
  "NotCustodiansGateway",
  ({ gateway, custodian }) =>
    `${gateway} is not a gateway of the record's custodian ${custodian}. Log through a gateway of that organization.`,
) {}

/** A batch does not start with the gateway's next number. */
export class WrongNumberError extends refusal(
  "WrongNumber",
  ({ next, given }) =>
    `The gateway's next entry is number ${next}, and the batch starts with ${given}. ` +
    (given < next
      ? "It was sent before: check which entries are logged."
      : "An earlier batch is missing: send it first."),
) {}

/** An access is said to happen after the block's time. */
export class InFutureError extends refusal(
  "InFuture",
  ({ time, blockTime }) =>
    `The access is said to happen at ${time}, and the chain's time is ${blockTime}. Check the clock, or send it a little later.`,
) {}
