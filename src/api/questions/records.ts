import type { Hex } from "viem";
import { z } from "zod";
import { contributionsOf } from "../../indexer/queries/contributions.ts";
import { findRecord, type RegisteredRecord, recordsOf } from "../../indexer/queries/records.ts";
import { relatedTo } from "../../indexer/queries/relatedTo.ts";
import { reviewsOf } from "../../indexer/queries/reviews.ts";
import { findSupersededReads, type Revision } from "../../indexer/queries/revisions.ts";
import type { Reader } from "../../sql/database.ts";
import { NotFoundError } from "../errors.ts";
import { commitment, count, limit } from "../forms/values.ts";
import type { Api } from "../server/api.ts";
import { getVisiblePatient, maySee } from "../standing/scope.ts";
import type { Standing } from "../standing/standing.ts";
import { accessForm, formOfAccess } from "./accessForm.ts";
import { type Asking, addQuestion } from "./question.ts";
import {
  contributionForm,
  formOfContribution,
  formOfRecord,
  formOfReviewed,
  formOfRevision,
  recordForm,
  relationForm,
  reviewedForm,
  revisionForm,
} from "./recordForms.ts";

const tag = "records";
const params = z.strictObject({ record: commitment });
const nothing = z.strictObject({});

/**
 * Finds a record that somebody may see all of.
 *
 * @throws {NotFoundError} when there is none, or it is not theirs to see
 */
export async function getVisibleRecord(
  reader: Reader,
  standing: Standing,
  record: Hex,
): Promise<RegisteredRecord & { readonly revisions: readonly Revision[] }> {
  const found = await findRecord(reader, record);
  if (found === undefined || !maySee(standing, found)) throw new NotFoundError();
  return found;
}

/** Adds the questions about records: `GET /patients/:patient/records` and all below `/records/:record`. */
export function addRecordQuestions(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    ...{ url: "/patients/:patient/records", summary: "The records of a patient", tag },
    params: z.strictObject({ patient: count }),
    query: z.strictObject({ limit, after: commitment.optional().describe("`next` of the page before.") }),
    answer: z.object({ records: z.array(recordForm), next: z.string().nullable() }),
    ask: async ({ reader, standing, params: { patient }, query }) => {
      await getVisiblePatient(reader, standing, patient);
      const { records, next } = await recordsOf(reader, { patient }, query);
      return { records: records.map(formOfRecord), next: next ?? null };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/records/:record", summary: "A record and its revisions, the first to the head", tag },
    ...{ params, query: nothing },
    answer: z.object({ record: recordForm, revisions: z.array(revisionForm) }),
    ask: async ({ reader, standing, params: { record } }) => {
      const { revisions, ...found } = await getVisibleRecord(reader, standing, record);
      return { record: formOfRecord(found), revisions: revisions.map(formOfRevision) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/records/:record/related", summary: "What a record goes back to, and what goes back to it", tag },
    ...{ params, query: nothing },
    answer: z.object({ older: z.array(recordForm), newer: z.array(recordForm), relations: z.array(relationForm) }),
    ask: async ({ reader, standing, params: { record } }) => {
      const self = await getVisibleRecord(reader, standing, record);
      const found = await relatedTo(reader, record);
      // A relation may lead to another patient's record: that one, and that there is one, is not for whoever sees this one.
      const [older, newer] = [found.older, found.newer].map((records) =>
        records.filter((one) => maySee(standing, one)),
      );
      const visible = new Set([self, ...(older ?? []), ...(newer ?? [])].map((one) => one.record));
      const relations = found.relations.filter((one) => visible.has(one.record) && visible.has(one.target));
      return { older: (older ?? []).map(formOfRecord), newer: (newer ?? []).map(formOfRecord), relations };
    },
  });

  addQuestion(app, asking, {
    ...{
      url: "/records/:record/contributions",
      summary: "Who and what wrote a record, and what humans made of it",
      tag,
    },
    ...{ params, query: nothing },
    answer: z.object({ contributions: z.array(contributionForm) }),
    ask: async ({ reader, standing, params: { record } }) => {
      await getVisibleRecord(reader, standing, record);
      return { contributions: (await contributionsOf(reader, record)).map(formOfContribution) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/records/:record/emergencies", summary: "A record's accesses in an emergency, and their reviews", tag },
    ...{ params, query: nothing },
    answer: z.object({ emergencies: z.array(reviewedForm) }),
    ask: async ({ reader, standing, params: { record } }) => {
      await getVisibleRecord(reader, standing, record);
      return { emergencies: (await reviewsOf(reader, record)).map(formOfReviewed) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/records/:record/superseded-reads", summary: "Accesses that saw another state than the head", tag },
    params,
    query: z.strictObject({ limit, after: count.optional().describe("`next` of the page before.") }),
    answer: z.object({
      reads: z.array(z.object({ access: accessForm, read: revisionForm })),
      head: revisionForm.nullable(),
      next: z.int().nullable(),
    }),
    ask: async ({ reader, standing, params: { record }, query }) => {
      await getVisibleRecord(reader, standing, record);
      const { reads, head, next } = await findSupersededReads(reader, record, query);
      return {
        reads: reads.map(({ access, read }) => ({ access: formOfAccess(access), read: formOfRevision(read) })),
        head: head === undefined ? null : formOfRevision(head),
        next: next ?? null,
      };
    },
  });
}
