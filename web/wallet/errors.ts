import { FiducialError } from "../../src/errors.ts";

/** Something was to be signed, and no wallet is connected. */
export class NoWalletError extends FiducialError {
  readonly code = "NoWallet";

  constructor() {
    super("No wallet is connected. Connect one and try again.");
  }
}
