/** A time: [from, until), in unix seconds. */
export type Window = { readonly from: number; readonly until: number };

/** What is stated one after the other: terms, which hold until their end, until they are cut, or until other terms are stated. */
export type Statement<Terms> =
  | (Window & { readonly terms: Terms; readonly at: number })
  /** An end of the terms before. */
  | { readonly until: number; readonly at: number };

/**
 * Folds statements into the windows in which each one's terms held.
 *
 * @param statements - In the order of the chain.
 */
export function foldWindows<Terms>(
  statements: readonly Statement<Terms>[],
): readonly (Window & { readonly terms: Terms })[] {
  const windows: (Window & { readonly terms: Terms })[] = [];
  for (const statement of statements) {
    const last = windows.at(-1);
    const end = "terms" in statement ? statement.at : statement.until;
    if (last !== undefined) windows[windows.length - 1] = { ...last, until: Math.min(last.until, end) };
    if ("terms" in statement) {
      const { from, until, terms } = statement;
      windows.push({ from, until, terms });
    }
  }
  return windows.filter(({ from, until }) => from < until);
}

/** The parts of windows that lie in any of others. */
export function intersect<Given extends Window>(
  windows: readonly Given[],
  others: readonly Window[],
): readonly Given[] {
  return windows.flatMap((window) =>
    others.flatMap((other) => {
      const [from, until] = [Math.max(window.from, other.from), Math.min(window.until, other.until)];
      return from < until ? [{ ...window, from, until }] : [];
    }),
  );
}
