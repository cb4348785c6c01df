import { z } from "zod";
import { coverPurposes, PURPOSES, type PurposeCode, purposesCover } from "../../consent/purposes.ts";
import type { AccessFilter } from "../../indexer/queries/whoAccessed.ts";
import { address, basis, commitment, count, limit, purpose, seconds, severalOf } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { accessForm, formOfAccess } from "./accessForm.ts";
import { accessCursor, writeCursor } from "./cursor.ts";
import { type Asking, addQuestion } from "./question.ts";
import { findVisibleAccesses } from "./visibleAccesses.ts";

/** By what accesses are asked for. */
export const accessQuery = z.strictObject({
  record: commitment.optional(),
  part: severalOf(commitment).optional().describe("Any of these, and none else; zeros for the whole record."),
  accessor: address.optional(),
  organization: address.optional().describe("The accessor's when it was logged."),
  gateway: address.optional(),
  patient: count.optional(),
  purpose: severalOf(purpose).optional().describe("Any of these, or below them in HL7's tree."),
  basis: severalOf(basis).optional(),
  since: seconds.optional().describe("The first second (unix, inclusive)."),
  until: seconds.optional().describe("The first second after it (unix, exclusive)."),
});

/** Adds `GET /accesses`: who accessed what, when, which part, for what purpose and by whose leave. */
export function addAccessQuestion(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    url: "/accesses",
    summary: "Who accessed what, when, which part, for what purpose and by whose leave",
    tag: "accesses",
    params: z.strictObject({}),
    query: accessQuery.extend({
      order: z
        .enum(["numbered", "newest", "oldest"])
        .optional()
        .describe("By number where one record is asked for, else the newest first."),
      limit,
      after: accessCursor.optional().describe("`next` of the page before, in the same order."),
    }),
    answer: z.object({ accesses: z.array(accessForm), next: z.string().nullable() }),
    ask: async ({ reader, standing, query: { order, limit: most, after, ...asked } }) => {
      const page = { limit: most, after, order };
      const { accesses, next } = await findVisibleAccesses(reader, standing, filterOf(asked), page);
      return { accesses: accesses.map(formOfAccess), next: writeCursor(next) };
    },
  });
}

/** Makes a filter of what was asked for. */
export function filterOf({ part, purpose: codes, basis: bases, ...rest }: z.output<typeof accessQuery>): AccessFilter {
  return { ...rest, parts: part, bases, purposes: codes && listBelow(codes) };
}

/** Lists the numbers of purposes and of all below them in the tree. */
export function listBelow(codes: readonly PurposeCode[]): readonly number[] {
  const bits = coverPurposes(codes);
  return PURPOSES.map(({ number }) => number).filter((number) => purposesCover(bits, number));
}
