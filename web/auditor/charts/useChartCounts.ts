import type { Basis } from "../../../src/consent/bases.ts";
import type { Filters } from "../filters/filters.ts";
import { useCounts } from "../search/useCounts.ts";
import { chooseStep } from "./span.ts";

/** What an auditor looks at first. */
const standsOut: readonly Basis[] = ["NONE", "EMERGENCY", "UNDETERMINED"];

/** Counts what the charts show, one after the other: a server counts only a few things at a time for one reader. */
export function useChartCounts(filters: Filters, turn: number) {
  const months = useCounts("month", filters, { turn });
  const step = months.data === undefined ? undefined : chooseStep(months.data.counts);
  const days = useCounts("day", filters, { turn, isWanted: step === "day" });
  const isCounted = step === "month" || days.data !== undefined;
  const bases = filters.bases.length === 0 ? standsOut : filters.bases.filter((basis) => standsOut.includes(basis));
  const isNone = bases.length === 0; // none of what is searched for stands out, and a search by no basis is one by all
  const exceptional = useCounts(step ?? "month", { ...filters, bases }, { turn, isWanted: isCounted && !isNone });
  const byBasis = useCounts("basis", filters, {
    turn,
    isWanted: isCounted && (isNone || exceptional.data !== undefined),
  });
  const organizations = useCounts("organization", filters, { turn, isWanted: byBasis.data !== undefined });
  const purposes = useCounts("purpose", filters, { turn, isWanted: organizations.data !== undefined });
  const all = [months, days, exceptional, byBasis, organizations, purposes];
  const failed = all.find(({ error }) => error !== null);
  return {
    months: months.data?.counts,
    days: days.data?.counts,
    exceptional: isNone ? [] : exceptional.data?.counts,
    organizations: organizations.data?.counts,
    bases: byBasis.data?.counts,
    purposes: purposes.data?.counts,
    asOf: months.data?.asOf,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
