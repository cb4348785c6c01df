/** Whose records are shown: those of one patient number, or of all that the reader reads as. */
export type Whose = number | "all";

/**
 * Chooses whose records are shown: whom the reader chose last, if they still read as that patient. A person has a number with each hospital, so
 * without a choice it is all of them.
 */
export function chooseWhose(patients: readonly number[], chosen: string | null): Whose | undefined {
  const [only, another] = patients;
  if (only === undefined) return undefined;
  if (another === undefined) return only;
  return patients.find((patient) => String(patient) === chosen) ?? "all";
}
