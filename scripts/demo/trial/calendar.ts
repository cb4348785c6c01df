import { putForward } from "../clock.ts";
import type { Stage } from "../stage.ts";

const DAY = 86_400;

/** How many days the trial's story goes back. */
export const DAYS = 42;

/** The days of a story that ends today. */
export type Calendar = {
  /** A moment, so many days ago, in UTC. */
  readonly at: (daysAgo: number, time: string) => number;
  /** Puts the chain's clock there. */
  readonly go: (daysAgo: number, time: string) => Promise<void>;
};

/** When a day that many days ago began (unix seconds). */
export function dayBefore(present: number, daysAgo: number): number {
  return Math.floor(present / DAY) * DAY - daysAgo * DAY;
}

/**
 * @param present - The present (unix seconds).
 */
export function openCalendar(stage: Stage, present: number): Calendar {
  const at: Calendar["at"] = (daysAgo, time) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return dayBefore(present, daysAgo) + hours * 3600 + minutes * 60;
  };
  return { at, go: (daysAgo, time) => putForward(stage, at(daysAgo, time)) };
}
