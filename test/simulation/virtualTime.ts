/** Time that passes only when everything waits: no clock, no real waiting, the same order for the same seed. */
export type VirtualTime = {
  /** Milliseconds since the beginning. */
  readonly now: () => number;
  readonly sleep: (timeMs: number) => Promise<void>;
  /** Counts real work (a database over a socket) under way: until it has ended, time stands still. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets time pass until a promise is settled. */
  readonly runUntil: <T>(promise: Promise<T>) => Promise<T>;
};

type Waiting = { readonly at: number; readonly wake: () => void };

/** @throws {RangeError} from `runUntil` when nothing waits and the promise is not settled, or more than `mostMs` have passed: it would never be */
export function buildVirtualTime(mostMs: number): VirtualTime {
  let now = 0;
  let working = 0;
  const queue: Waiting[] = [];

  /** Everything that follows from what happened last has happened: promises are settled, and no real work is under way. */
  async function settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (working > 0);
  }

  function next(): Waiting | undefined {
    let first = 0;
    for (let i = 1; i < queue.length; i += 1) if ((queue[i]?.at ?? 0) < (queue[first]?.at ?? 0)) first = i;
    return queue.splice(first, 1)[0];
  }

  return {
    now: () => now,
    sleep: (timeMs) => new Promise((resolve) => queue.push({ at: now + timeMs, wake: resolve })),
    async during(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    async runUntil(promise) {
      let isSettled = false;
      const settled = () => {
        isSettled = true;
      };
      promise.then(settled, settled);
      for (;;) {
        await settle();
        if (isSettled) return promise;
        const waiting = next();
        if (waiting === undefined || waiting.at > mostMs) throw new RangeError("it would never end");
        now = Math.max(now, waiting.at);
        waiting.wake();
      }
    },
  };
}
