import { setImmediate as turn } from "node:timers/promises";
import { JournalClosedError, JournalFailedError } from "./errors.ts";

type Waiting<Item> = {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** Appends that wait at the same time share one commit; only one commit runs at a time. */
export type GroupCommit<Item> = {
  /** Resolves when the item is on disk. Items are committed in the order in which they were given. */
  readonly add: (item: Item) => Promise<void>;
  /** How many wait or are being committed. */
  readonly waiting: () => number;
  readonly hasFailed: () => boolean;
  /** Takes no more, and resolves when nothing is being committed any more. */
  readonly close: () => Promise<void>;
};

/**
 * Builds a group commit.
 *
 * When a commit fails, it is not known what is on disk, so nothing is committed after it: what waits and what comes rejects.
 *
 * @param commit - Puts items on disk; is not called again before it has resolved, nor after it has rejected.
 */
export function buildGroupCommit<Item>(commit: (items: readonly Item[]) => Promise<void>): GroupCommit<Item> {
  let queue: Waiting<Item>[] = [];
  let committing: readonly Waiting<Item>[] = [];
  let running: Promise<void> | undefined;
  let refusal: (() => Error) | undefined;
  let hasFailed = false;

  async function run(): Promise<void> {
    await turn(); // whatever is asked for in this turn of the event loop goes into one commit
    while (queue.length > 0) {
      [committing, queue] = [queue, []];
      try {
        await commit(committing.map(({ item }) => item));
      } catch (cause) {
        hasFailed = true;
        refusal = () => new JournalFailedError({ cause });
        for (const { reject } of [...committing, ...queue]) reject(refusal());
        [committing, queue] = [[], []];
        break;
      }
      for (const { resolve } of committing) resolve();
      committing = [];
    }
    running = undefined;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (refusal !== undefined) return reject(refusal());
        queue.push({ item, resolve, reject });
        running ??= run();
      }),
    waiting: () => queue.length + committing.length,
    hasFailed: () => hasFailed,
    close: async () => {
      refusal ??= () => new JournalClosedError();
      await running;
    },
  };
}
