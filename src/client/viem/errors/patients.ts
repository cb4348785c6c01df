import { zeroAddress } from "viem";
import { refusal } from "./refusal.ts";

/** An act on who acts for the patient is not the controller's. */
export class NotControllerError extends refusal(
  "NotController",
  ({ caller, controller }) =>
    `${caller} does not control this patient, but ${controller} does. Use that account, and check the patient's number.`,
) {}

/** The caller is neither the controller nor a proxy in force with the power to consent. */
export class NotActingForError extends refusal(
  "NotActingFor",
  ({ caller, patient }) =>
    `${caller} does not act for patient ${patient} now. Use the controller's account or that of a proxy in force, and check the patient's number.`,
) {}

/** Control of the patient was not offered to the caller. */
export class NotOfferedError extends refusal(
  "NotOffered",
  ({ caller, offered }) =>
    `Control of this patient is offered to ${offered === zeroAddress ? "nobody" : `${offered}, not to ${caller}`}. Have the controller offer it to ${caller}.`,
) {}

/** There is no custodial enrolment to claim. */
export class NotCustodialError extends refusal(
  "NotCustodial",
  ({ patient }) => `Nobody holds the key of patient ${patient} in custody. Accept the handover instead of claiming.`,
) {}

/** A patient was to be enrolled for the zero address, or control to pass on to it. */
export class NoControllerError extends refusal(
  "NoController",
  () => "Nobody has a key to the zero address. Name the account that is to act for the patient.",
) {}

/** The patient is not one of the caller's organization. */
export class NotItsPatientError extends refusal(
  "NotItsPatient",
  ({ patient, custodian }) =>
    `Patient ${patient} is not one of ${custodian}. Enroll the patient there, and use the number given.`,
) {}
