import { isPatient } from "../../consent/actsFor.ts";
import type { Basis } from "../../consent/bases.ts";
import { purposeNumber } from "../../consent/purposes.ts";
import { isRestricted, type Restriction } from "../../consent/restrictions.ts";
import type { ConsentState } from "../../consent/state.ts";
import { findAdmitted } from "../../consent/validity.ts";
import type { Access } from "../../indexer/queries/access.ts";

/** A sealed restriction, opened for the auditor, with its time. The vault's kept restrictions are of this shape. */
export type Opening = Restriction & {
  /** First second at which it holds (unix). */
  readonly imposedAt: number;
  /** First second at which it does not hold any more (unix); without it, it holds. */
  readonly liftedAt?: number;
};

const BTG = purposeNumber("BTG");

/**
 * Says whether the patient's word stood against an access: somebody excluded had it, and neither was the patient nor broke the glass with the
 * purpose BTG.
 *
 * @param basis - The leave that the access had.
 * @param state - Of the time of the access.
 */
export function wasRestricted(
  { patient, record, accessor, time, purpose }: Access,
  basis: Basis,
  state: ConsentState,
  openings: readonly Opening[],
): boolean {
  if (openings.length === 0 || isPatient(accessor, patient, state, time)) return false;
  if (basis === "EMERGENCY" && purpose === BTG) return false;
  const then = openings.filter(
    ({ imposedAt, liftedAt }) => imposedAt <= time && (liftedAt === undefined || time < liftedAt),
  );
  const organization = findAdmitted(accessor, state)?.organization;
  const accounts = organization === undefined ? [accessor] : [accessor, organization];
  return isRestricted({ patient, record, accounts, purpose }, then);
}
