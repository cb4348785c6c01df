import type { StoreKind } from "./store.ts";

/**
 * Seeds that found something, and what. They always run. A change of the simulation makes other schedules of them: then the seed that finds the same bug
 * takes its place, which `bugs.ts` tells.
 */
export const pinned: readonly { readonly seed: number; readonly store: StoreKind; readonly why: string }[] = [
  { seed: 145, store: "memory", why: "a node that lacked blocks was taken for a chain begun anew" },
  { seed: 28, store: "memory", why: "logs that the node left out near the head were not missed" },
  { seed: 37, store: "memory", why: "another block than the first was taken for the first of another chain" },
];
