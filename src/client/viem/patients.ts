import { type Address, zeroAddress } from "viem";
import { HOLDS } from "../../consent/holds.ts";
import type { PatientParameters, ToParameters } from "./calls/acts.ts";
import {
  buildAcceptHandoverCall,
  buildClaimCall,
  buildEnrollCall,
  buildEnrollSelfCall,
  buildOfferHandoverCall,
  type EnrollParameters,
} from "./calls/patients.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { enumWord } from "./words.ts";
import { write } from "./write.ts";

/**
 * Reads a patient's state.
 *
 * @returns controller, since when (unix seconds), epoch, custodian; `hold` says who holds the controller's key, and `claimedAt` when the patient
 * claimed it (unix seconds; zero where there was nothing to claim); `replaced` is true when another account was the controller before. `undefined`
 * for a number not given out.
 */
export async function patientOf(client: RegistryClient, parameters: ReadParameters & PatientParameters) {
  const state = await read(client, parameters, "patientOf", [parameters.patient]);
  return state.controller === zeroAddress ? undefined : { ...state, hold: enumWord(HOLDS, state.hold) };
}

/** Reads a patient's epoch, which everything signed for the patient has to name; zero for a number not given out. */
export async function epochOf(client: RegistryClient, parameters: ReadParameters & PatientParameters): Promise<number> {
  return read(client, parameters, "epochOf", [parameters.patient]);
}

/** Reads to which account control of a patient is offered; `undefined` for none. */
export async function handoverOf(
  client: RegistryClient,
  parameters: ReadParameters & PatientParameters,
): Promise<Address | undefined> {
  const to = await read(client, parameters, "handoverOf", [parameters.patient]);
  return to === zeroAddress ? undefined : to;
}

/** Reads how many patients were enrolled; they are numbered 1 to this. */
export async function patientCount(client: RegistryClient, parameters: ReadParameters): Promise<number> {
  return read(client, parameters, "patientCount", []);
}

/**
 * Enrolls a patient of the sender's organization.
 *
 * @param parameters - `controller` is the account that will act for the patient; `hold` is "custodial" where the organization has its key.
 * @returns the transaction, and the new number in `patient`
 */
export async function enroll(client: RegistryClient, parameters: WriteParameters & EnrollParameters) {
  return write(client, parameters, buildEnrollCall(parameters), "Enrolled");
}

/**
 * Enrolls the sender as a patient of an organization.
 *
 * @returns the transaction, and the new number in `patient`
 */
export async function enrollSelf(
  client: RegistryClient,
  parameters: WriteParameters & { readonly custodian: Address },
) {
  return write(client, parameters, buildEnrollSelfCall(parameters), "Enrolled");
}

/** Offers control over a patient to another account, as the controller; the zero address takes an offer back. */
export async function offerHandover(client: RegistryClient, parameters: WriteParameters & ToParameters) {
  return write(client, parameters, buildOfferHandoverCall(parameters), "HandoverOffered");
}

/** Accepts control over a patient, as the account it is offered to. Voids what the former controller signed. */
export async function acceptHandover(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildAcceptHandoverCall(parameters), "HandedOver");
}

/** Claims a custodial enrolment, as the account that control is offered to: from now on it reads as the patient, and the custodial key is nobody. */
export async function claim(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildClaimCall(parameters), "Claimed");
}
