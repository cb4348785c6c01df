import type { Address } from "viem";
import { basisOf, entryCountOf, logAccesses, logOwn } from "./accessLog.ts";
import type { RegistryClient } from "./client.ts";
import { permit, permitBySignature, permitOf, revoke, revokeBySignature } from "./consents.ts";
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
import {
  acceptHandover,
  enroll,
  enrollSelf,
  handoverOf,
  offerHandover,
  patientCount,
  patientOf,
  voidSignatures,
} from "./patients.ts";
import { accessCountOf, amend, recordOf, register, registerMany, relate } from "./records.ts";
import { signPermit, signRevocation } from "./signatures.ts";

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
      accessCountOf: bind(accessCountOf),
      actorOf: bind(actorOf),
      admit: bind(admit),
      admitOrganization: bind(admitOrganization),
      amend: bind(amend),
      basisOf: bind(basisOf),
      choosePolicy: bind(choosePolicy),
      enroll: bind(enroll),
      enrollSelf: bind(enrollSelf),
      entryCountOf: bind(entryCountOf),
      exclude: bind(exclude),
      handoverOf: bind(handoverOf),
      include: bind(include),
      logAccesses: bind(logAccesses),
      logOwn: bind(logOwn),
      membershipOf: bind(membershipOf),
      offerHandover: bind(offerHandover),
      openGroup: bind(openGroup),
      patientCount: bind(patientCount),
      patientOf: bind(patientOf),
      permit: bind(permit),
      permitBySignature: bind(permitBySignature),
      permitOf: bind(permitOf),
      policyOf: bind(policyOf),
      recordOf: bind(recordOf),
      register: bind(register),
      registerMany: bind(registerMany),
      relate: bind(relate),
      revoke: bind(revoke),
      revokeBySignature: bind(revokeBySignature),
      signPermit: bind(signPermit),
      signRevocation: bind(signRevocation),
      suspend: bind(suspend),
      suspendOrganization: bind(suspendOrganization),
      voidSignatures: bind(voidSignatures),
      wasValid: bind(wasValid),
    };
  };
}
