/** Browsers draw nothing that is much higher than this (pixels). */
const mostHeight = 15_000_000;

/** A part of a long list that is scrolled through at once. */
export type Stretch = {
  /** The place of its first row in the whole list, from 0. */
  readonly start: number;
  readonly count: number;
  /** Whether there are rows after it. */
  readonly isMore: boolean;
};

/** How many rows of a height one stretch has at most. @param rowHeight - In pixels. */
export function rowsOfStretch(rowHeight: number): number {
  return Math.floor(mostHeight / rowHeight);
}

/**
 * Cuts what is scrolled through out of a list.
 *
 * @param number - Which stretch, from 0.
 * @param total - How many rows the list is known or reckoned to have.
 * @param most - How many a stretch has at most.
 */
export function cutStretch(number: number, total: number, most: number): Stretch {
  const start = number * most;
  const count = Math.max(0, Math.min(total - start, most));
  return { start, count, isMore: total > start + most };
}

/**
 * Reckons how many rows a list has: as many as its end says; before that as many as were counted, and never fewer than were come to.
 *
 * @param counted - What the count said, as far as it is there. Rows that came since are not in it.
 */
export function reckonTotal(
  reached: number,
  {
    end,
    counted,
    perPage,
  }: { readonly end: number | undefined; readonly counted: number | undefined; readonly perPage: number },
): number {
  if (end !== undefined) return end;
  return Math.max(counted ?? 0, reached + (reached === 0 ? 0 : perPage));
}
