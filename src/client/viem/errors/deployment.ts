import { refusal } from "./refusal.ts";

/** The contract that the registry would call is not there. No call of a registry as it was published answers so. */
export class AddressEmptyCodeError extends refusal(
  "AddressEmptyCode",
  ({ target }) =>
    `There is no contract at ${target}, which the registry calls. Check the address: this is not a registry as it was published.`,
) {}

/** A call within the registry failed without a reason. */
export class FailedCallError extends refusal(
  "FailedCall",
  () => "The act failed without a reason. Check that its call is complete, and that the transaction has enough gas.",
) {}

/** The registry would pay out more than it has. No call of a registry as it was published answers so: it holds no ether. */
export class InsufficientBalanceError extends refusal(
  "InsufficientBalance",
  ({ balance, needed }) =>
    `The contract has ${balance} wei, and would need ${needed}. Check the address: this is not a registry as it was published.`,
) {}
