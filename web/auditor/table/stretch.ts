/** How many rows one stretch of the table has at most: browsers draw nothing that is higher than some 16 million pixels. */
export const rowsOfStretch = 250_000;

/** A part of a long list that is scrolled through at once. */
export type Stretch = {
  /** The place of its first row in the whole list, from 0. */
  readonly start: number;
  readonly count: number;
  /** Whether there are rows after it. */
  readonly isMore: boolean;
};

/**
 * Cuts what is scrolled through out of a list.
 *
 * @param number - Which stretch, from 0.
 * @param total - How many rows the list is known or reckoned to have.
 */
export function cutStretch(number: number, total: number): Stretch {
  const start = number * rowsOfStretch;
  const count = Math.max(0, Math.min(total - start, rowsOfStretch));
  return { start, count, isMore: total > start + rowsOfStretch };
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
