import type { Address, Hex } from "viem";

/** Name and version of the contract's EIP-712 domain. */
export const DOMAIN_NAME = "Fiducial";
export const DOMAIN_VERSION = "1";

/** The scope that stands for every record of a patient, present and to come. */
export const ALL_RECORDS: Hex = `0x${"00".repeat(32)}`;

/** The `until` of what has no end: the largest time the contract holds. */
export const NO_END = 2 ** 40 - 1;

/** What a patient grants. */
export type Terms = {
  readonly patient: number;
  /** One record, or `ALL_RECORDS`. */
  readonly scope: Hex;
  /** A practitioner, device, organization or group of the directory, or an account outside it. */
  readonly grantee: Address;
  /** Bits by purpose number, every covered code spelled out. */
  readonly purposes: bigint;
  /** Bits by record kind. */
  readonly kinds: bigint;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive); `NO_END` for none. */
  readonly until: number;
};

/** Where a signature is good, and for which moment of the permit's and the patient's history. */
type SignatureBounds = {
  readonly chainId: number;
  /** The address of the registry. */
  readonly registry: Address;
  /** The permit's version now: `permitOf(...).version`, zero where there never was one. */
  readonly version: number;
  /** The patient's epoch now: `patientOf(...).epoch`. */
  readonly epoch: number;
  /** The last second at which the signature may be sent (unix). */
  readonly deadline: number;
};

const permitTypes = {
  Permit: [
    { name: "patient", type: "uint48" },
    { name: "scope", type: "bytes32" },
    { name: "grantee", type: "address" },
    { name: "purposes", type: "uint88" },
    { name: "kinds", type: "uint48" },
    { name: "from", type: "uint40" },
    { name: "until", type: "uint40" },
    { name: "version", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

const revocationTypes = {
  Revocation: [
    { name: "patient", type: "uint48" },
    { name: "scope", type: "bytes32" },
    { name: "grantee", type: "address" },
    { name: "version", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ],
} as const;

/**
 * Builds what the patient's controller signs to grant a permit. The signature covers every term, the chain, the contract, the permit's
 * version, the patient's epoch and a deadline.
 *
 * @returns What viem's `signTypedData` takes; ethers' takes its `domain`, `types` and `message`. `kinds` is a number there, as viem has
 * every integer of 48 bits or fewer.
 * @see EIP-712, and docs/consent.md, "What a signature covers"
 */
export function buildPermitTypedData({ terms, ...bounds }: SignatureBounds & { readonly terms: Terms }) {
  const { version, epoch, deadline } = bounds;
  const { patient, scope, grantee, purposes, kinds, from, until } = terms;
  return {
    domain: domainOf(bounds),
    types: permitTypes,
    primaryType: "Permit",
    message: {
      patient,
      scope,
      grantee,
      purposes,
      kinds: Number(kinds), // 48 bits fit a number exactly
      from,
      until,
      version,
      epoch,
      deadline,
    },
  } as const;
}

/**
 * Builds what the patient's controller signs to revoke a permit.
 *
 * @returns What viem's `signTypedData` takes; ethers' takes its `domain`, `types` and `message`.
 * @see EIP-712, and docs/consent.md, "What a signature covers"
 */
export function buildRevocationTypedData(parameters: SignatureBounds & Pick<Terms, "patient" | "scope" | "grantee">) {
  const { patient, scope, grantee, version, epoch, deadline } = parameters;
  return {
    domain: domainOf(parameters),
    types: revocationTypes,
    primaryType: "Revocation",
    message: { patient, scope, grantee, version, epoch, deadline },
  } as const;
}

function domainOf({ chainId, registry }: SignatureBounds) {
  return { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: registry };
}
