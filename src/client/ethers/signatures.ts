import type { Signer } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import {
  buildPermitTypedData,
  buildRevocationsTypedData,
  buildRevocationTypedData,
  buildSignatureVoidingTypedData,
  type Terms,
} from "../../consent/typedData.ts";
import { type PatientParameters, type SignedCall, type SignParameters, signAct } from "./signAct.ts";

/** Which permit: whose, for what, to whom. */
export type PermitKey = Pick<Terms, "patient" | "scope" | "grantee">;

/**
 * Signs a permit, as the patient's controller or a proxy with the power to consent. Costs nothing; sends nothing.
 *
 * Reads the chain, the permit's version and the patient's epoch from the registry: the signature is good until either of them moves on.
 *
 * @param registry - Connected to a provider, or to any signer that has one.
 * @returns what `relay` takes
 */
export async function signPermit(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & { readonly terms: Terms },
): Promise<SignedCall> {
  const { terms } = parameters;
  const version = await getVersion(registry, terms);
  const act = registry.interface.encodeFunctionData("permit", [terms]);
  return signAct(registry, signer, parameters, terms.patient, act, (bounds) =>
    buildPermitTypedData({ ...bounds, terms, version }),
  );
}

/** Signs the end of a permit, as `signPermit` does. */
export async function signRevocation(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PermitKey,
): Promise<SignedCall> {
  const { patient, scope, grantee } = parameters;
  const version = await getVersion(registry, parameters);
  const act = registry.interface.encodeFunctionData("revoke", [patient, scope, grantee]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildRevocationTypedData({ ...bounds, patient, scope, grantee, version }),
  );
}

/** Signs the end of several permits of a patient, as `signPermit` does. */
export async function signRevocations(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters & { readonly targets: readonly Omit<PermitKey, "patient">[] },
): Promise<SignedCall> {
  const { patient } = parameters;
  const withVersion = async (target: Omit<PermitKey, "patient">) => ({
    ...target,
    version: await getVersion(registry, { patient, ...target }),
  });
  const targets = await Promise.all(parameters.targets.map(withVersion));
  const act = registry.interface.encodeFunctionData("revokeMany", [patient, targets]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildRevocationsTypedData({ ...bounds, patient, targets }),
  );
}

/** Signs that everything signed before is void, as `signPermit` does. */
export async function signSignatureVoiding(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters,
): Promise<SignedCall> {
  const { patient } = parameters;
  const act = registry.interface.encodeFunctionData("voidSignatures", [patient]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildSignatureVoidingTypedData({ ...bounds, patient }),
  );
}

async function getVersion(registry: FiducialRegistry, { patient, scope, grantee }: PermitKey): Promise<number> {
  return Number((await registry.permitOf(patient, scope, grantee)).version);
}
