import type { Address } from "viem";
import { buildDomain, type SignatureBounds } from "./domain.ts";
import { ACT_TYPES } from "./signedActs.ts";

/** Whom a controller appoints as a proxy, to what, and when. */
export type Appointment = {
  readonly patient: number;
  /** An account, or a joint account for proxies who decide together. */
  readonly proxy: Address;
  /** Bits of `POWERS`. */
  readonly powers: number;
  /** Whether the powers wait for the patient's incapacity. */
  readonly springing: boolean;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive); `NO_END` for none. */
  readonly until: number;
};

type Signed = SignatureBounds & { readonly patient: number };

/** Builds what the controller signs to offer control to another account. */
export function buildHandoverOfferTypedData(signed: Signed & { readonly to: Address }) {
  const { patient, to, epoch, deadline } = signed;
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.HandoverOffer,
    primaryType: "HandoverOffer",
    message: { patient, to, epoch, deadline },
  } as const;
}

/** Builds what the account that control was offered to signs to accept it. */
export function buildHandoverAcceptanceTypedData(signed: Signed) {
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.HandoverAcceptance,
    primaryType: "HandoverAcceptance",
    message: messageOf(signed),
  } as const;
}

/** Builds what the patient signs, with the account that control was offered to, to claim a custodial enrolment. */
export function buildClaimTypedData(signed: Signed) {
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.Claim,
    primaryType: "Claim",
    message: messageOf(signed),
  } as const;
}

/** Builds what the controller signs to appoint a proxy, in place of any terms it had. */
export function buildAppointmentTypedData({
  appointment: { patient, proxy, powers, springing, from, until },
  epoch,
  deadline,
  ...where
}: SignatureBounds & { readonly appointment: Appointment }) {
  return {
    domain: buildDomain(where),
    types: ACT_TYPES.Appointment,
    primaryType: "Appointment",
    message: { patient, proxy, powers, springing, from, until, epoch, deadline },
  } as const;
}

/** Builds what the controller, or the proxy itself, signs to end a proxy's powers. */
export function buildDismissalTypedData(signed: Signed & { readonly proxy: Address }) {
  const { patient, proxy, epoch, deadline } = signed;
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.Dismissal,
    primaryType: "Dismissal",
    message: { patient, proxy, epoch, deadline },
  } as const;
}

/** Builds what the controller signs to end an incapacity that the custodian stated. */
export function buildIncapacityEndTypedData(signed: Signed) {
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.IncapacityEnd,
    primaryType: "IncapacityEnd",
    message: messageOf(signed),
  } as const;
}

/**
 * Builds what the controller signs to choose a recovery account.
 *
 * @param signed.account - The zero address for none.
 * @param signed.delay - How long the controller has to say no: between a day and a year (seconds).
 */
export function buildRecoveryChoiceTypedData(signed: Signed & { readonly account: Address; readonly delay: number }) {
  const { patient, account, delay, epoch, deadline } = signed;
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.RecoveryChoice,
    primaryType: "RecoveryChoice",
    message: { patient, account, delay, epoch, deadline },
  } as const;
}

/** Builds what the recovery account signs to ask that control pass to `to`. */
export function buildRecoveryRequestTypedData(signed: Signed & { readonly to: Address }) {
  const { patient, to, epoch, deadline } = signed;
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.RecoveryRequest,
    primaryType: "RecoveryRequest",
    message: { patient, to, epoch, deadline },
  } as const;
}

/** Builds what the controller signs to refuse what the recovery account asked for. */
export function buildRecoveryVetoTypedData(signed: Signed) {
  return {
    domain: buildDomain(signed),
    types: ACT_TYPES.RecoveryVeto,
    primaryType: "RecoveryVeto",
    message: messageOf(signed),
  } as const;
}

function messageOf({ patient, epoch, deadline }: Signed) {
  return { patient, epoch, deadline };
}
