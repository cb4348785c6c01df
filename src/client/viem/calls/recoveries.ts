import {
  buildRecoveryChoiceAct,
  buildRecoveryRequestAct,
  buildRecoveryVetoAct,
  type PatientParameters,
  type RecoveryChoiceParameters,
  type ToParameters,
} from "./acts.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** Builds the call of `recover`. */
export function buildRecoverCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return buildCall(parameters.registry, "recover", [parameters.patient]);
}

/** Builds the call of `chooseRecovery`. */
export function buildChooseRecoveryCall(parameters: CallParameters & RecoveryChoiceParameters): RegistryCall {
  return { to: parameters.registry, data: buildRecoveryChoiceAct(parameters) };
}

/** Builds the call of `requestRecovery`. */
export function buildRequestRecoveryCall(parameters: CallParameters & ToParameters): RegistryCall {
  return { to: parameters.registry, data: buildRecoveryRequestAct(parameters) };
}

/** Builds the call of `vetoRecovery`. */
export function buildVetoRecoveryCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return { to: parameters.registry, data: buildRecoveryVetoAct(parameters) };
}
