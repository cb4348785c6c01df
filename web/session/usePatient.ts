import { useQueries } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type ApiProblem, ask } from "../api/client.ts";
import {
  type ControlRow,
  chooseWhose,
  type PatientRead,
  patientsOf,
  readPatient,
  type Whose,
} from "./choosePatient.ts";
import { useSession } from "./useSession.ts";

const key = "fiducial.patient";
const watchers = new Set<() => void>();

type History = { readonly events: readonly ControlRow[] };

/** Gives whose records the pages show, of those whom the reader reads as. */
export function usePatient(): {
  /** The patient that a page about one patient is of; `undefined` for somebody who reads as nobody. */
  readonly patient: number | undefined;
  /** Every patient whom the reader reads as. */
  readonly patients: readonly number[];
  /** The same with who enrolled them, and whether they are the reader. */
  readonly known: readonly PatientRead[];
  /** What was chosen, for a page that can show all of one's own together; and the patients that it is about. */
  readonly whose: Whose | undefined;
  readonly shown: readonly number[];
  readonly isPending: boolean;
  readonly choose: (whose: Whose) => void;
} {
  const { me } = useSession();
  const chosen = useSyncExternalStore(watch, readChosen);
  const patients = me?.sees.patientsAs ?? [];
  const histories = useQueries({
    queries: patients.map((patient) => ({
      queryKey: [`/patients/${patient}/history`, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask<History>(`/patients/${patient}/history`, { signal }),
      staleTime: 60_000,
    })),
  });
  const known = patients.map((patient, place): PatientRead => {
    const history = histories[place]?.data;
    if (history === undefined || me === undefined) return { patient, custodian: undefined, isOwn: true };
    return readPatient(patient, history.events, me.account);
  });
  const whose = chooseWhose(known, chosen);
  const shown = patientsOf(known, whose);
  const isPending = histories.some(({ data, error }) => data === undefined && (error as ApiProblem | null) === null);
  return { patient: shown[0], patients, known, whose, shown, isPending, choose };
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
