import type { Address, Hex } from "viem";
import { REVIEW_TIME } from "../../consent/emergencies.ts";
import { type Outcome, outcomeOf } from "../../consent/outcomes.ts";
import type { Reader, SqlValue } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Access, type AccessRow, accessOf } from "./access.ts";
import { type Place, placeOf } from "./place.ts";

/** An access in an emergency that nobody reviewed yet. */
export type ReviewDue = {
  readonly access: Access;
  /** Whose reviewers owe it. */
  readonly custodian: Address;
  /** First second at which it is overdue (unix). */
  readonly due: number;
  readonly isOverdue: boolean;
};

/** Where a page ends. */
export type ReviewKey = { readonly due: number; readonly record: Hex; readonly number: number };

/** An access in an emergency, and what its review came to. */
export type ReviewedAccess = {
  readonly access: Access;
  /** First second at which the review is overdue (unix). */
  readonly due: number;
  /** `undefined` while nobody reviewed it. */
  readonly review: Review | undefined;
};

export type Review = {
  readonly reviewer: Address;
  readonly outcome: Outcome;
  /** Commits to the reviewer's reasons. */
  readonly note: Hex;
  readonly isLate: boolean;
  readonly place: Place;
};

type DueRow = AccessRow & { readonly custodian: Uint8Array };

type ReviewRow = AccessRow & {
  readonly reviewer: Uint8Array | null;
  readonly outcome: number;
  readonly note: Uint8Array;
  readonly review_block: number;
  readonly review_time: number;
  readonly review_tx: Uint8Array;
  readonly review_log: number;
};

/**
 * Lists the accesses in an emergency that nobody reviewed, those due first before the others: the overdue ones stand on top.
 *
 * @param asked - `now` in unix seconds; with `custodian`, those of its records alone.
 * @param page - At most `limit`, those after `after`: `next` of the page before.
 */
export async function findReviewsDue(
  reader: Reader,
  asked: { readonly now: number; readonly custodian?: Address | undefined },
  page: { readonly limit: number; readonly after?: ReviewKey | undefined },
): Promise<{ readonly reviews: readonly ReviewDue[]; readonly next: ReviewKey | undefined }> {
  const { custodian } = asked;
  const { after, limit } = page;
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (custodian !== undefined) {
    conditions.push("AND records.custodian = ?");
    values.push(bytesOf(custodian));
  }
  if (after !== undefined) {
    conditions.push("AND (a.block_time, a.record, a.number) > (?, ?, ?)");
    values.push(after.due - REVIEW_TIME, bytesOf(after.record), after.number);
  }
  const rows = await reader.all<DueRow>(
    `SELECT a.*, records.custodian AS custodian FROM accesses AS a JOIN records ON records.record = a.record
      WHERE a.basis = 4 AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.record = a.record AND reviews.number = a.number)
        ${conditions.join(" ")} ORDER BY a.block_time, a.record, a.number LIMIT ?`,
    [...values, limit + 1],
  );
  const reviews = rows.slice(0, limit).map((row): ReviewDue => {
    const due = row.block_time + REVIEW_TIME;
    return { access: accessOf(row), custodian: hexOf(row.custodian), due, isOverdue: asked.now >= due };
  });
  const last = reviews.at(-1);
  if (rows.length <= limit || last === undefined) return { reviews, next: undefined };
  const { record, number } = last.access;
  return { reviews, next: { due: last.due, record, number } };
}

/** Lists a record's accesses in an emergency and what became of each, in the order of their numbers. */
export async function reviewsOf(reader: Reader, record: Hex): Promise<readonly ReviewedAccess[]> {
  const rows = await reader.all<ReviewRow>(
    `SELECT a.*, r.reviewer, r.outcome, r.note, r.block_number AS review_block, r.block_time AS review_time,
            r.tx_hash AS review_tx, r.log_index AS review_log
       FROM accesses AS a LEFT JOIN reviews AS r ON r.record = a.record AND r.number = a.number
      WHERE a.record = ? AND a.basis = 4 ORDER BY a.number`,
    [bytesOf(record)],
  );
  return rows.map((row) => {
    const due = row.block_time + REVIEW_TIME;
    return { access: accessOf(row), due, review: row.reviewer === null ? undefined : reviewOf(row, row.reviewer, due) };
  });
}

function reviewOf(row: ReviewRow, reviewer: Uint8Array, due: number): Review {
  const place = placeOf({
    block_number: row.review_block,
    block_time: row.review_time,
    tx_hash: row.review_tx,
    log_index: row.review_log,
  });
  const isLate = row.review_time >= due;
  return { reviewer: hexOf(reviewer), outcome: outcomeOf(row.outcome), note: hexOf(row.note), isLate, place };
}
