import type { Handler } from "../handler.ts";
import { unlessZero } from "../hex.ts";

export const recoveryChosen: Handler<"RecoveryChosen"> = ({ patient, account, delay, epoch }) => ({
  table: "recoveries",
  row: { patient, event: "chosen", account: unlessZero(account), delay_seconds: delay, epoch },
});

export const recoveryRequested: Handler<"RecoveryRequested"> = ({ patient, to, readyAt }) => ({
  table: "recoveries",
  row: { patient, event: "requested", to_account: to, ready_at: readyAt },
});

export const recoveryVetoed: Handler<"RecoveryVetoed"> = ({ patient, to, epoch }) => ({
  table: "recoveries",
  row: { patient, event: "vetoed", to_account: to, epoch },
});

/** A recovery that came to its end passed control on: it stands where every change of the controller does. */
export const recovered: Handler<"Recovered"> = ({ patient, from, to, epoch }) => ({
  table: "patients",
  row: { patient, event: "recovered", former_controller: from, controller: to, epoch },
});
