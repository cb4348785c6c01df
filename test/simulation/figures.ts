import type { FaultKind } from "./faults.ts";

/** What schedules held. */
export type Figures = {
  seeds: number;
  blocks: number;
  events: number;
  requests: number;
  reorganisations: number;
  deepest: number;
  rollBacks: number;
  commits: number;
  crashes: number;
  newHistories: number;
  rebuilds: number;
  checks: number;
  faults: Partial<Record<FaultKind | "refusal", number>>;
  /** A hash over every request and its moment: the same for the same seed. */
  trace: string;
};

export function noFigures(): Figures {
  return {
    ...{ seeds: 0, blocks: 0, events: 0, requests: 0, reorganisations: 0, deepest: 0, rollBacks: 0, commits: 0 },
    ...{ crashes: 0, newHistories: 0, rebuilds: 0, checks: 0, faults: {}, trace: "" },
  };
}

/** Adds up what schedules held. */
export function sumFigures(all: readonly Figures[]): Figures {
  const sum = noFigures();
  for (const figures of all) {
    for (const name of ["seeds", "blocks", "events", "requests", "reorganisations", "rollBacks", "commits"] as const) {
      sum[name] += figures[name];
    }
    for (const name of ["crashes", "newHistories", "rebuilds", "checks"] as const) sum[name] += figures[name];
    sum.deepest = Math.max(sum.deepest, figures.deepest);
    for (const [kind, times] of Object.entries(figures.faults)) {
      sum.faults[kind as FaultKind] = (sum.faults[kind as FaultKind] ?? 0) + times;
    }
  }
  return sum;
}
