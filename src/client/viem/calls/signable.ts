import type { SignedCall } from "../../../consent/joinSignatures.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

export type { SignedCall } from "../../../consent/joinSignatures.ts";

/** Builds the call of `actBySignature`. */
export function buildActBySignatureCall({ registry, act, signed }: CallParameters & SignedCall): RegistryCall {
  return buildCall(registry, "actBySignature", [act, signed]);
}
