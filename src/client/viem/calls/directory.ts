import type { Address } from "viem";
import { ACTOR_KINDS, POLICIES, type Policy, ROLES, type Role } from "../../../consent/actors.ts";
import { NO_END } from "../../../consent/typedData.ts";
import { buildCall, type CallParameters, type RegistryCall } from "./call.ts";

/** A half-open window of time; from now on, and without an end, where its ends are left out. */
type WindowParameters = {
  /** First second (unix, inclusive). What lies in the past starts now. */
  readonly from?: number | undefined;
  /** First second after it (unix, exclusive). */
  readonly until?: number | undefined;
};

/** Which organization. */
export type OrganizationParameters = { readonly organization: Address };

/** An actor and the terms its organization gives it. */
export type AdmitParameters = WindowParameters & {
  readonly actor: Address;
  readonly kind: "practitioner" | "device";
  readonly roles: readonly Role[];
};

/** A member of a group. */
export type MemberParameters = { readonly group: Address; readonly member: Address };

/** A member of a group, and for how long. */
export type IncludeParameters = WindowParameters & MemberParameters;

/** Builds the call of `admitOrganization`. */
export function buildAdmitOrganizationCall(parameters: CallParameters & OrganizationParameters): RegistryCall {
  return buildCall(parameters.registry, "admitOrganization", [parameters.organization]);
}

/** Builds the call of `suspendOrganization`. */
export function buildSuspendOrganizationCall(parameters: CallParameters & OrganizationParameters): RegistryCall {
  return buildCall(parameters.registry, "suspendOrganization", [parameters.organization]);
}

/** Builds the call of `admit`. */
export function buildAdmitCall(parameters: CallParameters & AdmitParameters): RegistryCall {
  const { registry, actor, kind, roles, from = 0, until = NO_END } = parameters;
  const bits = roles.reduce((sum, role) => sum | ROLES[role], 0);
  return buildCall(registry, "admit", [actor, ACTOR_KINDS.indexOf(kind), bits, from, until]);
}

/** Builds the call of `suspend`. */
export function buildSuspendCall(parameters: CallParameters & { readonly actor: Address }): RegistryCall {
  return buildCall(parameters.registry, "suspend", [parameters.actor]);
}

/** Builds the call of `openGroup`. */
export function buildOpenGroupCall({ registry }: CallParameters): RegistryCall {
  return buildCall(registry, "openGroup", []);
}

/** Builds the call of `include`. */
export function buildIncludeCall(parameters: CallParameters & IncludeParameters): RegistryCall {
  const { registry, group, member, from = 0, until = NO_END } = parameters;
  return buildCall(registry, "include", [group, member, from, until]);
}

/** Builds the call of `exclude`. */
export function buildExcludeCall(parameters: CallParameters & MemberParameters): RegistryCall {
  return buildCall(parameters.registry, "exclude", [parameters.group, parameters.member]);
}

/** Builds the call of `choosePolicy`. */
export function buildChoosePolicyCall(parameters: CallParameters & { readonly policy: Policy }): RegistryCall {
  return buildCall(parameters.registry, "choosePolicy", [POLICIES.indexOf(parameters.policy)]);
}
