import type { Address, Hex } from "viem";
import type { Terms } from "../../../consent/typedData.ts";
import { type AppointmentParameters, appointmentOf } from "./appointment.ts";
import { encodeCall } from "./call.ts";

/** Which patient. */
export type PatientParameters = { readonly patient: number };

/** The terms of a permit. */
export type PermitParameters = { readonly terms: Terms };

/** Which permit: whose, for what, to whom. */
export type PermitKey = Pick<Terms, "patient" | "scope" | "grantee">;

/** Which permits of a patient. */
export type RevokeManyParameters = PatientParameters & { readonly targets: readonly Omit<PermitKey, "patient">[] };

/** To whom control is to pass. */
export type ToParameters = PatientParameters & { readonly to: Address };

/** Which proxy of a patient. */
export type ProxyParameters = PatientParameters & { readonly proxy: Address };

/** Which recovery account, and how long the controller has to say no to it. */
export type RecoveryChoiceParameters = PatientParameters & {
  /** The zero address for none. */
  readonly recoveryAccount: Address;
  /** Between a day and a year. */
  readonly delaySeconds: number;
};

/** Builds the act that grants a permit. */
export function buildPermitAct({ terms }: PermitParameters): Hex {
  // viem takes a set of kinds, which has 48 bits, as a number.
  return encodeCall("permit", [{ ...terms, kinds: Number(terms.kinds) }]);
}

/** Builds the act that ends a permit. */
export function buildRevocationAct({ patient, scope, grantee }: PermitKey): Hex {
  return encodeCall("revoke", [patient, scope, grantee]);
}

/** Builds the act that ends several permits of a patient, all or none. */
export function buildRevocationsAct({ patient, targets }: RevokeManyParameters): Hex {
  return encodeCall("revokeMany", [patient, targets]);
}

/** Builds the act that voids everything signed for a patient and not yet sent. */
export function buildSignatureVoidingAct({ patient }: PatientParameters): Hex {
  return encodeCall("voidSignatures", [patient]);
}

/** Builds the act that offers control to another account. */
export function buildHandoverOfferAct({ patient, to }: ToParameters): Hex {
  return encodeCall("offerHandover", [patient, to]);
}

/** Builds the act that accepts control. */
export function buildHandoverAcceptanceAct({ patient }: PatientParameters): Hex {
  return encodeCall("acceptHandover", [patient]);
}

/** Builds the act that claims a custodial enrolment. */
export function buildClaimAct({ patient }: PatientParameters): Hex {
  return encodeCall("claim", [patient]);
}

/** Builds the act that appoints a proxy. */
export function buildAppointmentAct(parameters: AppointmentParameters): Hex {
  return encodeCall("appoint", [appointmentOf(parameters)]);
}

/** Builds the act that ends a proxy's powers. */
export function buildDismissalAct({ patient, proxy }: ProxyParameters): Hex {
  return encodeCall("dismiss", [patient, proxy]);
}

/** Builds the act that ends a stated incapacity. */
export function buildIncapacityEndAct({ patient }: PatientParameters): Hex {
  return encodeCall("endIncapacity", [patient]);
}

/** Builds the act that chooses a recovery account. */
export function buildRecoveryChoiceAct({ patient, recoveryAccount, delaySeconds }: RecoveryChoiceParameters): Hex {
  return encodeCall("chooseRecovery", [patient, recoveryAccount, delaySeconds]);
}

/** Builds the act that asks for control to pass on. */
export function buildRecoveryRequestAct({ patient, to }: ToParameters): Hex {
  return encodeCall("requestRecovery", [patient, to]);
}

/** Builds the act that refuses a recovery. */
export function buildRecoveryVetoAct({ patient }: PatientParameters): Hex {
  return encodeCall("vetoRecovery", [patient]);
}
