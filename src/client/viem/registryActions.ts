import type { Address } from "viem";
import { basisOf, logAccesses, logOwn } from "./accessLog.ts";
import { anchorBook, bookOf } from "./books.ts";
import type { RegistryClient } from "./client.ts";
import { permit, permitOf, revoke, revokeMany, voidSignatures } from "./consents.ts";
import { contribute, dispose } from "./contributions.ts";
import {
  signAppointment,
  signClaim,
  signDismissal,
  signHandoverAcceptance,
  signHandoverOffer,
  signIncapacityEnd,
  signRecoveryChoice,
  signRecoveryRequest,
  signRecoveryVeto,
} from "./controlSignatures.ts";
import { attestCredential, publishKey } from "./credentials.ts";
import {
  actorOf,
  admit,
  admitOrganization,
  choosePolicy,
  exclude,
  include,
  membershipOf,
  openGroup,
  policyOf,
  suspend,
  suspendOrganization,
  wasValid,
} from "./directory.ts";
import { entryCountOf, gatewayOf, heartbeat, retire } from "./gateways.ts";
import {
  acceptHandover,
  claim,
  enroll,
  enrollSelf,
  epochOf,
  handoverOf,
  offerHandover,
  patientCount,
  patientOf,
} from "./patients.ts";
import { appoint, declareIncapacity, dismiss, endIncapacity, incapacityOf, proxyOf } from "./proxies.ts";
import { accessCountOf, amend, historyOf, recordOf, register, registerMany, relate } from "./records.ts";
import { chooseRecovery, recover, recoveryOf, requestRecovery, vetoRecovery } from "./recoveries.ts";
import {
  acceptHandoverBySignature,
  appointBySignature,
  chooseRecoveryBySignature,
  claimBySignature,
  dismissBySignature,
  endIncapacityBySignature,
  offerHandoverBySignature,
  permitBySignature,
  relay,
  requestRecoveryBySignature,
  revokeBySignature,
  revokeManyBySignature,
  vetoRecoveryBySignature,
  voidSignaturesBySignature,
} from "./relay.ts";
import { review, reviewOf } from "./reviews.ts";
import { signPermit, signRevocation, signRevocations, signSignatureVoiding } from "./signatures.ts";

/** An action of this room with the registry, and so with the client, already given. */
type Bound<Parameters, Result> = (parameters: Omit<Parameters, "registry">) => Promise<Result>;

/** The actions that `registryActions` binds. */
export type RegistryActions = ReturnType<ReturnType<typeof registryActions>>;

/**
 * Binds every action of the registry to a client: `createPublicClient({ … }).extend(registryActions(address))`.
 *
 * @param registry - The registry's address.
 * @returns what viem's `extend` takes
 */
export function registryActions(registry: Address) {
  return (client: RegistryClient) => {
    const bind = <Parameters extends { readonly registry: Address }, Result>(
      action: (client: RegistryClient, parameters: Parameters) => Promise<Result>,
    ): Bound<Parameters, Result> => {
      // What is left out of the parameters is what is put in here.
      return (parameters) => action(client, { ...parameters, registry } as Parameters);
    };
    return {
      acceptHandover: bind(acceptHandover),
      acceptHandoverBySignature: bind(acceptHandoverBySignature),
      accessCountOf: bind(accessCountOf),
      actorOf: bind(actorOf),
      admit: bind(admit),
      admitOrganization: bind(admitOrganization),
      amend: bind(amend),
      anchorBook: bind(anchorBook),
      appoint: bind(appoint),
      appointBySignature: bind(appointBySignature),
      attestCredential: bind(attestCredential),
      basisOf: bind(basisOf),
      bookOf: bind(bookOf),
      choosePolicy: bind(choosePolicy),
      chooseRecovery: bind(chooseRecovery),
      chooseRecoveryBySignature: bind(chooseRecoveryBySignature),
      claim: bind(claim),
      claimBySignature: bind(claimBySignature),
      contribute: bind(contribute),
      declareIncapacity: bind(declareIncapacity),
      dismiss: bind(dismiss),
      dismissBySignature: bind(dismissBySignature),
      dispose: bind(dispose),
      endIncapacity: bind(endIncapacity),
      endIncapacityBySignature: bind(endIncapacityBySignature),
      enroll: bind(enroll),
      enrollSelf: bind(enrollSelf),
      entryCountOf: bind(entryCountOf),
      epochOf: bind(epochOf),
      exclude: bind(exclude),
      gatewayOf: bind(gatewayOf),
      handoverOf: bind(handoverOf),
      heartbeat: bind(heartbeat),
      historyOf: bind(historyOf),
      incapacityOf: bind(incapacityOf),
      include: bind(include),
      logAccesses: bind(logAccesses),
      logOwn: bind(logOwn),
      membershipOf: bind(membershipOf),
      offerHandover: bind(offerHandover),
      offerHandoverBySignature: bind(offerHandoverBySignature),
      openGroup: bind(openGroup),
      patientCount: bind(patientCount),
      patientOf: bind(patientOf),
      permit: bind(permit),
      permitBySignature: bind(permitBySignature),
      permitOf: bind(permitOf),
      policyOf: bind(policyOf),
      proxyOf: bind(proxyOf),
      publishKey: bind(publishKey),
      recordOf: bind(recordOf),
      recover: bind(recover),
      recoveryOf: bind(recoveryOf),
      register: bind(register),
      registerMany: bind(registerMany),
      relate: bind(relate),
      relay: bind(relay),
      requestRecovery: bind(requestRecovery),
      requestRecoveryBySignature: bind(requestRecoveryBySignature),
      retire: bind(retire),
      review: bind(review),
      reviewOf: bind(reviewOf),
      revoke: bind(revoke),
      revokeBySignature: bind(revokeBySignature),
      revokeMany: bind(revokeMany),
      revokeManyBySignature: bind(revokeManyBySignature),
      signAppointment: bind(signAppointment),
      signClaim: bind(signClaim),
      signDismissal: bind(signDismissal),
      signHandoverAcceptance: bind(signHandoverAcceptance),
      signHandoverOffer: bind(signHandoverOffer),
      signIncapacityEnd: bind(signIncapacityEnd),
      signPermit: bind(signPermit),
      signRecoveryChoice: bind(signRecoveryChoice),
      signRecoveryRequest: bind(signRecoveryRequest),
      signRecoveryVeto: bind(signRecoveryVeto),
      signRevocation: bind(signRevocation),
      signRevocations: bind(signRevocations),
      signSignatureVoiding: bind(signSignatureVoiding),
      suspend: bind(suspend),
      suspendOrganization: bind(suspendOrganization),
      vetoRecovery: bind(vetoRecovery),
      vetoRecoveryBySignature: bind(vetoRecoveryBySignature),
      voidSignatures: bind(voidSignatures),
      voidSignaturesBySignature: bind(voidSignaturesBySignature),
      wasValid: bind(wasValid),
    };
  };
}
