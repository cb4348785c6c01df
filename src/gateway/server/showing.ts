import type { Showing, Target } from "../dicomweb/index.ts";
import type { HiddenPart } from "../leave/index.ts";

/** Says whether a target may be shown to somebody from whom parts are hidden: not at all, without some of it, or whole. */
export function showingOf({ series, instance }: Target, hides: readonly HiddenPart[]): Showing {
  if (series === undefined) return hides.length === 0 ? true : "partly";
  const within = hides.filter((hidden) => hidden.series === series);
  if (within.some((hidden) => hidden.instance === undefined || hidden.instance === instance)) return false;
  return within.length === 0 || instance !== undefined ? true : "partly";
}
