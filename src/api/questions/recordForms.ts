import { z } from "zod";
import { DISPOSITIONS } from "../../consent/dispositions.ts";
import { kindCode } from "../../consent/kinds.ts";
import { ORIGINS } from "../../consent/origins.ts";
import { OUTCOMES } from "../../consent/outcomes.ts";
import { RELATIONS } from "../../consent/relations.ts";
import { STATUSES } from "../../consent/statuses.ts";
import type { Contribution } from "../../indexer/queries/contributions.ts";
import type { RegisteredRecord } from "../../indexer/queries/records.ts";
import type { ReviewDue, ReviewedAccess } from "../../indexer/queries/reviews.ts";
import type { Revision } from "../../indexer/queries/revisions.ts";
import { nameOf } from "../forms/nameOf.ts";
import { account, digest, place } from "../forms/values.ts";
import { accessForm, formOfAccess } from "./accessForm.ts";

/** A record as it was registered. */
export const recordForm = z.object({
  record: digest,
  patient: z.int(),
  custodian: account,
  kind: z.object({ number: z.int(), code: z.string().nullable() }),
  status: z.enum(STATUSES),
  digest,
  by: account,
  place,
});

/** A state of a record: its content, and how far it had come. */
export const revisionForm = z.object({
  revision: z.int(),
  status: z.enum(STATUSES),
  digest,
  by: account,
  supersededAt: z.int().nullable().describe("When the next one took its place (unix seconds); null for the head."),
  place,
});

/** How a record relates to another. */
export const relationForm = z.object({
  record: digest,
  target: digest,
  relation: z.enum(RELATIONS),
  by: account,
  place,
});

/** A section that somebody or something wrote, and what humans made of it. */
export const contributionForm = z.object({
  record: digest,
  number: z.int(),
  author: account,
  origin: z.enum(ORIGINS),
  section: digest,
  digest,
  tool: account.nullable(),
  toolVersion: digest.nullable(),
  model: digest.nullable(),
  inputs: digest.nullable(),
  place,
  dispositions: z.array(z.object({ disposition: z.enum(DISPOSITIONS), by: account, place })),
});

/** An access in an emergency, and what its review came to. */
export const reviewedForm = z.object({
  access: accessForm,
  due: z.int().describe("First second at which the review is overdue (unix)."),
  review: z
    .object({ reviewer: account, outcome: z.enum(OUTCOMES), note: digest, isLate: z.boolean(), place })
    .nullable(),
});

/** An access in an emergency that nobody reviewed yet. */
export const reviewDueForm = z.object({
  access: accessForm,
  custodian: account,
  due: z.int(),
  isOverdue: z.boolean(),
});

export function formOfRecord({ kind, ...record }: RegisteredRecord): z.input<typeof recordForm> {
  return { ...record, kind: { number: kind, code: nameOf(kindCode, kind) } };
}

export function formOfRevision(revision: Revision): z.input<typeof revisionForm> {
  return { ...revision, supersededAt: revision.supersededAt ?? null };
}

export function formOfContribution(given: Contribution): z.input<typeof contributionForm> {
  const { tool = null, toolVersion = null, model = null, inputs = null, dispositions } = given;
  return { ...given, tool, toolVersion, model, inputs, dispositions: [...dispositions] };
}

export function formOfReviewed({ access, due, review }: ReviewedAccess): z.input<typeof reviewedForm> {
  return { access: formOfAccess(access), due, review: review ?? null };
}

export function formOfReviewDue({ access, ...due }: ReviewDue): z.input<typeof reviewDueForm> {
  return { access: formOfAccess(access), ...due };
}
