import { type Address, encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi as abi } from "../../abi/fiducialRegistryAbi.ts";
import type { Terms } from "../../consent/typedData.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import type { SignedPermit, SignedRevocation } from "./signatures.ts";
import { write } from "./write.ts";

/** Which permit: whose, for what, to whom. */
export type PermitKey = Pick<Terms, "patient" | "scope" | "grantee">;

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
 * Grants a permit, as the patient's controller.
 *
 * @returns the transaction, and the terms in force: `from` is never before the block
 */
export async function permit(client: RegistryClient, parameters: WriteParameters & { readonly terms: Terms }) {
  const data = encodeFunctionData({ abi, functionName: "permit", args: [sized(parameters.terms)] });
  return write(client, parameters, data, "Permitted");
}

/** Grants a permit that the patient's controller signed, as anybody; see `signPermit`. */
export async function permitBySignature(client: RegistryClient, parameters: WriteParameters & SignedPermit) {
  const { terms, deadline, signature } = parameters;
  const args = [sized(terms), deadline, signature] as const;
  return write(client, parameters, encodeFunctionData({ abi, functionName: "permitBySignature", args }), "Permitted");
}

/** Ends a permit now, as the patient's controller, and voids what was signed for it and not yet sent. */
export async function revoke(client: RegistryClient, parameters: WriteParameters & PermitKey) {
  const { patient, scope, grantee } = parameters;
  const data = encodeFunctionData({ abi, functionName: "revoke", args: [patient, scope, grantee] });
  return write(client, parameters, data, "Revoked");
}

/** Ends a permit by a signature of the patient's controller, as anybody; see `signRevocation`. */
export async function revokeBySignature(client: RegistryClient, parameters: WriteParameters & SignedRevocation) {
  const { patient, scope, grantee, deadline, signature } = parameters;
  const args: readonly [number, Hex, Address, number, Hex] = [patient, scope, grantee, deadline, signature];
  return write(client, parameters, encodeFunctionData({ abi, functionName: "revokeBySignature", args }), "Revoked");
}

/** viem takes a set of kinds, which has 48 bits, as a number. */
function sized({ kinds, ...terms }: Terms) {
  return { ...terms, kinds: Number(kinds) };
}
