import { type Window, windowHolds } from "../../consent/window.ts";

/** What was said of a thing at a moment: terms, or that those that stood are over. */
type Said<Terms> = { readonly at: number; readonly terms: Terms | undefined };

/** Everything that was ever said of one thing that has a window: an actor, a membership, a proxy, an incapacity, a permit. */
export type Timeline<Terms extends Window> = {
  /** Adds terms that take the place of those before. @param at - The time of the block (unix seconds), as below. */
  readonly grant: (terms: Terms, at: number) => void;
  /** Ends what stands. */
  readonly end: (at: number) => void;
  /** Gives what the contract's storage holds now: the last terms, cut by what ended them, and whether earlier ones are lost. */
  readonly stored: () => (Terms & { readonly replaced: boolean }) | undefined;
  /**
   * Gives the terms that stood at a moment, by what had been said by then. Where they were not in force but some had been before, the answer is a
   * window without length that began then: the actor had been admitted, the patient had spoken.
   */
  readonly asOf: (time: number) => Terms | undefined;
};

/** Builds an empty timeline. */
export function buildTimeline<Terms extends Window>(): Timeline<Terms> {
  const all: Said<Terms>[] = [];
  let lastGrant = -1;
  let stored: (Terms & { readonly replaced: boolean }) | undefined;

  function asOf(time: number): Terms | undefined {
    const index = all.findLastIndex(({ at }) => at <= time);
    const standing = all[index]?.terms;
    if (standing !== undefined && windowHolds(standing, time)) return standing;
    const begun = findBegun(time, index);
    if (begun !== undefined) return { ...begun.terms, from: begun.from, until: begun.from };
    return standing;
  }

  /** Finds the last terms that had begun by `time`, of what was said up to `last`. */
  function findBegun(time: number, last: number): { readonly terms: Terms; readonly from: number } | undefined {
    const ended = last > lastGrant ? all[lastGrant]?.terms : undefined;
    // What was ended before it began counts as begun until other terms take its place: so the contract keeps it.
    if (ended !== undefined) return { terms: ended, from: Math.min(all[last]?.at ?? time, ended.from) };

    for (let index = last; index >= 0; index -= 1) {
      const { at, terms } = all[index] ?? { at: 0, terms: undefined };
      const next = index < last ? all[index + 1]?.at : undefined;
      if (terms !== undefined && terms.from <= time && (next === undefined || terms.from < next)) {
        return { terms, from: Math.max(at, terms.from) };
      }
    }
    return undefined;
  }

  return {
    grant: (terms, at) => {
      lastGrant = all.push({ at, terms }) - 1;
      const isLost = stored !== undefined && stored.from < stored.until && stored.from < terms.from;
      stored = { ...terms, replaced: (stored?.replaced ?? false) || isLost };
    },
    end: (at) => {
      if (stored === undefined) return;
      all.push({ at, terms: undefined });
      stored = { ...stored, from: Math.min(stored.from, at), until: Math.min(stored.until, at) };
    },
    stored: () => stored,
    asOf,
  };
}
