import type { MisuseFinding, Thresholds } from "./types.ts";

/** The rules of misuse that this page has words of, the gravest first, by what a report calls them. */
export const rules = [
  ["after revocation", "afterRevocation"],
  ["without leave", "withoutLeave"],
  ["unreviewed emergency", "unreviewed"],
  ["frequent emergencies", "frequent"],
  ["bulk reading", "bulk"],
  ["colleague", "colleague"],
  ["known patient", "known"],
] as const;

/** What a rule found. `id` is part of the messages about it; `undefined` for a rule that is newer than this page. */
export type RuleFindings = {
  readonly rule: string;
  readonly id: (typeof rules)[number][1] | undefined;
  readonly findings: readonly MisuseFinding[];
};

/** Puts findings together by their rules, in the order of the rules; those that found nothing are left out. */
export function groupByRule(findings: readonly MisuseFinding[]): readonly RuleFindings[] {
  const groups = Map.groupBy(findings, ({ rule }) => rule);
  const known: readonly string[] = rules.map(([rule]) => rule);
  const others = [...groups.keys()].filter((rule) => !known.includes(rule));
  return [...rules, ...others.map((rule) => [rule, undefined] as const)].flatMap(([rule, id]) => {
    const found = groups.get(rule);
    return found === undefined ? [] : [{ rule, id, findings: found }];
  });
}

/** A span of time in the largest unit that tells it whole. */
export function spanOf(seconds: number): { readonly unit: "day" | "hour" | "minute"; readonly value: number } {
  if (seconds % 86_400 === 0) return { unit: "day", value: seconds / 86_400 };
  if (seconds % 3_600 === 0) return { unit: "hour", value: seconds / 3_600 };
  return { unit: "minute", value: Math.ceil(seconds / 60) };
}

/** The numbers in the words about a rule: from when on it finds something. */
export function thresholdOf(
  id: RuleFindings["id"],
  { withoutLeave, afterRevocation, bulk, breakGlass }: Thresholds,
): { readonly least: number; readonly withinSeconds: number } {
  if (id === "withoutLeave") return { least: withoutLeave.accesses, withinSeconds: 0 };
  if (id === "afterRevocation") return { least: 1, withinSeconds: afterRevocation.withinSeconds };
  if (id === "bulk") return { least: bulk.patients, withinSeconds: bulk.withinSeconds };
  if (id === "frequent") return { least: breakGlass.times, withinSeconds: breakGlass.withinSeconds };
  return { least: 1, withinSeconds: 0 };
}
