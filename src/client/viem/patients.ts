import { type Address, encodeFunctionData, zeroAddress } from "viem";
import { fiducialRegistryAbi as abi } from "../../abi/fiducialRegistryAbi.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Reads a patient's state.
 *
 * @returns controller, since when (unix seconds), epoch, custodian; `replaced` is true when another account was the controller before. `undefined`
 * for a number not given out.
 */
export async function patientOf(client: RegistryClient, parameters: ReadParameters & { readonly patient: number }) {
  const state = await read(client, parameters, "patientOf", [parameters.patient]);
  return state.controller === zeroAddress ? undefined : state;
}

/** Reads to which account control of a patient is offered; `undefined` for none. */
export async function handoverOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly patient: number },
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
 * @param parameters - `controller` is the account that will act for the patient.
 * @returns the transaction, and the new number in `patient`
 */
export async function enroll(client: RegistryClient, parameters: WriteParameters & { readonly controller: Address }) {
  const data = encodeFunctionData({ abi, functionName: "enroll", args: [parameters.controller] });
  return write(client, parameters, data, "Enrolled");
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
  const data = encodeFunctionData({ abi, functionName: "enrollSelf", args: [parameters.custodian] });
  return write(client, parameters, data, "Enrolled");
}

/** Offers control over a patient to another account, as the controller; the zero address takes an offer back. */
export async function offerHandover(
  client: RegistryClient,
  parameters: WriteParameters & { readonly patient: number; readonly to: Address },
) {
  const data = encodeFunctionData({ abi, functionName: "offerHandover", args: [parameters.patient, parameters.to] });
  return write(client, parameters, data, "HandoverOffered");
}

/** Accepts control over a patient, as the account it is offered to. Voids what the former controller signed. */
export async function acceptHandover(
  client: RegistryClient,
  parameters: WriteParameters & { readonly patient: number },
) {
  const data = encodeFunctionData({ abi, functionName: "acceptHandover", args: [parameters.patient] });
  return write(client, parameters, data, "HandedOver");
}

/** Voids everything that was signed for a patient and not yet sent, as the controller. */
export async function voidSignatures(
  client: RegistryClient,
  parameters: WriteParameters & { readonly patient: number },
) {
  const data = encodeFunctionData({ abi, functionName: "voidSignatures", args: [parameters.patient] });
  return write(client, parameters, data, "SignaturesVoided");
}
