/**
 * What state can say of a moment: "unknown" where the terms that held then were written over, and a replay of the events decides.
 *
 * @see contracts/libraries/Window.sol
 */
export type Answer = "no" | "yes" | "unknown";

/** A span of time, unix seconds. */
export type Window = {
  /** First second, inclusive. */
  readonly from: number;
  /** First second after it, exclusive; never before `from`. */
  readonly until: number;
};

/** Says whether `time` lies in the window. */
export function windowHolds({ from, until }: Window, time: number): boolean {
  return from <= time && time < until;
}

/**
 * Says what is known of `time` and the window.
 *
 * @param replaced - Whether other terms held before `from` that the state no longer has.
 */
export function windowCovers(window: Window, replaced: boolean, time: number): Answer {
  if (windowHolds(window, time)) return "yes";
  return replaced && time < window.from ? "unknown" : "no";
}
