/** Numbers one after the other, from the first to the last. */
export type NumberRange = { readonly first: number; readonly last: number };

/** Puts numbers together that follow each other: 3, 4, 5, 9 are 3 to 5, and 9. */
export function describeRanges(numbers: readonly number[]): readonly NumberRange[] {
  const known = new Set(numbers);
  const sorted = [...known].sort((one, other) => one - other);
  const firsts = sorted.filter((number) => !known.has(number - 1));
  const lasts = sorted.filter((number) => !known.has(number + 1));
  return firsts.map((first, i) => ({ first, last: lasts[i] ?? first }));
}
