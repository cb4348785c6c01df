import { refusal } from "./refusal.ts";

/** A credential was attested of an account that was never admitted, or is empty. */
export class NoCredentialError extends refusal("NoCredential", ({ actor, credential }) =>
  /^0x0*$/.test(credential)
    ? "A credential can't be zero. Give the commitment to the document."
    : `${actor} was never admitted, so nothing can be attested of it. Have its organization admit it first.`,
) {}
