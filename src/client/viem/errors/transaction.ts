import type { Hex } from "viem";
import { FiducialError } from "../../../errors.ts";
import { RefusedError } from "./refusal.ts";

/** The contract refused with an error that is none of its own. */
export class UnknownRefusalError extends RefusedError {
  readonly code = "UnknownRefusal";
  /** The first four bytes of what it answered; undefined when it answered nothing. */
  readonly selector: Hex | undefined;

  constructor(selector: Hex | undefined) {
    super(
      selector === undefined
        ? "The contract refused without a reason. Check the registry's address, and that the call has enough gas."
        : `The contract refused with ${selector}, which is no error of the registry. It may come from its AccessManager.`,
    );
    this.selector = selector;
  }
}

/** A write was asked for without an account that sends or signs it. */
export class NoAccountError extends FiducialError {
  readonly code = "NoAccount";

  constructor() {
    super("No account is given to send or sign with. Give the client or the call an account.");
  }
}

/** The account can't pay for the transaction. */
export class CannotPayError extends FiducialError {
  readonly code = "CannotPay";

  constructor() {
    super(
      "The sending account has not enough ether for the gas. Fund it, or have another account send what can be signed.",
    );
  }
}

/** Whoever holds the key declined to sign. */
export class SigningDeclinedError extends FiducialError {
  readonly code = "SigningDeclined";

  constructor() {
    super("The wallet declined. Ask again, and confirm in the wallet.");
  }
}

/** The transaction was mined and failed. Its `cause`, where there is one, is what the contract says to the same call after it. */
export class TransactionRevertedError extends FiducialError {
  readonly code = "TransactionReverted";
  readonly hash: Hex;

  constructor(hash: Hex, options?: ErrorOptions) {
    super(
      `Transaction ${hash} was mined and failed, so nothing was changed. Read what stands now, and send it again.`,
      options,
    );
    this.hash = hash;
  }
}

/** The transaction was sent, and no receipt was seen in time; it may still be mined. Its `cause`, where there is one, is why. */
export class NotMinedError extends FiducialError {
  readonly code = "NotMined";
  readonly hash: Hex;

  constructor(hash: Hex, options?: ErrorOptions) {
    super(`Transaction ${hash} was sent and was not seen mined. Look for it before sending anything again.`, options);
    this.hash = hash;
  }
}

/** Another transaction of the account took the place of this one. */
export class TransactionReplacedError extends FiducialError {
  readonly code = "TransactionReplaced";
  readonly hash: Hex;

  constructor(hash: Hex, by: Hex) {
    super(
      `Transaction ${hash} was cancelled or replaced by ${by}, so it had no effect. Send it again if it is still meant.`,
    );
    this.hash = hash;
  }
}
