import { indexStatus, type Staleness, stalenessOf } from "../indexer/queries/indexStatus.ts";
import type { Database } from "../sql/database.ts";
import { renderTime } from "./output.ts";
import { openIndex, type Session } from "./session.ts";
import { describeSpan, now } from "./time.ts";

/** As of when an answer of the index holds. */
export type AsOf = {
  readonly block: { readonly number: number; readonly hash: string; readonly time: number };
  readonly staleness: Staleness;
};

/**
 * Asks the index, brought up to the chain's head, and prints the answer with the block as of which it holds.
 *
 * @param ask - Gives what programs read, a member for each thing, and what people do.
 * @returns What `ask` gave.
 */
export async function answerFromIndex<Answer extends { readonly data: object; readonly text: string }>(
  session: Session,
  ask: (index: Database) => Promise<Answer>,
): Promise<Answer> {
  const index = await openIndex(session);
  try {
    const answer = await ask(index);
    const status = await indexStatus(index);
    const asOf: AsOf = { block: status.block, staleness: stalenessOf(status, now()) };
    session.output.answer({ ...answer.data, ...asOf }, `${answer.text}\n\nThis is ${renderAsOf(asOf)}.`);
    return answer;
  } finally {
    await index.close();
  }
}

/** Says as of when an answer holds. */
export function renderAsOf({ block, staleness: { blocksBehind, ageSeconds } }: AsOf): string {
  const behind = blocksBehind === 0 ? "" : `, ${blocksBehind} blocks behind the chain`;
  return `as of block ${block.number} (${renderTime(block.time)}, ${describeSpan(ageSeconds)} ago${behind})`;
}
