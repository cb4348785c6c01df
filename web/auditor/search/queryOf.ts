import type { Query } from "../../api/query.ts";
import { listPairs } from "../filters/address.ts";
import type { Filters } from "../filters/filters.ts";

/** Says filters as the client of the API takes them. */
export function queryOf(filters: Filters): Query {
  const query: Record<string, string[]> = {};
  for (const [name, value] of listPairs(filters)) query[name] = [...(query[name] ?? []), value];
  return query;
}
