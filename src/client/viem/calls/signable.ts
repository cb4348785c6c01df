import type { Hex } from "viem";
import type { Signed } from "../../../consent/jointAccounts.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** An act and who signed it: what anybody can send. */
export type SignedCall = {
  /** The call that the account itself would send, as `build<Act>Act` builds it. */
  readonly act: Hex;
  readonly signed: Signed;
};

/** Builds the call of `actBySignature`. */
export function buildActBySignatureCall({ registry, act, signed }: CallParameters & SignedCall): RegistryCall {
  return buildCall(registry, "actBySignature", [act, signed]);
}
