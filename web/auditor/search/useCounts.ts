import { useQuery } from "@tanstack/react-query";
import { type ApiProblem, ask } from "../../api/client.ts";
import type { Answer } from "../../api/types.ts";
import type { Count } from "../charts/span.ts";
import type { Filters } from "../filters/filters.ts";
import { queryOf } from "./queryOf.ts";

/** `GET /accesses/counts` */
export type CountsAnswer = Answer & { readonly counts: readonly Count[]; readonly total: number };

/** By what accesses are counted. */
export type CountKey = "day" | "month" | "organization" | "basis" | "purpose" | "accessor";

/**
 * Counts the accesses that are searched for.
 *
 * @param turn - Raised by whoever wants it counted anew: counting a million is too much work for each access that comes.
 */
export function useCounts(
  by: CountKey,
  filters: Filters,
  { turn, isWanted = true }: { readonly turn: number; readonly isWanted?: boolean },
) {
  const query = queryOf(filters);
  return useQuery<CountsAnswer, ApiProblem>({
    queryKey: ["/accesses/counts", by, query, turn],
    queryFn: ({ signal }) => ask<CountsAnswer>("/accesses/counts", { query: { ...query, by }, signal }),
    enabled: ({ state }) => isWanted && state.data === undefined,
  });
}
