import { useQuery } from "@tanstack/react-query";
import { type ApiProblem, ask } from "./client.ts";
import type { Registry } from "./types.ts";

/** Asks which registry the API is about. It never changes while a page is open. */
export function useRegistry() {
  return useQuery<Registry, ApiProblem>({
    queryKey: ["registry"],
    queryFn: ({ signal }) => ask<Registry>("/registry", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
