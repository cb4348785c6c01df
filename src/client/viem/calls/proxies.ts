import {
  buildAppointmentAct,
  buildDismissalAct,
  buildIncapacityEndAct,
  type PatientParameters,
  type ProxyParameters,
} from "./acts.ts";
import type { AppointmentParameters } from "./appointment.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** Of which patient, and until when it is expected that it cannot decide. */
export type IncapacityParameters = PatientParameters & {
  /** First second at which it can again (unix). */
  readonly until: number;
};

/** Builds the call of `declareIncapacity`. */
export function buildDeclareIncapacityCall(parameters: CallParameters & IncapacityParameters): RegistryCall {
  return buildCall(parameters.registry, "declareIncapacity", [parameters.patient, parameters.until]);
}

/** Builds the call of `appoint`. */
export function buildAppointCall(parameters: CallParameters & AppointmentParameters): RegistryCall {
  return { to: parameters.registry, data: buildAppointmentAct(parameters) };
}

/** Builds the call of `dismiss`. */
export function buildDismissCall(parameters: CallParameters & ProxyParameters): RegistryCall {
  return { to: parameters.registry, data: buildDismissalAct(parameters) };
}

/** Builds the call of `endIncapacity`. */
export function buildEndIncapacityCall(parameters: CallParameters & PatientParameters): RegistryCall {
  return { to: parameters.registry, data: buildIncapacityEndAct(parameters) };
}
