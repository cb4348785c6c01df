import { refusal } from "./refusal.ts";

/** The account is not one that the AccessManager lets admit and suspend organizations. */
export class AccessManagedUnauthorizedError extends refusal(
  "AccessManagedUnauthorized",
  ({ caller }) =>
    `${caller} may not admit or suspend organizations. Use an account that the consortium's AccessManager lets do so.`,
) {}

/** The account may admit and suspend organizations only after a delay. */
export class AccessManagedRequiredDelayError extends refusal(
  "AccessManagedRequiredDelay",
  ({ caller, delay }) =>
    `${caller} may do this only ${delay} seconds after scheduling it. Schedule the call with the AccessManager first.`,
) {}

/** What should become the AccessManager is not a contract. */
export class AccessManagedInvalidAuthorityError extends refusal(
  "AccessManagedInvalidAuthority",
  ({ authority }) => `${authority} can't be the AccessManager: there is no contract. Check the address.`,
) {}

/** The caller is not an organization in force. */
export class NotOrganizationError extends refusal(
  "NotOrganization",
  ({ caller }) =>
    `${caller} is not an organization in force. Use the organization's own account, or have the consortium admit it.`,
) {}

/** The caller is neither an organization in force nor a registrar of one. */
export class NotRegistrarError extends refusal(
  "NotRegistrar",
  ({ caller }) =>
    `${caller} is neither an organization in force nor a registrar of one. Have the organization admit it as a registrar.`,
) {}

/** The actor is in force for another organization. */
export class BelongsToAnotherError extends refusal(
  "BelongsToAnother",
  ({ actor, organization }) =>
    `${actor} belongs to ${organization}, which alone may suspend it. Have it suspended there first.`,
) {}

/** The caller does not speak for the actor or group. */
export class NotItsOrganizationError extends refusal(
  "NotItsOrganization",
  ({ caller, organization }) =>
    `${caller} does not speak for this actor or group, but ${organization} does. Use that account.`,
) {}

/** An actor was to be admitted as something else than a practitioner or a device. */
export class WrongActorKindError extends refusal(
  "WrongActorKind",
  ({ kind }) =>
    `Actor kind ${kind} can't be admitted so. Admit a practitioner or a device; groups are opened, and the consortium admits organizations.`,
) {}

/** A role was named that does not exist. */
export class UnknownRolesError extends refusal(
  "UnknownRoles",
  ({ roles }) => `The bits ${roles} name a role that does not exist. Name roles of the registry only.`,
) {}

/** A window of validity or membership is empty or already over. */
export class EmptyWindowError extends refusal(
  "EmptyWindow",
  ({ from, until }) =>
    `The window from ${from} until ${until} is empty or already over. Choose an end after its start and after now.`,
) {}
