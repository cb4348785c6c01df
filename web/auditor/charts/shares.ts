import type { Count } from "./span.ts";

/** A line of a chart of parts: how many, and how long its bar is, of 1. */
export type Share = Count & { readonly length: number; readonly part: number };

/** What is in no line of its own. */
export type Shares = {
  readonly lines: readonly Share[];
  readonly others: { readonly lines: number; readonly accesses: number };
};

/** Puts counts in the order of their size, the first ones each in a line of its own. */
export function shareOut(counts: readonly Count[], most: number): Shares {
  const sorted = [...counts].sort(
    (one, other) => other.accesses - one.accesses || ((one.key ?? "") < (other.key ?? "") ? -1 : 1),
  );
  const total = sorted.reduce((sum, { accesses }) => sum + accesses, 0);
  const highest = sorted[0]?.accesses ?? 0;
  const shown = sorted.slice(0, most).map((count) => ({
    ...count,
    length: highest === 0 ? 0 : count.accesses / highest,
    part: total === 0 ? 0 : count.accesses / total,
  }));
  const rest = sorted.slice(most);
  return {
    lines: shown,
    others: { lines: rest.length, accesses: rest.reduce((sum, { accesses }) => sum + accesses, 0) },
  };
}
