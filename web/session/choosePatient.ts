import type { Account } from "../api/types.ts";

/** A patient whom somebody reads as. */
export type PatientRead = {
  readonly patient: number;
  /** Who enrolled them; `undefined` while it is not known. */
  readonly custodian: Account | undefined;
  /** Whether it is the reader themselves: a person has a number with each hospital. Otherwise the reader acts for somebody else. */
  readonly isOwn: boolean;
};

/** Whose records are shown: all that are the reader's own, or those of one patient number. */
export type Whose = number | "own";

/** What happened to who acts for a patient, as far as it matters here. */
export type ControlRow = {
  readonly event: string;
  readonly custodian?: unknown;
  readonly controller?: unknown;
  readonly to?: unknown;
};

/** Reads from a patient's history who enrolled them, and whether an account is their controller now. */
export function readPatient(patient: number, history: readonly ControlRow[], reader: Account): PatientRead {
  const controllers = history.flatMap(({ event, controller, to }) => {
    if (event === "enrolled") return [controller];
    return event === "handed over" || event === "claimed" || event === "recovered" ? [to] : [];
  });
  const custodian = history.find(({ event }) => event === "enrolled")?.custodian;
  return {
    patient,
    custodian: typeof custodian === "string" ? (custodian as Account) : undefined,
    isOwn: controllers.at(-1) === reader,
  };
}

/** Chooses whose records are shown: what the reader chose last, if it still is theirs to choose, else their own, else the first there is. */
export function chooseWhose(patients: readonly PatientRead[], chosen: string | null): Whose | undefined {
  const found = patients.find(({ patient }) => String(patient) === chosen);
  if (found !== undefined) return found.patient;
  return patients.some(({ isOwn }) => isOwn) ? "own" : patients[0]?.patient;
}

/** Lists the patients that a choice is about. */
export function patientsOf(patients: readonly PatientRead[], whose: Whose | undefined): readonly number[] {
  return patients
    .filter(({ patient, isOwn }) => (whose === "own" ? isOwn : patient === whose))
    .map((one) => one.patient);
}
