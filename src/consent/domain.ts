import type { Address } from "viem";

/** Name and version of the contract's EIP-712 domain. */
export const DOMAIN_NAME = "Fiducial";
export const DOMAIN_VERSION = "1";

/** Where a signature is good, and for which moment of the patient's history. */
export type SignatureBounds = {
  readonly chainId: number;
  /** The address of the registry, which verifies for itself: not that of its contract `signatures()`. */
  readonly registry: Address;
  /** The patient's epoch now: `epochOf(patient)`. Every act on who acts for the patient raises it. */
  readonly epoch: number;
  /** The last second at which the signature may be sent (unix). */
  readonly deadline: number;
};

/**
 * Builds the EIP-712 domain of a registry.
 *
 * @see contracts/Signatures.sol, `eip712Domain`
 */
export function buildDomain({ chainId, registry }: Pick<SignatureBounds, "chainId" | "registry">) {
  return { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: registry } as const;
}
