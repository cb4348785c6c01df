import { ChainUnavailableError, InconsistentChainError } from "./errors.ts";
import type { Synced, SyncOptions } from "./sync.ts";

export type FollowOptions = {
  /** How long to wait between two looks at the head (milliseconds). */
  readonly intervalMs: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** Waits; ends early at the signal, however it likes. */
  readonly sleep: (timeMs: number, signal: AbortSignal) => Promise<void>;
};

/** What following found: something new, or no chain to follow for now. */
export type Step =
  | { readonly kind: "synced"; readonly synced: Synced }
  | { readonly kind: "unavailable"; readonly error: ChainUnavailableError | InconsistentChainError };

/**
 * Reads to the head again and again, and tells of each new one. An outage is told of and outlasted; any other error ends it.
 *
 * @throws What `syncOnce` throws, but for an outage.
 */
export async function* follow(
  syncOnce: (options: SyncOptions) => Promise<Synced>,
  options: FollowOptions,
): AsyncGenerator<Step> {
  const { intervalMs, signal, sleep } = options;
  let told: string | undefined;
  try {
    while (!signal.aborted) {
      const step = await attempt();
      if (step.kind === "unavailable" || step.synced.block.hash !== told) yield step;
      told = step.kind === "synced" ? step.synced.block.hash : undefined;
      if (!signal.aborted) await sleep(intervalMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }

  async function attempt(): Promise<Step> {
    try {
      return { kind: "synced", synced: await syncOnce({ signal }) };
    } catch (error) {
      if (error instanceof ChainUnavailableError || error instanceof InconsistentChainError) {
        return { kind: "unavailable", error };
      }
      throw error;
    }
  }
}
