import type { Address } from "viem";
import { listPowers } from "../../consent/powers.ts";
import type { PatientParameters, ProxyParameters } from "./calls/acts.ts";
import type { AppointmentParameters } from "./calls/appointment.ts";
import {
  buildAppointCall,
  buildDeclareIncapacityCall,
  buildDismissCall,
  buildEndIncapacityCall,
  type IncapacityParameters,
} from "./calls/proxies.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Reads the terms of a proxy.
 *
 * @returns powers, from and until (unix seconds); whether the powers wait for the patient's incapacity, whether a custodial key gave them, and whether
 * earlier terms are in the events only. `undefined` for an account that was never appointed.
 */
export async function proxyOf(
  client: RegistryClient,
  parameters: ReadParameters & PatientParameters & { readonly proxy: Address },
) {
  const terms = await read(client, parameters, "proxyOf", [parameters.patient, parameters.proxy]);
  return terms.until === 0 ? undefined : { ...terms, powers: listPowers(terms.powers) };
}

/**
 * Reads when a patient was last stated to be unable to decide.
 *
 * @returns from and until (unix seconds); `replaced` is true when earlier statements are in the events only. `undefined` when there was none.
 */
export async function incapacityOf(client: RegistryClient, parameters: ReadParameters & PatientParameters) {
  const incapacity = await read(client, parameters, "incapacityOf", [parameters.patient]);
  return incapacity.until === 0 ? undefined : incapacity;
}

/** Appoints a proxy, or gives it other terms, as the controller. Voids everything signed for the patient and not yet sent. */
export async function appoint(client: RegistryClient, parameters: WriteParameters & AppointmentParameters) {
  return write(client, parameters, buildAppointCall(parameters), "Appointed");
}

/** Ends a proxy's powers now, as the controller or as the proxy. */
export async function dismiss(client: RegistryClient, parameters: WriteParameters & ProxyParameters) {
  return write(client, parameters, buildDismissCall(parameters), "Dismissed");
}

/** States that a patient of the sender's organization cannot decide, from now until a time. */
export async function declareIncapacity(client: RegistryClient, parameters: WriteParameters & IncapacityParameters) {
  return write(client, parameters, buildDeclareIncapacityCall(parameters), "IncapacityDeclared");
}

/** Ends a stated incapacity now, as the custodian's registrar or as the controller. */
export async function endIncapacity(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildEndIncapacityCall(parameters), "IncapacityEnded");
}
