import { useSyncExternalStore } from "react";
import { choosePatient } from "./choosePatient.ts";
import { useSession } from "./useSession.ts";

const key = "fiducial.patient";
const watchers = new Set<() => void>();

/** Gives whose records the pages show, of those whom the reader reads as; `undefined` for somebody who reads as nobody. */
export function usePatient(): {
  readonly patient: number | undefined;
  readonly patients: readonly number[];
  readonly choose: (patient: number) => void;
} {
  const { me } = useSession();
  const chosen = useSyncExternalStore(watch, readChosen);
  const patients = me?.sees.patientsAs ?? [];
  return { patient: choosePatient(patients, chosen), patients, choose };
}

function choose(patient: number): void {
  localStorage.setItem(key, String(patient));
  for (const watcher of watchers) watcher();
}

function readChosen(): string | null {
  return localStorage.getItem(key);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
