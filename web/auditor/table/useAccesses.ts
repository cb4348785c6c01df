import { useEffect, useState } from "react";
import { type ApiProblem, ask } from "../../api/client.ts";
import type { Access, AccessesAnswer, AsOf } from "../../api/types.ts";
import type { Search } from "../filters/filters.ts";
import { queryOf } from "../search/queryOf.ts";
import { findMissingPage, type Pages, startPages, takePage } from "./pages.ts";

/** 200 kB a page; some 10,000 rows at most are held at once. */
export const sizes = { rows: 250, most: 40 } as const;

export type Accesses = {
  readonly pages: Pages<Access>;
  readonly asOf: AsOf | undefined;
  readonly error: ApiProblem | undefined;
  readonly retry: () => void;
};

/**
 * Brings the rows of a search as they are scrolled to. For another search it is begun anew: whoever uses it has the search as its key.
 *
 * @param shown - The rows that are seen now, by their place in the list.
 */
export function useAccesses(
  { filters, order }: Search,
  shown: { readonly first: number; readonly last: number },
): Accesses {
  const [pages, setPages] = useState(startPages<Access>);
  const [asOf, setAsOf] = useState<AsOf>();
  const [error, setError] = useState<ApiProblem>();
  const missing = findMissingPage(pages, shown, sizes);
  const index = missing?.index;
  const after = missing?.after ?? undefined;

  useEffect(() => {
    if (index === undefined || error !== undefined) return undefined;
    const asked = new AbortController();
    const query = { ...queryOf(filters), order, limit: sizes.rows, after };
    ask<AccessesAnswer>("/accesses", { query, signal: asked.signal })
      .then(({ accesses, next, asOf: latest }) => {
        setPages((held) => takePage(held, { index, rows: accesses, next }, sizes));
        setAsOf((known) => (known?.block.number === latest.block.number ? known : latest));
      })
      .catch((problem: ApiProblem) => {
        if (!asked.signal.aborted) setError(problem);
      });
    return () => asked.abort();
  }, [index, after, error, filters, order]);

  return { pages, asOf, error, retry: () => setError(undefined) };
}
