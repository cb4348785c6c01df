/** A line in which pieces of asynchronous work wait for each other. */
export type Turns = {
  /** Runs `work` when all that was put in line before it has ended, well or badly. */
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
  /** Tells whether something is running or waiting. */
  readonly taken: () => boolean;
};

/** Builds an empty line. */
export function buildTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;

  return {
    take(work) {
      unfinished += 1;
      const result = last.then(work).finally(() => {
        unfinished -= 1;
      });
      last = result.catch(() => undefined); // whoever took the turn hears of the failure; the next one need not
      return result;
    },
    taken: () => unfinished > 0,
  };
}
