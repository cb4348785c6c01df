const units = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** Says in which unit people would tell a distance in time. Toward zero, so nothing is said to be longer ago than it is. */
export function wordsForAge(distanceSeconds: number): {
  readonly value: number;
  readonly unit: (typeof units)[number]["unit"];
} {
  const found = units.find(({ seconds }) => Math.abs(distanceSeconds) >= seconds);
  if (found === undefined) return { value: 0, unit: "minute" };
  return { value: Math.trunc(distanceSeconds / found.seconds), unit: found.unit };
}

/** Makes a date of unix seconds. What is beyond a calendar's end is its last day: a leave without end ends then. */
export function toDate(seconds: number): Date {
  return new Date(Math.min(seconds, 8_640_000_000_000) * 1_000);
}
