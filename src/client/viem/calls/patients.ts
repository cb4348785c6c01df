import type { Address } from "viem";
import { HOLDS, type Hold } from "../../../consent/holds.ts";
import {
  buildClaimAct,
  buildHandoverAcceptanceAct,
  buildHandoverOfferAct,
  type PatientParameters,
  type ToParameters,
} from "./acts.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** A new patient: who acts for it, and who holds that key. */
export type EnrollParameters = {
  readonly controller: Address;
  /** "custodial" where the organization holds the key, for a patient without a wallet; "self" where it is left out. */
  readonly hold?: Hold | undefined;
};

/** Builds the call of `enroll`. */
export function buildEnrollCall(parameters: CallParameters & EnrollParameters): RegistryCall {
  const { registry, controller, hold = "self" } = parameters;
  return buildCall(registry, "enroll", [controller, HOLDS.indexOf(hold)]);
}

/** Builds the call of `enrollSelf`. */
export function buildEnrollSelfCall(parameters: CallParameters & { readonly custodian: Address }): RegistryCall {
  return buildCall(parameters.registry, "enrollSelf", [parameters.custodian]);
}

/** Builds the call of `offerHandover`. */
export function buildOfferHandoverCall(parameters: CallParameters & ToParameters): RegistryCall {
  return { to: parameters.registry, data: buildHandoverOfferAct(parameters) };
}

/** Builds the call of `acceptHandover`. */
export function buildAcceptHandoverCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return { to: parameters.registry, data: buildHandoverAcceptanceAct(parameters) };
}

/** Builds the call of `claim`. */
export function buildClaimCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return { to: parameters.registry, data: buildClaimAct(parameters) };
}
