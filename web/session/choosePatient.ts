/** Chooses whose records are shown: whom the reader chose last, if they still read as that patient, else the first. */
export function choosePatient(patients: readonly number[], chosen: string | null): number | undefined {
  return patients.find((patient) => String(patient) === chosen) ?? patients[0];
}
