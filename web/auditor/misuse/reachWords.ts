import type { Words } from "../../words/useWords.ts";
import type { Reach } from "./types.ts";

/** Rules by which a key reaches something, by what a report calls them, that this page has words of. */
export const reachRules = ["permit", "policy", "acts for", "emergency", "gateway", "registrar", "auditor"] as const;

/**
 * Says by what leave a key could have reached something.
 *
 * @returns `undefined` for a rule that is newer than this page, of which the report's own words tell.
 */
export function sayReach({ rule }: Pick<Reach, "rule">, { t }: Pick<Words, "t">): string | undefined {
  const found = reachRules.find((one) => one === rule);
  return found === undefined ? undefined : t(`audit.reach.${found.replace(" ", "")}`);
}
