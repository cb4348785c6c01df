import type { Handler } from "../handler.ts";

export const permitted: Handler<"Permitted"> = (values) => {
  const { patient, scope, grantee, purposes, kinds, from, until, version, by } = values;
  return {
    table: "permits",
    row: {
      ...{ patient, scope, grantee, version, event: "permitted", purposes, kinds },
      ...{ valid_from: from, valid_until: until, by_account: by },
    },
  };
};

/** A revocation ends the permit at its block's time, and says no terms. */
export const revoked: Handler<"Revoked"> = ({ patient, scope, grantee, version, by }) => ({
  table: "permits",
  row: { patient, scope, grantee, version, event: "revoked", by_account: by },
});
