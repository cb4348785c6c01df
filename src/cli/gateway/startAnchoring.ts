import { setTimeout as sleep } from "node:timers/promises";
import { type Anchor, type AnchorOptions, buildAnchor } from "../../gateway/index.ts";
import { now } from "../time.ts";

/** An anchor at work. */
export type Anchoring = {
  readonly lag: Anchor["lag"];
  /** Says whether it gave up, since somebody has to look first. */
  readonly isHalted: () => boolean;
  /** Brings what is in the journal to the chain where it can, and ends. */
  readonly stop: () => Promise<void>;
};

/** How long a stopping gateway tries to bring its journal to the chain (milliseconds). What is left is there at the next start. */
const drainMs = 20_000;

/** Starts bringing the journal to the chain. */
export function startAnchoring(
  options: Omit<AnchorOptions, "clock">,
  note: (event: string, error: unknown) => void,
): Anchoring {
  const anchor = buildAnchor({ ...options, clock: now });
  const ending = new AbortController();
  const waiting = { sleep: rest, intervalMs: 250, maxIntervalMs: 30_000 };
  let isHalted = false;
  const running = anchor
    .run({
      ...waiting,
      signal: ending.signal,
      onStep: ({ error }) => error && note("a step to the chain failed", error),
    })
    .catch((error: unknown) => {
      isHalted = true;
      note("nothing more comes to the chain before somebody looks", error);
    });
  return {
    lag: () => anchor.lag(),
    isHalted: () => isHalted,
    stop: async () => {
      ending.abort();
      await running;
      if (!isHalted) await anchor.drain({ ...waiting, signal: AbortSignal.timeout(drainMs) }).catch(() => undefined);
    },
  };
}

async function rest(timeMs: number, signal: AbortSignal): Promise<void> {
  await sleep(timeMs, undefined, { signal }).catch(() => undefined); // the signal ends it early
}
