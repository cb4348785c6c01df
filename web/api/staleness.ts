import type { AsOf } from "./types.ts";

/** How old an answer may be before the page says so (seconds): what `GET /ready` takes for old too. */
export const OLD_SECONDS = 600;

/** Says whether what an answer shows may have been overtaken: `behind` where blocks are known that are not in it, `old` where none came for long. */
export function stalenessOf({
  blocksBehind,
  ageSeconds,
}: Pick<AsOf, "blocksBehind" | "ageSeconds">): "fresh" | "behind" | "old" {
  if (blocksBehind > 5) return "behind";
  return ageSeconds > OLD_SECONDS ? "old" : "fresh";
}
