import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type ApiProblem, ask } from "./client.ts";
import type { Query } from "./query.ts";

type Options = {
  /** False while it is not to be asked yet. */
  readonly enabled?: boolean;
  /** Shows the answer to the question before while the next one comes, as a table does that is paged or filtered. */
  readonly keepPrevious?: boolean;
  /** How often it is asked anew by itself (milliseconds). */
  readonly everyMs?: number;
};

/** Asks a question of the API; `null` for none. Equal questions share one answer, and live events renew it. */
export function useQuestion<T>(
  path: string | null,
  query?: Query,
  { enabled = true, keepPrevious = false, everyMs }: Options = {},
): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: [path, query ?? {}],
    queryFn: ({ signal }) => ask<T>(path ?? "", { query, signal }),
    enabled: enabled && path !== null,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}
