import type { Range } from "./ranges.ts";

/** When a group is full: so many events, or so long since it was begun (milliseconds by the clock, where there is one). */
export type GroupLimit = {
  readonly events: number;
  readonly timeMs: number;
  readonly now?: (() => number) | undefined;
};

/** What was gathered, and how the reading stands. */
type Gathered = {
  readonly group: readonly Range[];
  readonly isLast: boolean;
  readonly failure?: { readonly error: unknown };
};

/** How many events the first group has at most. */
const firstEvents = 5_000;

/**
 * Gathers consecutive ranges, to be committed at once: a commit writes each page of the tables that it touched, and a thousand events touch nearly as
 * many as fifty thousand. The next group is gathered while one is written, so the first ones are small: writing begins soon. What was read before a range
 * failed is handed over first.
 *
 * @param ranges - In the order of the chain.
 */
export async function* groupRanges(
  ranges: AsyncIterable<Range>,
  { events, timeMs, now = () => 0 }: GroupLimit,
): AsyncGenerator<readonly Range[]> {
  const iterator = ranges[Symbol.asyncIterator]();
  let enough = Math.min(events, firstEvents);

  async function gather(): Promise<Gathered> {
    const group: Range[] = [];
    const begun = now();
    for (let held = 0; ; ) {
      try {
        const step = await iterator.next();
        if (step.done) return { group, isLast: true };
        group.push(step.value);
        held += step.value.logs.length;
      } catch (error) {
        return { group, isLast: true, failure: { error } };
      }
      if (held < enough && now() - begun < timeMs) continue;
      enough = Math.min(events, 2 * enough);
      return { group, isLast: false };
    }
  }

  try {
    for (let coming = gather(); ; ) {
      const { group, isLast, failure } = await coming;
      if (!isLast) coming = gather();
      if (group.length > 0) yield group;
      if (failure !== undefined) throw failure.error;
      if (isLast) return;
    }
  } finally {
    await iterator.return?.();
  }
}
