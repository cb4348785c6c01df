import { ApiError } from "../errors.ts";

/** A signature came after its deadline. */
export class DeadlinePassedError extends ApiError {
  readonly code = "DeadlinePassed";
  readonly status = 422;

  constructor() {
    super("The deadline that was signed is over. Have it signed again with a later one.");
  }
}

/** What was sent is none of the acts that a patient's side signs. */
export class NoSignedActError extends ApiError {
  readonly code = "NoSignedAct";
  readonly status = 400;

  constructor() {
    super("`act` is no whole call of an act that can be signed, such as permit or revoke. The clients build it.");
  }
}

/** The relayer has nothing to pay with. The same act can be sent by anybody else. */
export class RelayerCannotPayError extends ApiError {
  readonly code = "RelayerCannotPay";
  readonly status = 503;

  constructor(options?: ErrorOptions) {
    super(
      "The relayer has nothing left to pay for transactions, so nothing was sent. Whoever runs it has to fund it; anybody else can send what you signed meanwhile.",
      options,
    );
  }
}
