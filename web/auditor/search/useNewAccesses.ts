import { useState } from "react";
import { useLive } from "../../api/live.ts";
import { keyOfAccess } from "../../api/liveEvents.ts";
import type { Access } from "../../api/types.ts";
import type { Filters } from "../filters/filters.ts";
import { matches } from "../filters/matches.ts";

/** Counts the accesses that came since the rows were asked for and fit the filters. They are not put in: rows that jump can't be read. */
export function useNewAccesses(filters: Filters): number {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  useLive((accesses: readonly Access[]) => {
    const fitting = accesses.filter((access) => matches(filters, access)).map(keyOfAccess);
    if (fitting.length > 0) setKeys((known) => new Set([...known, ...fitting]));
  });
  return keys.size;
}
