import { useSyncExternalStore } from "react";
import { chooseWhose, type Whose } from "./choosePatient.ts";
import { useSession } from "./useSession.ts";

const key = "fiducial.patient";
const watchers = new Set<() => void>();

/** Gives whose records the pages show, of those whom the reader reads as. */
export function usePatient(): {
  /** The patient that a page about one patient is of; `undefined` for somebody who reads as nobody. */
  readonly patient: number | undefined;
  readonly patients: readonly number[];
  /** What was chosen, for a page that can show all of them together. */
  readonly whose: Whose | undefined;
  readonly choose: (whose: Whose) => void;
} {
  const { me } = useSession();
  const chosen = useSyncExternalStore(watch, readChosen);
  const patients = me?.sees.patientsAs ?? [];
  const whose = chooseWhose(patients, chosen);
  return { patient: whose === "all" ? patients[0] : whose, patients, whose, choose };
}

function choose(whose: Whose): void {
  localStorage.setItem(key, String(whose));
  for (const watcher of watchers) watcher();
}

function readChosen(): string | null {
  return localStorage.getItem(key);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
