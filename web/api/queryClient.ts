import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./client.ts";
import { SESSION } from "./keys.ts";
import { isWorthRetrying } from "./retry.ts";

/** Builds what keeps the answers. One that the session is over ends the session for the whole page. */
export function buildQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        const isOver = error instanceof ApiProblem && error.status === 401 && queryKey[0] !== SESSION[0];
        if (isOver) void client.invalidateQueries({ queryKey: SESSION });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => isWorthRetrying(count, error),
        retryDelay: (count) => 300 * 2 ** count,
        networkMode: "always", // the server may be on this very machine, whatever the browser thinks of the network
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}
