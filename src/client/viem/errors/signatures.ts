import { refusal } from "./refusal.ts";

/** A signature came after its deadline. */
export class SignatureExpiredError extends refusal(
  "SignatureExpired",
  ({ deadline, time }) =>
    `The signature was good until ${deadline}, and it is ${time}. Have it signed again with a later deadline.`,
) {}

/** A signature is not the signer's over what was sent, here and now. */
export class WrongSignatureError extends refusal(
  "WrongSignature",
  ({ signer }) =>
    `What was sent is not what ${signer} signed for this chain and registry at the present version and epoch. ` +
    "It may have been used, or voided since. Have it signed again.",
) {}

/** A list of signers is not one that can sign. */
export class WrongSignersError extends refusal("WrongSigners", ({ signers, signatures }) =>
  signers === signatures
    ? `A list of ${signers} signers is too long, or not in ascending order. Name 2 to 8 members of a joint account, each once.`
    : `${signers} signers and ${signatures} signatures don't go together. Name one signer for each signature, and have at least one sign.`,
) {}

/** A call is none that can be signed. */
export class NotSignableError extends refusal(
  "NotSignable",
  ({ selector }) =>
    `A call of ${selector} can't be signed for: only a patient's acts can. Send it from the account itself.`,
) {}
