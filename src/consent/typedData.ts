import type { Address, Hex } from "viem";
import { buildDomain, type SignatureBounds } from "./domain.ts";
import { ACT_TYPES } from "./signedActs.ts";

export {
  type Appointment,
  buildAppointmentTypedData,
  buildClaimTypedData,
  buildDismissalTypedData,
  buildHandoverAcceptanceTypedData,
  buildHandoverOfferTypedData,
  buildIncapacityEndTypedData,
  buildRecoveryChoiceTypedData,
  buildRecoveryRequestTypedData,
  buildRecoveryVetoTypedData,
} from "./controlTypedData.ts";
export { DOMAIN_NAME, DOMAIN_VERSION, type SignatureBounds } from "./domain.ts";

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

/** Which permit of a patient: for what, to whom, and at which point of its history. */
export type VersionedTarget = Pick<Terms, "scope" | "grantee"> & {
  /** The permit's version now: `permitOf(...).version`, zero where there never was one. */
  readonly version: number;
};

type Of = { readonly patient: number };

/**
 * Builds what the patient's side signs to grant a permit. The signature covers every term, the chain, the contract, the permit's version,
 * the patient's epoch and a deadline.
 *
 * @returns What viem's `signTypedData` takes; ethers' takes its `domain`, `types` and `message`. `kinds` is a number there, as viem has
 * every integer of 48 bits or fewer.
 * @see EIP-712, and docs/consent.md, "What a signature covers"
 */
export function buildPermitTypedData({
  terms,
  version,
  epoch,
  deadline,
  ...where
}: SignatureBounds & Pick<VersionedTarget, "version"> & { readonly terms: Terms }) {
  const { patient, scope, grantee, purposes, kinds, from, until } = terms;
  return {
    domain: buildDomain(where),
    types: ACT_TYPES.Permit,
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

/** Builds what the patient's side signs to revoke a permit. Returns what `buildPermitTypedData` does, of another type. */
export function buildRevocationTypedData({
  patient,
  scope,
  grantee,
  version,
  epoch,
  deadline,
  ...where
}: SignatureBounds & Of & VersionedTarget) {
  return {
    domain: buildDomain(where),
    types: ACT_TYPES.Revocation,
    primaryType: "Revocation",
    message: { patient, scope, grantee, version, epoch, deadline },
  } as const;
}

/** Builds what the patient's side signs to revoke several permits, all or none; in the order of the call's list. */
export function buildRevocationsTypedData({
  patient,
  targets,
  epoch,
  deadline,
  ...where
}: SignatureBounds & Of & { readonly targets: readonly VersionedTarget[] }) {
  const signed = targets.map(({ scope, grantee, version }) => ({ scope, grantee, version }));
  return {
    domain: buildDomain(where),
    types: ACT_TYPES.Revocations,
    primaryType: "Revocations",
    message: { patient, targets: signed, epoch, deadline },
  } as const;
}

/** Builds what the patient's side signs to void everything signed before and not yet sent. */
export function buildSignatureVoidingTypedData({ patient, epoch, deadline, ...where }: SignatureBounds & Of) {
  return {
    domain: buildDomain(where),
    types: ACT_TYPES.SignatureVoiding,
    primaryType: "SignatureVoiding",
    message: { patient, epoch, deadline },
  } as const;
}
