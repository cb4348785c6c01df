import type { Signer } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import { buildPermitTypedData, buildRevocationTypedData, type Terms } from "../../consent/typedData.ts";

/** Which permit: whose, for what, to whom. */
export type PermitKey = Pick<Terms, "patient" | "scope" | "grantee">;

/**
 * Signs a permit, as the patient's controller or as a key of its wallet. Costs nothing; sends nothing.
 *
 * Reads chain id, the permit's version and the patient's epoch from the registry: the signature is good until either of them moves on.
 *
 * @param registry - Connected to a provider, or to any signer that has one.
 * @param deadline - The last second at which the signature may be sent (unix).
 * @returns what `registry.permitBySignature` takes as its last argument
 */
export async function signPermit(
  registry: FiducialRegistry,
  signer: Signer,
  terms: Terms,
  deadline: number,
): Promise<string> {
  const bounds = await getBounds(registry, terms);
  const { domain, types, message } = buildPermitTypedData({ ...bounds, terms, deadline });
  return signer.signTypedData(domain, { Permit: [...types.Permit] }, message);
}

/**
 * Signs the end of a permit, as the patient's controller or as a key of its wallet. Costs nothing; sends nothing.
 *
 * @param registry - Connected to a provider, or to any signer that has one.
 * @param deadline - The last second at which the signature may be sent (unix).
 * @returns what `registry.revokeBySignature` takes as its last argument
 */
export async function signRevocation(
  registry: FiducialRegistry,
  signer: Signer,
  key: PermitKey,
  deadline: number,
): Promise<string> {
  const bounds = await getBounds(registry, key);
  const { domain, types, message } = buildRevocationTypedData({ ...bounds, ...key, deadline });
  return signer.signTypedData(domain, { Revocation: [...types.Revocation] }, message);
}

async function getBounds(registry: FiducialRegistry, { patient, scope, grantee }: PermitKey) {
  const [address, domain, permit, state] = await Promise.all([
    registry.getAddress(),
    registry.eip712Domain(),
    registry.permitOf(patient, scope, grantee),
    registry.patientOf(patient),
  ]);
  return {
    registry: address as Terms["grantee"], // an address in both libraries; only viem's type says that it begins with 0x
    chainId: Number(domain.chainId),
    version: Number(permit.version),
    epoch: Number(state.epoch),
  };
}
