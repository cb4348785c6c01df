import { zeroAddress } from "viem";
import type { PatientParameters, RecoveryChoiceParameters, ToParameters } from "./calls/acts.ts";
import {
  buildChooseRecoveryCall,
  buildRecoverCall,
  buildRequestRecoveryCall,
  buildVetoRecoveryCall,
} from "./calls/recoveries.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Reads a patient's recovery account and what it asked for.
 *
 * @returns the account and the delay in seconds; `request` says to whom control would pass, and from when on it can (unix seconds), `undefined` where
 * nothing was asked for. `undefined` where no recovery account was chosen.
 */
export async function recoveryOf(client: RegistryClient, parameters: ReadParameters & PatientParameters) {
  const { account, delay, readyAt, to } = await read(client, parameters, "recoveryOf", [parameters.patient]);
  if (account === zeroAddress) return undefined;
  return { recoveryAccount: account, delaySeconds: delay, request: readyAt === 0 ? undefined : { to, readyAt } };
}

/** Chooses a recovery account, as the controller; the zero address for none. What it asked for before is off. */
export async function chooseRecovery(client: RegistryClient, parameters: WriteParameters & RecoveryChoiceParameters) {
  return write(client, parameters, buildChooseRecoveryCall(parameters), "RecoveryChosen");
}

/** Asks for control over a patient to pass on after the delay, as the recovery account. */
export async function requestRecovery(client: RegistryClient, parameters: WriteParameters & ToParameters) {
  return write(client, parameters, buildRequestRecoveryCall(parameters), "RecoveryRequested");
}

/** Refuses what the recovery account asked for, as the controller. */
export async function vetoRecovery(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildVetoRecoveryCall(parameters), "RecoveryVetoed");
}

/** Passes control on once the delay is over, as anybody. */
export async function recover(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildRecoverCall(parameters), "Recovered");
}
