import type { Address, Hex, TypedDataDefinition } from "viem";
import { getChainId, signTypedData } from "viem/actions";
import {
  buildPermitTypedData,
  buildRevocationsTypedData,
  buildRevocationTypedData,
  buildSignatureVoidingTypedData,
  type SignatureBounds,
} from "../../consent/typedData.ts";
import {
  buildPermitAct,
  buildRevocationAct,
  buildRevocationsAct,
  buildSignatureVoidingAct,
  type PatientParameters,
  type PermitKey,
  type PermitParameters,
  type RevokeManyParameters,
} from "./calls/acts.ts";
import type { SignedCall } from "./calls/signable.ts";
import { getAccount, type RegistryClient, type WriteParameters } from "./client.ts";
import { permitOf } from "./consents.ts";
import { translated } from "./errors/translate.ts";
import { epochOf } from "./patients.ts";

/** Who signs, and how long it is good. */
export type SignParameters = WriteParameters & {
  /** The ERC-1271 wallet whose act it is, where the key signs for one; it is the key's own account's where it is left out. */
  readonly wallet?: Address | undefined;
  /** The last second at which it may be sent (unix). */
  readonly deadline: number;
};

/**
 * Signs a permit, as the patient's controller or a proxy with the power to consent. Costs nothing; sends nothing.
 *
 * Reads chain id, the permit's version and the patient's epoch from the node: the signature is good until either of them moves on.
 *
 * @returns what `permitBySignature` and `relay` take
 */
export async function signPermit(client: RegistryClient, parameters: SignParameters & PermitParameters) {
  const { terms } = parameters;
  const version = await getVersion(client, parameters, terms);
  return signAct(client, parameters, terms.patient, buildPermitAct(parameters), (bounds) =>
    buildPermitTypedData({ ...bounds, terms, version }),
  );
}

/** Signs the end of a permit, as `signPermit` does. Returns what `revokeBySignature` and `relay` take. */
export async function signRevocation(client: RegistryClient, parameters: SignParameters & PermitKey) {
  const { patient, scope, grantee } = parameters;
  const version = await getVersion(client, parameters, parameters);
  return signAct(client, parameters, patient, buildRevocationAct(parameters), (bounds) =>
    buildRevocationTypedData({ ...bounds, patient, scope, grantee, version }),
  );
}

/** Signs the end of several permits of a patient, as `signPermit` does. Returns what `revokeManyBySignature` and `relay` take. */
export async function signRevocations(client: RegistryClient, parameters: SignParameters & RevokeManyParameters) {
  const { patient } = parameters;
  const withVersion = async (target: (typeof parameters.targets)[number]) => ({
    ...target,
    version: await getVersion(client, parameters, { patient, ...target }),
  });
  const targets = await Promise.all(parameters.targets.map(withVersion));
  return signAct(client, parameters, patient, buildRevocationsAct(parameters), (bounds) =>
    buildRevocationsTypedData({ ...bounds, patient, targets }),
  );
}

/** Signs that everything signed before is void, as `signPermit` does. Returns what `voidSignaturesBySignature` and `relay` take. */
export async function signSignatureVoiding(client: RegistryClient, parameters: SignParameters & PatientParameters) {
  const { patient } = parameters;
  return signAct(client, parameters, patient, buildSignatureVoidingAct(parameters), (bounds) =>
    buildSignatureVoidingTypedData({ ...bounds, patient }),
  );
}

/**
 * Signs an act of a patient at its present epoch, with the account given or the client's own.
 *
 * @throws {NoAccountError} when neither the call nor the client names an account
 * @throws {SigningDeclinedError} when the wallet's owner declines
 */
export async function signAct(
  client: RegistryClient,
  parameters: SignParameters,
  patient: number,
  act: Hex,
  buildTypedData: (bounds: SignatureBounds) => unknown,
): Promise<SignedCall> {
  const { registry, deadline } = parameters;
  const account = getAccount(client, parameters);
  const [chainId, epoch] = await Promise.all([translated(getChainId(client)), epochOf(client, { registry, patient })]);
  // Each act's data is of its own type; viem takes any.
  const typedData = buildTypedData({ chainId, registry, epoch, deadline }) as TypedDataDefinition;
  const signature = await translated(signTypedData(client, { ...typedData, account }));
  const { wallet: signer = account.address } = parameters;
  return { act, signed: { signers: [signer], signatures: [signature], deadline } };
}

async function getVersion(client: RegistryClient, { registry }: WriteParameters, key: PermitKey): Promise<number> {
  const { patient, scope, grantee } = key;
  return (await permitOf(client, { registry, patient, scope, grantee }))?.version ?? 0;
}
