import type { AsOf } from "./asOf.ts";

/** Writes as of when an answer is, for one whose body has a form of its own. */
export function buildAsOfHeaders({ block, blocksBehind, ageSeconds }: AsOf): Readonly<Record<string, string>> {
  return {
    "fiducial-block": `${block.number} ${block.hash}`,
    "fiducial-blocks-behind": `${blocksBehind}`,
    "fiducial-age": `${Math.floor(ageSeconds)}`,
  };
}
