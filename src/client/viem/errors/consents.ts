import { refusal } from "./refusal.ts";

/** A permit's window is empty or already over. */
export class PermitOverError extends refusal(
  "PermitOver",
  ({ from, until }) =>
    `A permit from ${from} until ${until} is empty or already over. Choose an end after its start and after now.`,
) {}

/** A permit names no purpose or no kind. */
export class PermitsNothingError extends refusal("PermitsNothing", ({ purposes }) =>
  purposes === 0n
    ? "A permit without a purpose permits nothing. Name at least one purpose."
    : "A permit without a record kind permits nothing. Name at least one kind.",
) {}

/** A permit names no grantee. */
export class NoGranteeError extends refusal(
  "NoGrantee",
  () => "A permit to the zero address permits nobody. Name the grantee.",
) {}

/** A signature came after its deadline. */
export class SignatureExpiredError extends refusal(
  "SignatureExpired",
  ({ deadline, time }) =>
    `The signature was good until ${deadline}, and it is ${time}. Have the patient sign again with a later deadline.`,
) {}

/** The signature is not the controller's over these terms, here and now. */
export class WrongSignatureError extends refusal(
  "WrongSignature",
  ({ patient, version, epoch }) =>
    `The signature is not one of patient ${patient}'s controller over these terms for this chain and registry at version ${version} and epoch ${epoch}. ` +
    "It may have been used, or voided by a revocation since. Have the patient sign again.",
) {}
