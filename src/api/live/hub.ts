import type { WatchStep } from "../../indexer/watch.ts";

/** Somebody who is told of steps as they come. What one of them does never holds up another. */
export type Listener = (step: WatchStep) => void;

/** Tells many of one watch of the index. */
export type Hub = {
  /** @returns What ends it. `undefined` when as many listen as may. */
  readonly listen: (listener: Listener) => (() => void) | undefined;
  /** Ends the watch, and tells nobody any more. */
  readonly stop: () => Promise<void>;
};

/**
 * Builds a hub. It watches while somebody listens, from the index's last block on.
 *
 * @param watch - Begins a watch that ends at the signal.
 * @param options.most - How many may listen at once.
 * @param options.onFailure - Is told when the watch ended by an error; the next who listens begins it anew.
 */
export function buildHub(
  watch: (signal: AbortSignal) => AsyncIterable<WatchStep>,
  options: { readonly most: number; readonly onFailure: (error: unknown) => void },
): Hub {
  const listeners = new Set<Listener>();
  // Where whoever comes now begins. Between two of them nobody can tell what was told already: the next one says.
  let reached: WatchStep | undefined;
  let running: { readonly ending: AbortController; readonly ended: Promise<void> } | undefined;

  async function run(ending: AbortController): Promise<void> {
    try {
      for await (const step of watch(ending.signal)) {
        reached = step.kind === "upTo" ? step : undefined;
        for (const listener of listeners) listener(step);
      }
    } catch (error) {
      if (!ending.signal.aborted) options.onFailure(error);
    } finally {
      if (running?.ending === ending) running = undefined;
    }
  }

  return {
    listen: (listener) => {
      if (listeners.size >= options.most) return undefined;
      listeners.add(listener);
      if (running !== undefined && reached !== undefined) listener(reached);
      if (running === undefined) {
        reached = undefined;
        const ending = new AbortController();
        running = { ending, ended: Promise.resolve() };
        running = { ending, ended: run(ending) };
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) running?.ending.abort();
        if (listeners.size === 0) running = undefined;
      };
    },
    stop: async () => {
      const last = running;
      listeners.clear();
      last?.ending.abort();
      await last?.ended;
    },
  };
}
