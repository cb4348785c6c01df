import type { Hex } from "../../consent/commitments.ts";

/** The newest block that the gateway knows of. */
export type Head = {
  readonly number: number;
  readonly hash: Hex;
  /** The block's own time (unix seconds). */
  readonly time: number;
  /** When the node last said that this is its head (unix seconds, by the gateway's clock). */
  readonly heardAt: number;
  /** How far the chain's clock is behind the gateway's (seconds); zero where it is not. */
  readonly lagSeconds: number;
};

/** How old what is known of the chain may be (seconds). */
export type HeadLimits = {
  /** From the head's own time: a chain that stands still is found by it. */
  readonly maxAgeSeconds: number;
  /** From when the node last answered. */
  readonly maxSilenceSeconds: number;
};

/** Says whether ordinary access may be judged by the head at `time` (unix seconds). A chain's clock may run ahead of the gateway's. */
export function isFresh(head: Head | undefined, limits: HeadLimits, time: number): boolean {
  if (head === undefined) return false;
  const silence = time - head.heardAt;
  return time - head.time <= limits.maxAgeSeconds && silence >= 0 && silence <= limits.maxSilenceSeconds;
}

/**
 * The moment by which an access is judged and logged: the present by the chain's clock, and never before the head. What a block has revoked ends at
 * that block's time: by a clock ahead of the chain's, an access before it would have come after it.
 */
export function timeOf(head: Head | undefined, present: number): number {
  return head === undefined ? present : Math.max(present - head.lagSeconds, head.time);
}
