import type { PatientParameters, PermitKey, PermitParameters, RevokeManyParameters } from "./calls/acts.ts";
import { buildPermitCall, buildRevokeCall, buildRevokeManyCall, buildVoidSignaturesCall } from "./calls/consents.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { write, writeForAll } from "./write.ts";

/**
 * Reads a permit.
 *
 * @returns from and until (unix seconds), version, purposes and kinds as bits; `replaced` is true when earlier terms are in the events only. `undefined`
 * when the patient never permitted nor revoked it.
 */
export async function permitOf(client: RegistryClient, parameters: ReadParameters & PermitKey) {
  const { patient, scope, grantee } = parameters;
  const { kinds, ...permit } = await read(client, parameters, "permitOf", [patient, scope, grantee]);
  return permit.version === 0 ? undefined : { ...permit, kinds: BigInt(kinds) };
}

/**
 * Grants a permit, as the patient's controller or a proxy with the power to consent.
 *
 * @returns the transaction, and the terms in force: `from` is never before the block
 */
export async function permit(client: RegistryClient, parameters: WriteParameters & PermitParameters) {
  return write(client, parameters, buildPermitCall(parameters), "Permitted");
}

/** Ends a permit now, as the controller or a proxy with the power to consent, and voids what was signed for it and not yet sent. */
export async function revoke(client: RegistryClient, parameters: WriteParameters & PermitKey) {
  return write(client, parameters, buildRevokeCall(parameters), "Revoked");
}

/**
 * Ends several permits of a patient now, all or none, as the controller or a proxy with the power to consent.
 *
 * @param parameters - 1 to `MAX_BATCH` targets.
 * @returns the transaction, and in `revocations` the end of each permit, in the order given
 */
export async function revokeMany(client: RegistryClient, parameters: WriteParameters & RevokeManyParameters) {
  const { events, ...sent } = await writeForAll(client, parameters, buildRevokeManyCall(parameters), "Revoked");
  return { ...sent, revocations: events };
}

/** Voids everything that was signed for a patient and not yet sent, as the controller or a proxy with the power to consent. */
export async function voidSignatures(client: RegistryClient, parameters: WriteParameters & PatientParameters) {
  return write(client, parameters, buildVoidSignaturesCall(parameters), "SignaturesVoided");
}
