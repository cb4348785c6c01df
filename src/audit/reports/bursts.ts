import type { ReportedAccess } from "./report.ts";

/**
 * Finds where things come thick and fast: every access that lies in some window of `withinSeconds` with `least` different keys or more. Windows that overlap
 * make one burst.
 *
 * @param accesses - In the order of time.
 */
export function findBursts(
  accesses: readonly ReportedAccess[],
  withinSeconds: number,
  least: number,
  keyOf: (access: ReportedAccess) => string,
): readonly (readonly [ReportedAccess, ...ReportedAccess[]])[] {
  const bursts: { first: number; last: number }[] = [];
  const held = new Map<string, number>();
  let start = 0;
  for (const [end, one] of accesses.entries()) {
    count(held, keyOf(one), 1);
    for (let before = accesses[start]; before !== undefined; before = accesses[start]) {
      if (one.access.time - before.access.time < withinSeconds) break;
      count(held, keyOf(before), -1);
      start += 1;
    }
    if (held.size < least) continue;
    const last = bursts.at(-1);
    if (last !== undefined && start <= last.last) last.last = end;
    else bursts.push({ first: start, last: end });
  }
  return bursts.flatMap(({ first, last }) => {
    const [one, ...others] = accesses.slice(first, last + 1);
    return one === undefined ? [] : [[one, ...others] as const];
  });
}

function count(held: Map<string, number>, key: string, change: 1 | -1): void {
  const sum = (held.get(key) ?? 0) + change;
  if (sum === 0) held.delete(key);
  else held.set(key, sum);
}
