import type { Relation } from "../../src/consent/relations.ts";
import type { Digest, RecordRow, RelatedAnswer } from "../api/types.ts";

/** A record that goes with another. */
export type Related = {
  readonly row: RecordRow;
  /** How; `undefined` where only records between the two say it. */
  readonly relation: Relation | undefined;
  /** Whether this one says so of the other; otherwise the other of this one. */
  readonly isSaidHere: boolean;
};

/** Lists the records that go with one, what it goes back to first. */
export function listRelated(record: Digest, { older, newer, relations }: RelatedAnswer): readonly Related[] {
  return [...older, ...newer].map((row): Related => {
    const to = relations.find((one) => one.record === record && one.target === row.record);
    const from = relations.find((one) => one.record === row.record && one.target === record);
    return { row, relation: (to ?? from)?.relation, isSaidHere: to !== undefined };
  });
}
