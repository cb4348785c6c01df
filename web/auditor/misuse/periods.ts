/** Of how long signs of misuse are looked for. */
export const PERIODS = ["month", "year", "all"] as const;

export type Period = (typeof PERIODS)[number];

/** The first second of a time that ends now (unix). */
export function sinceOf(period: Period, now: number): number {
  const days = { month: 30, year: 365, all: Number.POSITIVE_INFINITY }[period];
  return Math.max(0, now - days * 86_400);
}
