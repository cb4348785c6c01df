import { zeroAddress } from "viem";
import { refusal } from "./refusal.ts";

/** The caller is not the patient's recovery account. */
export class NotRecoveryAccountError extends refusal("NotRecoveryAccount", ({ caller, account }) =>
  account === zeroAddress
    ? "This patient chose no recovery account, so nobody can ask for a recovery. The controller chooses one."
    : `${caller} is not this patient's recovery account, but ${account} is. Use that account.`,
) {}

/** A delay is shorter than a day or longer than a year. */
export class WrongDelayError extends refusal(
  "WrongDelay",
  ({ delay, min, max }) => `A delay of ${delay} seconds is not allowed. Choose one from ${min} to ${max}.`,
) {}

/** A recovery was asked for already. */
export class RecoveryPendingError extends refusal(
  "RecoveryPending",
  ({ readyAt }) => `A recovery is under way, and ready at ${readyAt}. Wait for it, or have the controller veto it.`,
) {}

/** No recovery was asked for, or its time has not come. */
export class RecoveryNotReadyError extends refusal("RecoveryNotReady", ({ readyAt, time }) =>
  readyAt === 0
    ? "No recovery is under way for this patient. Have the recovery account ask for one."
    : `The recovery is ready at ${readyAt}, and it is ${time}. Wait until then: the controller may still veto it.`,
) {}
