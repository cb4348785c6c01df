import type { Address } from "viem";
import { z } from "zod";
import { booksOf } from "../../indexer/queries/booksOf.ts";
import { gatewaysSilent } from "../../indexer/queries/gatewaysSilent.ts";
import { recordsOf } from "../../indexer/queries/records.ts";
import { recoveriesPending } from "../../indexer/queries/recoveriesPending.ts";
import { findReviewsDue } from "../../indexer/queries/reviews.ts";
import { touchedByTool } from "../../indexer/queries/touchedByTool.ts";
import { AuditorsOnlyError, NotFoundError } from "../errors.ts";
import { account, address, commitment, digest, limit, place } from "../forms/values.ts";
import type { Indexed } from "../index/indexed.ts";
import type { Api } from "../server/api.ts";
import { findCustodian } from "../standing/scope.ts";
import { type Asking, addQuestion } from "./question.ts";
import {
  contributionForm,
  formOfContribution,
  formOfRecord,
  formOfReviewDue,
  recordForm,
  reviewDueForm,
} from "./recordForms.ts";
import { reviewCursor, writeReviewCursor } from "./reviewCursor.ts";

const tag = "oversight";
const nothing = z.strictObject({});
const ofCustodian = z.strictObject({ custodian: address });

/** Adds the questions of those who watch over others: custodians over their own, auditors over all. */
export function addOversightQuestions(app: Api, asking: Asking): void {
  addQuestion(app, asking, {
    ...{ url: "/custodians/:custodian/records", summary: "The records that an organization holds", tag },
    params: ofCustodian,
    query: z.strictObject({ limit, after: commitment.optional().describe("`next` of the page before.") }),
    answer: z.object({ records: z.array(recordForm), next: z.string().nullable() }),
    ask: async ({ reader, standing, params: { custodian }, query }) => {
      if (!standing.isAuditor && standing.custodian !== custodian) throw new NotFoundError();
      const { records, next } = await recordsOf(reader, { custodian }, query);
      return { records: records.map(formOfRecord), next: next ?? null };
    },
  });

  addQuestion(app, asking, {
    ...{
      url: "/custodians/:custodian/books",
      summary: "The sealed books that an organization anchored or left out",
      tag,
    },
    ...{ params: ofCustodian, query: nothing },
    answer: z.object({
      books: z.array(z.object({ interval: z.int(), root: digest, place })),
      missing: z.array(z.object({ first: z.int(), last: z.int() })),
    }),
    ask: async (indexed) => {
      const { reader, standing, now, params } = indexed;
      const isOwn = (await listCustodians(indexed)).has(params.custodian);
      if (!standing.isAuditor && !isOwn) throw new NotFoundError();
      const { books, missing } = await booksOf(reader, params.custodian, { now });
      return { books: [...books], missing: [...missing] };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/reviews-due", summary: "Accesses in an emergency that nobody reviewed, the overdue first", tag },
    params: nothing,
    query: z.strictObject({
      custodian: address.optional().describe("Whose reviewers owe it; your own organization when not given."),
      limit,
      after: reviewCursor.optional().describe("`next` of the page before."),
    }),
    answer: z.object({ reviews: z.array(reviewDueForm), next: z.string().nullable() }),
    ask: async ({ reader, standing, now, query: { custodian: asked, ...page } }) => {
      const { isAuditor, custodian, actor, roles } = standing;
      const own = roles.includes("reviewer") ? actor?.organization : custodian;
      if (!isAuditor && (own === undefined || (asked ?? own) !== own)) throw new NotFoundError();
      const { reviews, next } = await findReviewsDue(
        reader,
        { now, custodian: asked ?? (isAuditor ? undefined : own) },
        page,
      );
      return { reviews: reviews.map(formOfReviewDue), next: writeReviewCursor(next) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/gateways/silent", summary: "Gateways that were not heard of when they should have been", tag },
    ...{ params: nothing, query: nothing },
    answer: z.object({
      gateways: z.array(
        z.object({
          gateway: account,
          organization: account,
          nextBy: z.int(),
          entryCount: z.int(),
          entriesLogged: z.int(),
          place,
        }),
      ),
    }),
    ask: async (indexed) => {
      const { reader, standing, now } = indexed;
      const own = await listCustodians(indexed);
      const silent = await gatewaysSilent(reader, { now });
      return { gateways: silent.filter(({ organization }) => standing.isAuditor || own.has(organization)) };
    },
  });

  addQuestion(app, asking, {
    ...{ url: "/recoveries/pending", summary: "Recoveries of lost keys that are under way", tag },
    ...{ params: nothing, query: nothing },
    answer: z.object({
      recoveries: z.array(z.object({ patient: z.int(), account, to: account, readyAt: z.int(), place })),
    }),
    ask: async ({ reader, standing: { isAuditor, patients } }) => {
      const all = await recoveriesPending(reader);
      return { recoveries: all.filter(({ patient }) => isAuditor || patients.includes(patient)) };
    },
  });

  addQuestion(app, asking, {
    ...{
      url: "/tools/:version/records",
      summary: "Every record that one version of a tool wrote in, and who read it since",
      tag,
    },
    params: z.strictObject({ version: commitment }),
    query: z.strictObject({ tool: address.optional(), limit, after: commitment.optional() }),
    answer: z.object({
      records: z.array(
        z.object({
          ...{ record: digest, patient: z.int(), custodian: account, contributions: z.array(contributionForm) },
          readers: z.array(
            z.object({
              ...{ accessor: account, organization: account.nullable(), accesses: z.int() },
              ...{ firstAt: z.int(), lastAt: z.int() },
            }),
          ),
        }),
      ),
      next: z.string().nullable(),
    }),
    ask: async ({ reader, standing, params: { version: toolVersion }, query: { tool, ...page } }) => {
      if (!standing.isAuditor) throw new AuditorsOnlyError();
      const { records, next } = await touchedByTool(reader, { tool, toolVersion }, page);
      return {
        records: records.map(({ contributions, readers, ...record }) => ({
          ...record,
          contributions: contributions.map(formOfContribution),
          readers: readers.map(({ organization = null, ...read }) => ({ ...read, organization })),
        })),
        next: next ?? null,
      };
    },
  });
}

/** The organizations that keep somebody's records: its own patients', and itself. */
async function listCustodians({ reader, standing }: Indexed): Promise<ReadonlySet<Address>> {
  const custodians = new Set<Address>(standing.custodian === undefined ? [] : [standing.custodian]);
  for (const patient of standing.patients) {
    const custodian = await findCustodian(reader, patient);
    if (custodian !== undefined) custodians.add(custodian);
  }
  return custodians;
}
