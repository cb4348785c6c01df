import type { PatientRead } from "../session/choosePatient.ts";

/** Whose records a page is about: the reader's own, or of somebody for whom the reader acts. */
export type WhoseWords = "own" | "other";

/** Says whose records patients' numbers stand for: those of one page are all the reader's own, or all somebody else's. */
export function whoseOf(patients: readonly Pick<PatientRead, "isOwn">[]): WhoseWords {
  return patients.every(({ isOwn }) => isOwn) ? "own" : "other";
}
