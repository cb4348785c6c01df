import {
  buildAppointmentTypedData,
  buildClaimTypedData,
  buildDismissalTypedData,
  buildHandoverAcceptanceTypedData,
  buildHandoverOfferTypedData,
  buildIncapacityEndTypedData,
  buildRecoveryChoiceTypedData,
  buildRecoveryRequestTypedData,
  buildRecoveryVetoTypedData,
} from "../../consent/typedData.ts";
import {
  buildAppointmentAct,
  buildClaimAct,
  buildDismissalAct,
  buildHandoverAcceptanceAct,
  buildHandoverOfferAct,
  buildIncapacityEndAct,
  buildRecoveryChoiceAct,
  buildRecoveryRequestAct,
  buildRecoveryVetoAct,
  type PatientParameters,
  type ProxyParameters,
  type RecoveryChoiceParameters,
  type ToParameters,
} from "./calls/acts.ts";
import { type AppointmentParameters, appointmentOf } from "./calls/appointment.ts";
import type { RegistryClient } from "./client.ts";
import { type SignParameters, signAct } from "./signatures.ts";

/** Signs an offer of control to another account, as the controller. Costs nothing; returns what `offerHandoverBySignature` and `relay` take. */
export async function signHandoverOffer(client: RegistryClient, parameters: SignParameters & ToParameters) {
  const { patient, to } = parameters;
  return signAct(client, parameters, patient, buildHandoverOfferAct(parameters), (bounds) =>
    buildHandoverOfferTypedData({ ...bounds, patient, to }),
  );
}

/** Signs that control is accepted, as the account it is offered to. Costs nothing; returns what `acceptHandoverBySignature` and `relay` take. */
export async function signHandoverAcceptance(client: RegistryClient, parameters: SignParameters & PatientParameters) {
  const { patient } = parameters;
  return signAct(client, parameters, patient, buildHandoverAcceptanceAct(parameters), (bounds) =>
    buildHandoverAcceptanceTypedData({ ...bounds, patient }),
  );
}

/** Signs the claim of a custodial enrolment, as the account that control is offered to. Costs nothing; returns what `claimBySignature` and `relay` take. */
export async function signClaim(client: RegistryClient, parameters: SignParameters & PatientParameters) {
  const { patient } = parameters;
  return signAct(client, parameters, patient, buildClaimAct(parameters), (bounds) =>
    buildClaimTypedData({ ...bounds, patient }),
  );
}

/** Signs the appointment of a proxy, as the controller. Costs nothing; returns what `appointBySignature` and `relay` take. */
export async function signAppointment(client: RegistryClient, parameters: SignParameters & AppointmentParameters) {
  const { patient } = parameters;
  const appointment = appointmentOf(parameters);
  return signAct(client, parameters, patient, buildAppointmentAct(parameters), (bounds) =>
    buildAppointmentTypedData({ ...bounds, appointment }),
  );
}

/** Signs the end of a proxy's powers, as the controller or as the proxy. Costs nothing; returns what `dismissBySignature` and `relay` take. */
export async function signDismissal(client: RegistryClient, parameters: SignParameters & ProxyParameters) {
  const { patient, proxy } = parameters;
  return signAct(client, parameters, patient, buildDismissalAct(parameters), (bounds) =>
    buildDismissalTypedData({ ...bounds, patient, proxy }),
  );
}

/** Signs the end of a stated incapacity, as the controller or the custodian's registrar. Costs nothing; returns what `endIncapacityBySignature` and `relay` take. */
export async function signIncapacityEnd(client: RegistryClient, parameters: SignParameters & PatientParameters) {
  const { patient } = parameters;
  return signAct(client, parameters, patient, buildIncapacityEndAct(parameters), (bounds) =>
    buildIncapacityEndTypedData({ ...bounds, patient }),
  );
}

/** Signs the choice of a recovery account, as the controller. Costs nothing; returns what `chooseRecoveryBySignature` and `relay` take. */
export async function signRecoveryChoice(
  client: RegistryClient,
  parameters: SignParameters & RecoveryChoiceParameters,
) {
  const { patient, recoveryAccount, delaySeconds } = parameters;
  return signAct(client, parameters, patient, buildRecoveryChoiceAct(parameters), (bounds) =>
    buildRecoveryChoiceTypedData({ ...bounds, patient, account: recoveryAccount, delay: delaySeconds }),
  );
}

/** Signs that control is asked for, as the recovery account. Costs nothing; returns what `requestRecoveryBySignature` and `relay` take. */
export async function signRecoveryRequest(client: RegistryClient, parameters: SignParameters & ToParameters) {
  const { patient, to } = parameters;
  return signAct(client, parameters, patient, buildRecoveryRequestAct(parameters), (bounds) =>
    buildRecoveryRequestTypedData({ ...bounds, patient, to }),
  );
}

/** Signs the refusal of a recovery, as the controller. Costs nothing; returns what `vetoRecoveryBySignature` and `relay` take. */
export async function signRecoveryVeto(client: RegistryClient, parameters: SignParameters & PatientParameters) {
  const { patient } = parameters;
  return signAct(client, parameters, patient, buildRecoveryVetoAct(parameters), (bounds) =>
    buildRecoveryVetoTypedData({ ...bounds, patient }),
  );
}
