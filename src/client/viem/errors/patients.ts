import { refusal } from "./refusal.ts";

/** The caller does not act for the patient. */
export class NotControllerError extends refusal(
  "NotController",
  ({ caller, controller }) =>
    `${caller} does not act for this patient, but ${controller} does. Use that account, and check the patient's number.`,
) {}

/** Control of the patient was not offered to the caller. */
export class NotOfferedError extends refusal(
  "NotOffered",
  ({ caller, offered }) =>
    `Control of this patient is offered to ${offered}, not to ${caller}. Have the controller offer it.`,
) {}

/** A patient was to be enrolled for the zero address. */
export class NoControllerError extends refusal(
  "NoController",
  () => "Nobody has a key to the zero address. Name the account that acts for the patient.",
) {}
