import type { Address } from "viem";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import type { Reader } from "../../sql/database.ts";
import { NotFoundError } from "../errors.ts";
import type { Standing } from "./standing.ts";

/** A patient, and who enrolled the patient: the two that all of a patient's records belong to. */
export type Owned = { readonly patient: number; readonly custodian: Address };

/** Says whether somebody may see all that is of a patient. */
export function maySee({ isAuditor, patients, custodian }: Standing, owned: Owned): boolean {
  return isAuditor || patients.includes(owned.patient) || custodian === owned.custodian;
}

/** Says whether somebody may see an access, of whose patient `custodian` holds the records. */
export function maySeeAccess(standing: Standing, { accessor, patient }: Access, custodian: Address): boolean {
  return accessor === standing.account || maySee(standing, { patient, custodian });
}

/**
 * Finds a patient that somebody may see all of.
 *
 * @throws {NotFoundError} when there is none, or it is not theirs to see
 */
export async function getVisiblePatient(reader: Reader, standing: Standing, patient: number): Promise<Owned> {
  const custodian = await findCustodian(reader, patient);
  if (custodian === undefined || !maySee(standing, { patient, custodian })) throw new NotFoundError();
  return { patient, custodian };
}

/** Finds who enrolled a patient; `undefined` when nobody did. */
export async function findCustodian(reader: Reader, patient: number): Promise<Address | undefined> {
  const row = await reader.get<{ custodian: Uint8Array }>(
    "SELECT custodian FROM patients WHERE patient = ? AND event = 'enrolled'",
    [patient],
  );
  return row && hexOf(row.custodian);
}

/** Says in SQL over the accesses `a` which of them somebody may see; `undefined` for all. */
export function scopeOf({ account, isAuditor, custodian, patients }: Standing): Condition | undefined {
  if (isAuditor) return undefined;
  const own: Condition[] = [["a.accessor = ?", bytesOf(account)]];
  if (patients.length > 0) own.push([`a.patient IN (${patients.map(() => "?").join(", ")})`, ...patients]);
  if (custodian !== undefined) {
    own.push([
      "a.patient IN (SELECT e.patient FROM patients AS e WHERE e.custodian = ? AND e.event = 'enrolled')",
      bytesOf(custodian),
    ]);
  }
  return [`(${own.map(([sql]) => sql).join(" OR ")})`, ...own.flatMap(([, ...values]) => values)];
}

/**
 * Says in SQL of what somebody may see all: what is of patients as whom they read, and of those whom they enrolled; `undefined` for everything.
 *
 * @param columns - Where the patient and the custodian stand.
 */
export function ownedScopeOf(
  { isAuditor, custodian, patients }: Standing,
  columns: { readonly patient: string; readonly custodian: string },
): Condition | undefined {
  if (isAuditor) return undefined;
  const own: Condition[] = [];
  if (patients.length > 0) own.push([`${columns.patient} IN (${patients.map(() => "?").join(", ")})`, ...patients]);
  if (custodian !== undefined) own.push([`${columns.custodian} = ?`, bytesOf(custodian)]);
  if (own.length === 0) return ["1 = 0"];
  return [`(${own.map(([sql]) => sql).join(" OR ")})`, ...own.flatMap(([, ...values]) => values)];
}
