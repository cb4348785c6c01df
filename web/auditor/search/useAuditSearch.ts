import { useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseSearch, type ReadSearch, renderSearch } from "../filters/address.ts";
import type { Search } from "../filters/filters.ts";

/** Gives the search that the address holds, and changes it there. A step back in the browser is a step back in the search. */
export function useAuditSearch(): ReadSearch & {
  /** The search as an address has it: the same for the same search. */
  readonly address: string;
  readonly change: (search: Search) => void;
} {
  const query = useSearch();
  const [path, navigate] = useLocation();
  return useMemo(() => {
    const search = parseSearch(query);
    return {
      ...search,
      address: renderSearch(search),
      change: (next) => {
        const text = renderSearch(next);
        navigate(text === "" ? path : `${path}?${text}`);
      },
    };
  }, [query, path, navigate]);
}
