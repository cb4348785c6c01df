import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
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
 * Counts the accesses that are searched for, once each time it is come to: what was counted before shows until then. Live events don't have it counted
 * anew, which is too much work with a million.
 *
 * @param turn - Raised by whoever wants it counted anew.
 */
export function useCounts(
  by: CountKey,
  filters: Filters,
  { turn, isWanted = true }: { readonly turn: number; readonly isWanted?: boolean },
) {
  const query = queryOf(filters);
  const key = JSON.stringify([by, query, turn]);
  const [asked, setAsked] = useState({ key, since: Date.now() });
  if (asked.key !== key) setAsked({ key, since: Date.now() });
  return useQuery<CountsAnswer, ApiProblem>({
    queryKey: ["/accesses/counts", by, query, turn],
    queryFn: ({ signal }) => ask<CountsAnswer>("/accesses/counts", { query: { ...query, by }, signal }),
    staleTime: 0,
    enabled: ({ state }) => isWanted && state.dataUpdatedAt < asked.since,
  });
}
