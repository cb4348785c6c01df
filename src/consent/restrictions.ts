import type { Address, Hex } from "viem";
import { lowerCase } from "./lowerCase.ts";
import { purposesCover } from "./purposes.ts";
import { ALL_RECORDS } from "./typedData.ts";

/** A patient's word that somebody may not see a record. Never on chain: it lives sealed with the patient and the custodian. */
export type Restriction = {
  readonly patient: number;
  /** One record, or `ALL_RECORDS`; or one part of a record, which a gateway leaves out of what it shows and no decision on records looks at. */
  readonly scope: Hex;
  /** An account, or an organization and with it all it speaks for. */
  readonly excluded: Address;
  /** Bits by purpose number; without it, for every purpose. */
  readonly purposes?: bigint;
};

/** An access that a restriction may be about. */
export type RestrictableAccess = {
  readonly patient: number;
  readonly record: Hex;
  /** The accessor, and the organization that speaks for it where there is one. */
  readonly accounts: readonly Address[];
  /** A purpose number. */
  readonly purpose: number;
};

/** Says whether any of the restrictions is about this access. */
export function isRestricted(access: RestrictableAccess, restrictions: readonly Restriction[]): boolean {
  const accounts = access.accounts.map(lowerCase);
  const scopes = [ALL_RECORDS, lowerCase(access.record)];
  return restrictions.some(
    ({ patient, scope, excluded, purposes }) =>
      patient === access.patient &&
      scopes.includes(lowerCase(scope)) &&
      accounts.includes(lowerCase(excluded)) &&
      (purposes === undefined || purposesCover(purposes, access.purpose)),
  );
}
