import type { Range } from "./ranges.ts";

/** When a group is full: so many events, or so long since it was begun (milliseconds by the clock, where there is one). */
export type GroupLimit = {
  readonly events: number;
  readonly timeMs: number;
  readonly now?: (() => number) | undefined;
};

/**
 * Gathers consecutive ranges, to be committed at once: a commit writes each page of the tables that it touched, and a thousand events touch nearly as
 * many as fifty thousand. What was read before a range failed is handed over first.
 *
 * @param ranges - In the order of the chain.
 */
export async function* groupRanges(
  ranges: AsyncIterable<Range>,
  { events, timeMs, now = () => 0 }: GroupLimit,
): AsyncGenerator<readonly Range[]> {
  let group: Range[] = [];
  let held = 0;
  let begun = now();
  let failure: { readonly error: unknown } | undefined;
  const iterator = ranges[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await iterator.next().catch((error: unknown) => {
        failure = { error };
      });
      if (step === undefined || step.done) break;
      group.push(step.value);
      held += step.value.logs.length;
      if (held < events && now() - begun < timeMs) continue;
      yield group;
      [group, held, begun] = [[], 0, now()];
    }
    if (group.length > 0) yield group;
  } finally {
    await iterator.return?.();
  }
  if (failure !== undefined) throw failure.error;
}
