import type { Address, Hex } from "viem";
import { ALL_KINDS } from "../../src/consent/kinds.ts";
import {
  type Appointment,
  buildAppointmentTypedData,
  buildClaimTypedData,
  buildDismissalTypedData,
  buildHandoverAcceptanceTypedData,
  buildHandoverOfferTypedData,
  buildIncapacityEndTypedData,
  buildPermitTypedData,
  buildRecoveryChoiceTypedData,
  buildRecoveryRequestTypedData,
  buildRecoveryVetoTypedData,
  buildRevocationsTypedData,
  buildRevocationTypedData,
  buildSignatureVoidingTypedData,
  NO_END,
  type SignatureBounds,
  type Terms,
} from "../../src/consent/typedData.ts";

/** What some act needs; each takes its own out of it. */
export type Everything = SignatureBounds &
  Terms &
  Omit<Appointment, "patient" | "from" | "until"> & {
    readonly version: number;
    readonly secondVersion: number;
    readonly to: Address;
    readonly account: Address;
    readonly delay: number;
  };

export const otherScope: Hex = `0x${"22".repeat(32)}`;

/** The largest value of every field, and different ones where two could be mixed up. */
export const everything: Everything = {
  chainId: 31337,
  registry: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
  epoch: 2 ** 32 - 2,
  deadline: NO_END - 1,
  version: 2 ** 32 - 1,
  secondVersion: 3,
  patient: 2 ** 48 - 1,
  scope: `0x${"11".repeat(32)}`,
  grantee: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  purposes: (1n << 88n) - 1n,
  kinds: ALL_KINDS,
  from: NO_END - 3,
  until: NO_END,
  proxy: "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65",
  powers: 255,
  springing: true,
  to: "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
  account: "0x976ea74026e726554db657fa54763abd0c3a0aa9",
  delay: 2 ** 32 - 3,
};

/** Builds every act, with the arguments of the call that is signed. */
export function buildEveryAct(all: Everything) {
  const { chainId, registry, epoch, deadline } = all;
  const { patient, scope, grantee, purposes, kinds, from, until, proxy, powers, springing, to, account, delay } = all;
  const bounds = { chainId, registry, epoch, deadline };
  const signed = { ...bounds, patient };
  const terms = { patient, scope, grantee, purposes, kinds, from, until };
  const appointment = { patient, proxy, powers, springing, from, until };
  const target = { scope, grantee, version: all.version };
  const second = { scope: otherScope, grantee, version: all.secondVersion };
  return {
    permit: {
      data: buildPermitTypedData({ ...bounds, terms, version: all.version }),
      args: [{ ...terms, kinds: Number(kinds) }],
    },
    revoke: { data: buildRevocationTypedData({ ...signed, ...target }), args: [patient, scope, grantee] },
    revokeMany: {
      data: buildRevocationsTypedData({ ...signed, targets: [target, second] }),
      args: [
        patient,
        [
          { scope, grantee },
          { scope: otherScope, grantee },
        ],
      ],
    },
    voidSignatures: { data: buildSignatureVoidingTypedData(signed), args: [patient] },
    offerHandover: { data: buildHandoverOfferTypedData({ ...signed, to }), args: [patient, to] },
    acceptHandover: { data: buildHandoverAcceptanceTypedData(signed), args: [patient] },
    claim: { data: buildClaimTypedData(signed), args: [patient] },
    appoint: { data: buildAppointmentTypedData({ ...bounds, appointment }), args: [appointment] },
    dismiss: { data: buildDismissalTypedData({ ...signed, proxy }), args: [patient, proxy] },
    endIncapacity: { data: buildIncapacityEndTypedData(signed), args: [patient] },
    chooseRecovery: {
      data: buildRecoveryChoiceTypedData({ ...signed, account, delay }),
      args: [patient, account, delay],
    },
    requestRecovery: { data: buildRecoveryRequestTypedData({ ...signed, to }), args: [patient, to] },
    vetoRecovery: { data: buildRecoveryVetoTypedData(signed), args: [patient] },
  } as const;
}
