/** Rows of a keyed list as far as they are here: some pages of it, and where each page that was seen begins. */
export type Pages<Row> = {
  /** `after` of each page whose beginning is known: the first one's is `null`. */
  readonly cursors: readonly (string | null)[];
  readonly held: ReadonlyMap<number, readonly Row[]>;
  /** How many rows there are; `undefined` until the end was seen. */
  readonly length: number | undefined;
};

/** How many rows a page has, and how many pages are held at most, so that what a page of a million rows takes does not grow. */
export type PageSizes = { readonly rows: number; readonly most: number };

/** Begins a list of which nothing is here. */
export function startPages<Row>(): Pages<Row> {
  return { cursors: [null], held: new Map(), length: undefined };
}

/**
 * Takes in a page that came. Where that is more than may be held, the page furthest from it goes.
 *
 * @param index - Which page it is, from 0.
 * @param next - What the answer said comes after it.
 */
export function takePage<Row>(
  pages: Pages<Row>,
  { index, rows, next }: { readonly index: number; readonly rows: readonly Row[]; readonly next: string | null },
  { rows: perPage, most }: PageSizes,
): Pages<Row> {
  const held = new Map(pages.held).set(index, rows);
  while (held.size > most) held.delete(furthestFrom(index, [...held.keys()]));
  const isNew = index === pages.cursors.length - 1;
  return {
    cursors: isNew && next !== null ? [...pages.cursors, next] : pages.cursors,
    held,
    length: next === null ? index * perPage + rows.length : pages.length,
  };
}

/**
 * Says which page to ask for next, so that the rows from `first` to `last` are here. A page whose beginning is not known yet is come to page by page.
 *
 * @returns Which, and `after` what; `undefined` where all are here, or there are no more.
 */
export function findMissingPage<Row>(
  { cursors, held, length }: Pages<Row>,
  { first, last }: { readonly first: number; readonly last: number },
  { rows: perPage }: Pick<PageSizes, "rows">,
): { readonly index: number; readonly after: string | null } | undefined {
  const end = length === undefined ? last : Math.min(last, length - 1);
  for (let index = Math.floor(first / perPage); index * perPage <= end; index += 1) {
    if (held.has(index)) continue;
    const after = cursors[index];
    if (after !== undefined) return { index, after };
    const furthest = cursors.length - 1;
    return { index: furthest, after: cursors[furthest] ?? null };
  }
  return undefined;
}

/** Finds a row by its place in the list, from 0; `undefined` where it is not here. */
export function findRow<Row>({ held }: Pages<Row>, index: number, { rows }: Pick<PageSizes, "rows">): Row | undefined {
  return held.get(Math.floor(index / rows))?.[index % rows];
}

/** How many rows have been come to so far. */
export function countReached<Row>({ cursors, held, length }: Pages<Row>, { rows }: Pick<PageSizes, "rows">): number {
  return length ?? (cursors.length - 1) * rows + (held.get(cursors.length - 1)?.length ?? 0);
}

function furthestFrom(index: number, indexes: readonly number[]): number {
  return indexes.reduce((far, one) => (Math.abs(one - index) > Math.abs(far - index) ? one : far), index);
}
