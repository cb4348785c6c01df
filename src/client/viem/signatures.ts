import type { Hex } from "viem";
import { getChainId, signTypedData } from "viem/actions";
import { buildPermitTypedData, buildRevocationTypedData, type Terms } from "../../consent/typedData.ts";
import { getAccount, type RegistryClient, type WriteParameters } from "./client.ts";
import { type PermitKey, permitOf } from "./consents.ts";
import { translated } from "./errors/translate.ts";
import { patientOf } from "./patients.ts";

/** What `permitBySignature` sends. */
export type SignedPermit = {
  readonly terms: Terms;
  /** The last second at which it may be sent (unix). */
  readonly deadline: number;
  /** 65 bytes of ECDSA, or what the controller's ERC-1271 wallet takes. */
  readonly signature: Hex;
};

/** What `revokeBySignature` sends. */
export type SignedRevocation = PermitKey & Pick<SignedPermit, "deadline" | "signature">;

/**
 * Signs a permit, as the patient's controller or as a key of its wallet. Costs nothing; sends nothing.
 *
 * Reads chain id, the permit's version and the patient's epoch from the node: the signature is good until either of them moves on.
 *
 * @param parameters - `deadline` is the last second at which it may be sent (unix).
 * @returns what `permitBySignature` takes
 */
export async function signPermit(
  client: RegistryClient,
  parameters: WriteParameters & Pick<SignedPermit, "terms" | "deadline">,
): Promise<SignedPermit> {
  const { registry, terms, deadline } = parameters;
  const account = getAccount(client, parameters);
  const moment = await getMoment(client, parameters, terms);
  const typedData = buildPermitTypedData({ ...moment, registry, terms, deadline });
  return { terms, deadline, signature: await translated(signTypedData(client, { account, ...typedData })) };
}

/**
 * Signs the end of a permit, as the patient's controller or as a key of its wallet. Costs nothing; sends nothing.
 *
 * @param parameters - `deadline` is the last second at which it may be sent (unix).
 * @returns what `revokeBySignature` takes
 */
export async function signRevocation(
  client: RegistryClient,
  parameters: WriteParameters & PermitKey & Pick<SignedPermit, "deadline">,
): Promise<SignedRevocation> {
  const { registry, patient, scope, grantee, deadline } = parameters;
  const account = getAccount(client, parameters);
  const moment = await getMoment(client, parameters, parameters);
  const revocation = { patient, scope, grantee, deadline };
  const typedData = buildRevocationTypedData({ ...moment, registry, ...revocation });
  return { ...revocation, signature: await translated(signTypedData(client, { account, ...typedData })) };
}

async function getMoment(
  client: RegistryClient,
  { registry }: WriteParameters,
  { patient, scope, grantee }: PermitKey,
) {
  const [chainId, permit, state] = await Promise.all([
    translated(getChainId(client)),
    permitOf(client, { registry, patient, scope, grantee }),
    patientOf(client, { registry, patient }),
  ]);
  return { chainId, version: permit?.version ?? 0, epoch: state?.epoch ?? 0 };
}
