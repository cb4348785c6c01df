import { isPatient } from "../../consent/actsFor.ts";
import type { Basis } from "../../consent/bases.ts";
import type { Hex } from "../../consent/commitments.ts";
import { lowerCase } from "../../consent/lowerCase.ts";
import { type PurposeCode, purposeNumber } from "../../consent/purposes.ts";
import { isRestricted, type Restriction } from "../../consent/restrictions.ts";
import type { ConsentState } from "../../consent/state.ts";
import { ALL_RECORDS } from "../../consent/typedData.ts";
import { findAdmitted } from "../../consent/validity.ts";
import type { Uid } from "../../dicom/index.ts";
import type { Question } from "./question.ts";

/** A series, or an instance in one, that may not be shown although its study may. */
export type HiddenPart = { readonly series: Uid; readonly instance?: Uid };

/**
 * Lists what else than records the restrictions keep from somebody who has leave for a record: the commitments of parts, of this record or others.
 * As with records, no restriction stands against the patient, and a broken glass with the purpose BTG beats all.
 *
 * @param basis - The leave that was found. @param purpose - What it was found for. @param time - Unix seconds.
 */
export function listRestrictedParts(
  { accessor, patient, record }: Pick<Question, "accessor" | "patient" | "record">,
  { basis, purpose }: { readonly basis: Basis; readonly purpose: PurposeCode },
  restrictions: readonly Restriction[],
  state: ConsentState,
  time: number,
): readonly Hex[] {
  const ofParts = restrictions.filter(({ scope }) => ![ALL_RECORDS, lowerCase(record)].includes(lowerCase(scope)));
  if (ofParts.length === 0) return [];
  if (basis === "EMERGENCY" && purpose === "BTG") return [];
  if (basis === "PATIENT" && isPatient(accessor, patient, state, time)) return [];
  const organization = findAdmitted(accessor, state)?.organization;
  const accounts = organization === undefined ? [accessor] : [accessor, organization];
  const access = { patient, accounts, purpose: purposeNumber(purpose) };
  const parts = new Set(ofParts.map(({ scope }) => lowerCase(scope)));
  return [...parts].filter((part) => isRestricted({ ...access, record: part }, ofParts));
}
