/** How fast the chain is read, and how long it will take. */
export type Pace = {
  readonly eventsPerSecond: number;
  /** To the head, at the pace of the blocks read last. */
  readonly secondsLeft: number;
};

type Mark = { readonly time: number; readonly block: number; readonly events: number };

const windowMs = 10_000;

/**
 * Measures the pace over the last ten seconds or so: a chain's beginning is often empty, so the mean over all of it would mislead.
 *
 * @param now - A clock in milliseconds.
 * @param block - The block read last.
 * @returns What to call after each step: with the last block, the head, and the events read so far. It says nothing until time has passed.
 */
export function buildPace(
  now: () => number,
  block: number,
): (block: number, head: number, events: number) => Pace | undefined {
  let marks: readonly Mark[] = [{ time: now(), block, events: 0 }];
  return (reached, head, events) => {
    const last = { time: now(), block: reached, events };
    const recent = marks.filter(({ time }) => time >= last.time - windowMs);
    const first = (recent.length > 0 ? recent : marks.slice(-1))[0];
    marks = [...recent, last];
    if (first === undefined || last.time <= first.time) return undefined;
    const seconds = (last.time - first.time) / 1_000;
    const blocksPerSecond = (reached - first.block) / seconds;
    if (blocksPerSecond <= 0) return undefined;
    return {
      eventsPerSecond: (events - first.events) / seconds,
      secondsLeft: (head - reached) / blocksPerSecond,
    };
  };
}
