import type { Basis } from "../../src/consent/bases.ts";
import type { Access, Account } from "../api/types.ts";

/** What became of a record, in few numbers. The reader's own looks count apart. */
export type Summary = {
  /** Accounts beside the reader. */
  readonly others: number;
  readonly organizations: number;
  readonly own: number;
  /** How many accesses of others there are by each basis; bases of which there is none are left out. The gravest come first. */
  readonly byBasis: readonly { readonly basis: Basis; readonly count: number }[];
};

const gravest: readonly Basis[] = ["NONE", "EMERGENCY", "UNDETERMINED", "POLICY", "PERMIT", "PATIENT"];

/** Sums up who accessed a record, and by whose leave. */
export function summarize(accesses: readonly Access[], reader: Account): Summary {
  const foreign = accesses.filter(({ accessor }) => accessor !== reader);
  const organizations = foreign.flatMap(({ organization }) => (organization === null ? [] : [organization]));
  return {
    others: new Set(foreign.map(({ accessor }) => accessor)).size,
    organizations: new Set(organizations).size,
    own: accesses.length - foreign.length,
    byBasis: gravest
      .map((basis) => ({ basis, count: foreign.filter((access) => access.basis === basis).length }))
      .filter(({ count }) => count > 0),
  };
}
