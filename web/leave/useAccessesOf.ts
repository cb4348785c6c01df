import { useQueries } from "@tanstack/react-query";
import { type ApiProblem, ask } from "../api/client.ts";
import type { Query } from "../api/query.ts";
import type { Access, AccessesAnswer, AsOf } from "../api/types.ts";

/** Accesses of several patients' numbers together, the newest first. */
export type AccessesOf = {
  readonly accesses: readonly Access[];
  /** The oldest state that one of the answers shows; `undefined` until all are there. */
  readonly asOf: AsOf | undefined;
  readonly error: ApiProblem | null;
  readonly isPending: boolean;
  /** Whether there are more than were asked for. */
  readonly isPartial: boolean;
  readonly refetch: () => void;
};

/** Asks for the accesses of each patient's number by the same filter, and puts them together. */
export function useAccessesOf(patients: readonly number[], filter: Query): AccessesOf {
  const answers = useQueries({
    queries: patients.map((patient) => {
      const query = { ...filter, patient, order: "newest" };
      return {
        queryKey: ["/accesses", query],
        queryFn: ({ signal }: { signal: AbortSignal }) => ask<AccessesAnswer>("/accesses", { query, signal }),
      };
    }),
  });
  const there = answers.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const error = answers.find((answer) => answer.data === undefined && answer.error !== null)?.error;
  const oldest = there.map(({ asOf }) => asOf).toSorted((a, b) => a.block.number - b.block.number)[0];
  return {
    accesses: there.flatMap(({ accesses }) => accesses).toSorted((a, b) => b.time - a.time),
    asOf: there.length === answers.length ? oldest : undefined,
    error: (error as ApiProblem | undefined) ?? null,
    isPending: answers.some(({ isPending }) => isPending),
    isPartial: there.some(({ next }) => next !== null),
    refetch: () => {
      for (const answer of answers) void answer.refetch();
    },
  };
}
