import { putForward } from "../clock.ts";
import type { Stage } from "../stage.ts";

/** How many days the trial's story goes back. */
export const DAYS = 42;

/** The days of a story that ends today. */
export type Calendar = {
  /** A moment, so many days ago, by this machine's time of day: who looks at the story sees hours of work, and days that end at midnight. */
  readonly at: (daysAgo: number, time: string) => number;
  /** Puts the chain's clock there. */
  readonly go: (daysAgo: number, time: string) => Promise<void>;
};

/** When a day began that is so many days ago, or to come where that is negative (unix seconds). */
export function dayBefore(present: number, daysAgo: number): number {
  const day = new Date(present * 1000);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return day.getTime() / 1000;
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
