import type { Judgement } from "../../consent/judge.ts";
import type { Access } from "../../indexer/queries/access.ts";
import type { ReplayFinding } from "./findings.ts";
import type { Replayed } from "./replay.ts";

/** What the contract's view `basisOf` answered, after the last event, of an access that was logged. */
export type AskedJudgement = { readonly access: Access; readonly answered: Judgement };

/**
 * Compares what the contract answers now with what it had to answer by the events: whatever the events leave out of what a judgement rests on, an admission or
 * a policy say, shows here although it has no number.
 */
export function compareJudgements(
  asked: readonly AskedJudgement[],
  judgeNow: Replayed["judgeNow"],
): readonly ReplayFinding[] {
  return asked.flatMap(({ access, answered }): ReplayFinding[] => {
    const expected = judgeNow(access);
    if (answered.basis === expected.basis && answered.version === expected.version) return [];
    const { record, number, place } = access;
    const position = { record, number, place: { blockNumber: place.blockNumber, logIndex: place.logIndex } };
    const words = `the contract judges it ${nameOf(answered)} now, and by the events it is ${nameOf(expected)}`;
    return [{ code: "OtherJudgement", position, words }];
  });
}

function nameOf({ basis, version }: Judgement): string {
  return basis === "PERMIT" ? `${basis} by version ${version}` : basis;
}
