import type { Signer } from "ethers";
import type { FiducialRegistry } from "../../../types/contracts/FiducialRegistry.ts";
import { POWERS, type Power } from "../../consent/powers.ts";
import {
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
  type Terms,
} from "../../consent/typedData.ts";
import { type PatientParameters, type SignedCall, type SignParameters, signAct } from "./signAct.ts";

/** Whom the controller appoints; at once and from now on where nothing else is said. */
export type AppointmentParameters = Pick<Appointment, "patient" | "proxy" | "until"> &
  Partial<Pick<Appointment, "springing" | "from">> & { readonly powers: readonly Power[] };

/** Signs an offer of control to another account, as the controller. Returns what `relay` takes. */
export async function signHandoverOffer(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters & { readonly to: Terms["grantee"] },
): Promise<SignedCall> {
  const { patient, to } = parameters;
  const act = registry.interface.encodeFunctionData("offerHandover", [patient, to]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildHandoverOfferTypedData({ ...bounds, patient, to }),
  );
}

/** Signs that control is accepted, as the account it is offered to. Returns what `relay` takes. */
export async function signHandoverAcceptance(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters,
): Promise<SignedCall> {
  const { patient } = parameters;
  const act = registry.interface.encodeFunctionData("acceptHandover", [patient]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildHandoverAcceptanceTypedData({ ...bounds, patient }),
  );
}

/** Signs the claim of a custodial enrolment, as the account that control is offered to. Returns what `relay` takes. */
export async function signClaim(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters,
): Promise<SignedCall> {
  const { patient } = parameters;
  const act = registry.interface.encodeFunctionData("claim", [patient]);
  return signAct(registry, signer, parameters, patient, act, (bounds) => buildClaimTypedData({ ...bounds, patient }));
}

/** Signs the appointment of a proxy, as the controller. Returns what `relay` takes. */
export async function signAppointment(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & AppointmentParameters,
): Promise<SignedCall> {
  const { patient, proxy, springing = false, from = 0, until } = parameters;
  const powers = parameters.powers.reduce((sum, power) => sum | POWERS[power], 0);
  const appointment = { patient, proxy, powers, springing, from, until };
  const act = registry.interface.encodeFunctionData("appoint", [appointment]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildAppointmentTypedData({ ...bounds, appointment }),
  );
}

/** Signs the end of a proxy's powers, as the controller or as the proxy. Returns what `relay` takes. */
export async function signDismissal(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters & { readonly proxy: Terms["grantee"] },
): Promise<SignedCall> {
  const { patient, proxy } = parameters;
  const act = registry.interface.encodeFunctionData("dismiss", [patient, proxy]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildDismissalTypedData({ ...bounds, patient, proxy }),
  );
}

/** Signs the end of a stated incapacity, as the controller or the custodian's registrar. Returns what `relay` takes. */
export async function signIncapacityEnd(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters,
): Promise<SignedCall> {
  const { patient } = parameters;
  const act = registry.interface.encodeFunctionData("endIncapacity", [patient]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildIncapacityEndTypedData({ ...bounds, patient }),
  );
}

/** Signs the choice of a recovery account, as the controller. Returns what `relay` takes. */
export async function signRecoveryChoice(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters &
    PatientParameters & { readonly recoveryAccount: Terms["grantee"]; readonly delaySeconds: number },
): Promise<SignedCall> {
  const { patient, recoveryAccount, delaySeconds } = parameters;
  const act = registry.interface.encodeFunctionData("chooseRecovery", [patient, recoveryAccount, delaySeconds]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildRecoveryChoiceTypedData({ ...bounds, patient, account: recoveryAccount, delay: delaySeconds }),
  );
}

/** Signs that control is asked for, as the recovery account. Returns what `relay` takes. */
export async function signRecoveryRequest(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters & { readonly to: Terms["grantee"] },
): Promise<SignedCall> {
  const { patient, to } = parameters;
  const act = registry.interface.encodeFunctionData("requestRecovery", [patient, to]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildRecoveryRequestTypedData({ ...bounds, patient, to }),
  );
}

/** Signs the refusal of a recovery, as the controller. Returns what `relay` takes. */
export async function signRecoveryVeto(
  registry: FiducialRegistry,
  signer: Signer,
  parameters: SignParameters & PatientParameters,
): Promise<SignedCall> {
  const { patient } = parameters;
  const act = registry.interface.encodeFunctionData("vetoRecovery", [patient]);
  return signAct(registry, signer, parameters, patient, act, (bounds) =>
    buildRecoveryVetoTypedData({ ...bounds, patient }),
  );
}
