import { useQueries } from "@tanstack/react-query";
import { type ApiProblem, ask } from "../api/client.ts";
import type { AccessesAnswer, AsOf, RecordsAnswer } from "../api/types.ts";

/** How many accesses of one patient a timeline counts. What is older is counted on the record's own page. */
export const MOST_ACCESSES = 5_000;

/** As many as the API gives at a time. */
const most = 10_000;

/** Asks for the records and accesses of several patients, and puts the answers together. */
export function useRecords(patients: readonly number[]) {
  const records = useQueries({
    queries: patients.map((patient) => ({
      queryKey: [`/patients/${patient}/records`, { limit: most }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<RecordsAnswer>(`/patients/${patient}/records`, { query: { limit: most }, signal }),
    })),
  });
  const accesses = useQueries({
    queries: patients.map((patient) => ({
      queryKey: ["/accesses", { patient, limit: MOST_ACCESSES }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<AccessesAnswer>("/accesses", { query: { patient, limit: MOST_ACCESSES }, signal }),
    })),
  });
  const all = [...records, ...accesses];
  const answers = all.flatMap(({ data }): { readonly asOf: AsOf }[] => (data === undefined ? [] : [data]));
  return {
    records: records.flatMap(({ data }) => data?.records ?? []),
    accesses: accesses.flatMap(({ data }) => data?.accesses ?? []),
    /** Whether there are more accesses than are counted. */
    isPartial: accesses.some(({ data }) => (data?.next ?? null) !== null),
    /** Of the answer that is the oldest. */
    asOf: answers.map(({ asOf }) => asOf).toSorted((one, other) => one.block.number - other.block.number)[0],
    isPending: all.some(({ data, error }) => data === undefined && error === null),
    error: (all.find(({ data, error }) => data === undefined && error !== null)?.error ?? null) as ApiProblem | null,
    refetch: () => void Promise.all(all.map((query) => query.refetch())),
  };
}
