import {
  buildPermitAct,
  buildRevocationAct,
  buildRevocationsAct,
  buildSignatureVoidingAct,
  type PatientParameters,
  type PermitKey,
  type PermitParameters,
  type RevokeManyParameters,
} from "./acts.ts";
import type { CallParameters, RegistryCall } from "./call.ts";

/** Builds the call of `permit`. */
export function buildPermitCall(parameters: CallParameters & PermitParameters): RegistryCall {
  return { to: parameters.registry, data: buildPermitAct(parameters) };
}

/** Builds the call of `revoke`. */
export function buildRevokeCall(parameters: CallParameters & PermitKey): RegistryCall {
  return { to: parameters.registry, data: buildRevocationAct(parameters) };
}

/** Builds the call of `revokeMany`. */
export function buildRevokeManyCall(parameters: CallParameters & RevokeManyParameters): RegistryCall {
  return { to: parameters.registry, data: buildRevocationsAct(parameters) };
}

/** Builds the call of `voidSignatures`. */
export function buildVoidSignaturesCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return { to: parameters.registry, data: buildSignatureVoidingAct(parameters) };
}
