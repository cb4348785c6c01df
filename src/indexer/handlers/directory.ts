import { ACTOR_KINDS } from "../../consent/actors.ts";
import type { Handler } from "../handler.ts";
import { digitsOf } from "../hex.ts";

const organizationKind = ACTOR_KINDS.indexOf("organization");
const noEnd = 2 ** 40 - 1;

/** An organization speaks for itself, without roles and without an end. */
export const organizationAdmitted: Handler<"OrganizationAdmitted"> = ({ organization, from }, organizations) => {
  organizations.set(digitsOf(organization), organization);
  return {
    table: "actors",
    row: {
      actor: organization,
      event: "admitted",
      organization,
      kind: organizationKind,
      roles: 0,
      valid_from: from,
      valid_until: noEnd,
    },
  };
};

export const organizationSuspended: Handler<"OrganizationSuspended"> = ({ organization, until }) => ({
  table: "actors",
  row: { actor: organization, event: "suspended", organization, valid_until: until },
});

export const admitted: Handler<"Admitted"> = (values, organizations) => {
  const { actor, organization, kind, roles, from, until } = values;
  organizations.set(digitsOf(actor), organization);
  return {
    table: "actors",
    row: { actor, event: "admitted", organization, kind, roles, valid_from: from, valid_until: until },
  };
};

/** The organization stays on record as the one that spoke for the actor: the contract keeps it too. */
export const suspended: Handler<"Suspended"> = ({ actor, organization, until }) => ({
  table: "actors",
  row: { actor, event: "suspended", organization, valid_until: until },
});

export const included: Handler<"Included"> = ({ group, member, from, until }) => ({
  table: "memberships",
  row: { group_account: group, member, event: "included", valid_from: from, valid_until: until },
});

export const excluded: Handler<"Excluded"> = ({ group, member, until }) => ({
  table: "memberships",
  row: { group_account: group, member, event: "excluded", valid_until: until },
});

export const policyChosen: Handler<"PolicyChosen"> = ({ organization, policy, since }) => ({
  table: "policies",
  row: { organization, policy, since },
});
