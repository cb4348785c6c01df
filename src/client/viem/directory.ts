import type { Address } from "viem";
import { ACTOR_KINDS, ADMITTED_BEFORE, listRoles, POLICIES, type Policy } from "../../consent/actors.ts";
import {
  type AdmitParameters,
  buildAdmitCall,
  buildAdmitOrganizationCall,
  buildChoosePolicyCall,
  buildExcludeCall,
  buildIncludeCall,
  buildOpenGroupCall,
  buildSuspendCall,
  buildSuspendOrganizationCall,
  type IncludeParameters,
  type MemberParameters,
  type OrganizationParameters,
} from "./calls/directory.ts";
import type { ReadParameters, RegistryClient, WriteParameters } from "./client.ts";
import { read } from "./read.ts";
import { enumWord } from "./words.ts";
import { write } from "./write.ts";

/**
 * Reads the terms of an actor.
 *
 * @returns organization, kind, roles, from and until (unix seconds); `isAdmittedBefore` is true when other terms held before `from`, which are in the
 * events only. `undefined` for an account that was never admitted.
 */
export async function actorOf(client: RegistryClient, parameters: ReadParameters & { readonly actor: Address }) {
  const { kind, roles, ...terms } = await read(client, parameters, "actorOf", [parameters.actor]);
  const word = enumWord(ACTOR_KINDS, kind);
  if (word === "none") return undefined;
  return { ...terms, kind: word, roles: listRoles(roles), isAdmittedBefore: (roles & ADMITTED_BEFORE) !== 0 };
}

/**
 * Reads whether an actor, and the organization that speaks for it, were in force at a time.
 *
 * @param parameters - `time` in unix seconds.
 * @returns false also where storage no longer knows: what held before the latest admission is in the events
 */
export async function wasValid(
  client: RegistryClient,
  parameters: ReadParameters & { readonly actor: Address; readonly time: number },
): Promise<boolean> {
  return read(client, parameters, "wasValid", [parameters.actor, parameters.time]);
}

/**
 * Reads an actor's membership in a group.
 *
 * @returns from and until (unix seconds); `replaced` is true when earlier terms are in the events only. `undefined` when there never was one.
 */
export async function membershipOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly group: Address; readonly member: Address },
) {
  const membership = await read(client, parameters, "membershipOf", [parameters.group, parameters.member]);
  return membership.until === 0 ? undefined : membership;
}

/**
 * Reads the default policy of an organization.
 *
 * @returns the policy and since when it holds (unix seconds, zero when none was ever chosen); `replaced` is true when earlier ones are in the
 * events only
 */
export async function policyOf(
  client: RegistryClient,
  parameters: ReadParameters & { readonly organization: Address },
) {
  const choice = await read(client, parameters, "policyOf", [parameters.organization]);
  return { ...choice, policy: enumWord(POLICIES, choice.policy) };
}

/** Admits an organization, or admits it again after a suspension, as an account that the AccessManager lets. */
export async function admitOrganization(client: RegistryClient, parameters: WriteParameters & OrganizationParameters) {
  return write(client, parameters, buildAdmitOrganizationCall(parameters), "OrganizationAdmitted");
}

/** Ends an organization's validity now, as an account that the AccessManager lets. */
export async function suspendOrganization(
  client: RegistryClient,
  parameters: WriteParameters & OrganizationParameters,
) {
  return write(client, parameters, buildSuspendOrganizationCall(parameters), "OrganizationSuspended");
}

/** Admits a practitioner or device, or gives it other terms, as its organization. */
export async function admit(client: RegistryClient, parameters: WriteParameters & AdmitParameters) {
  return write(client, parameters, buildAdmitCall(parameters), "Admitted");
}

/** Ends the validity of a practitioner, device or group now, as its organization. */
export async function suspend(client: RegistryClient, parameters: WriteParameters & { readonly actor: Address }) {
  return write(client, parameters, buildSuspendCall(parameters), "Suspended");
}

/**
 * Opens a care team or research project without members, as an organization.
 *
 * @returns the transaction, and the new group's address in `group`
 */
export async function openGroup(client: RegistryClient, parameters: WriteParameters) {
  const { actor, ...opened } = await write(client, parameters, buildOpenGroupCall(parameters), "Admitted");
  return { ...opened, group: actor };
}

/** Includes a member in a group, as the group's organization. */
export async function include(client: RegistryClient, parameters: WriteParameters & IncludeParameters) {
  return write(client, parameters, buildIncludeCall(parameters), "Included");
}

/** Ends a membership now, as the group's organization. */
export async function exclude(client: RegistryClient, parameters: WriteParameters & MemberParameters) {
  return write(client, parameters, buildExcludeCall(parameters), "Excluded");
}

/** Chooses the sending organization's default policy from now on. */
export async function choosePolicy(client: RegistryClient, parameters: WriteParameters & { readonly policy: Policy }) {
  return write(client, parameters, buildChoosePolicyCall(parameters), "PolicyChosen");
}
