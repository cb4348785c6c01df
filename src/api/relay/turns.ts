import { TooBusyError } from "../../session/index.ts";

/** Does one thing after the other; what is urgent before what waits. */
export type Turns = {
  /** @throws {TooBusyError} when too many wait */
  readonly take: <T>(isUrgent: boolean, work: () => Promise<T>) => Promise<T>;
};

/** Builds an empty queue, of at most `most` that wait. What is urgent has as many places again. */
export function buildTurns(most: number): Turns {
  const urgent: (() => Promise<void>)[] = [];
  const usual: (() => Promise<void>)[] = [];
  let isBusy = false;

  async function goOn(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let next = urgent.shift() ?? usual.shift(); next !== undefined; next = urgent.shift() ?? usual.shift())
      await next();
    isBusy = false;
  }

  return {
    take: (isUrgent, work) => {
      const queue = isUrgent ? urgent : usual;
      if (queue.length >= most) return Promise.reject(new TooBusyError());
      return new Promise((resolve, reject) => {
        queue.push(() => work().then(resolve, reject)); // what fails is its own caller's to hear of, and ends no queue
        void goOn();
      });
    },
  };
}
