import { type Address, getAddress, type Hex } from "viem";
import { decodeEmergencyDetail, EMERGENCY_TIME, encodeEmergencyDetail } from "../consent/emergencies.ts";
import { emergencyReasonName } from "../consent/emergencyReasons.ts";
import type { Outcome } from "../consent/outcomes.ts";
import type { Access } from "../indexer/queries/access.ts";
import { findReviewsDue, type Review, type ReviewKey, reviewsOf } from "../indexer/queries/reviews.ts";
import type { Reader } from "../sql/database.ts";
import { UsageError } from "./errors.ts";
import { renderTable, renderTime, shorten } from "./output.ts";
import { readChainTime, type Session } from "./session.ts";
import { describeSpan } from "./time.ts";

/** An access in an emergency, and what became of it. */
export type Emergency = {
  readonly record: Hex;
  readonly number: number;
  /** Unix seconds. */
  readonly time: number;
  readonly accessor: Address;
  readonly accessorName: string | null;
  readonly reason: string;
  /** When the glass was broken (unix seconds). */
  readonly brokenAt: number;
  /** First second at which the review is overdue (unix). */
  readonly due: number;
  readonly outcome: Outcome;
  readonly overdue: boolean;
  readonly reviewer: Address | null;
  /** Reviewed, but after it was due. */
  readonly wasLate: boolean;
};

/**
 * Builds what stands in an entry of an emergency: the coded reason, and how long before the access the glass was broken.
 *
 * @param reason - The reason's number.
 * @throws {UsageError} when that is in the future of the access, or longer ago than an emergency lasts
 */
export function buildEmergencyDetail(reason: number, time: number, brokenAt: number): number {
  const seconds = time - brokenAt;
  if (seconds < 0) throw new UsageError("--broken-at must not lie after the access.");
  if (seconds > EMERGENCY_TIME) {
    throw new UsageError(
      `The glass was broken ${describeSpan(seconds)} before this access, and an emergency lasts 4 hours at most. Break the glass anew, with the time and reason of now; if the access happened without that, log it with \`fiducial access\`.`,
    );
  }
  return encodeEmergencyDetail({ reason, secondsSinceBroken: seconds });
}

/** Takes apart what `buildEmergencyDetail` built. The contract takes any number but zero as a reason, so the log may hold one without a name. */
export function readEmergencyDetail(detail: number): { readonly reason: string; readonly seconds: number } {
  const { reason, secondsSinceBroken: seconds } = decodeEmergencyDetail(detail);
  return { reason: nameReason(reason), seconds };
}

/**
 * Lists accesses in an emergency: overdue reviews first, then those that are due; the oldest first in each.
 *
 * @param record - All of this record's, the reviewed ones last; without it, those of all records that nobody reviewed.
 */
export async function listEmergencies(session: Session, reader: Reader, record?: Hex): Promise<readonly Emergency[]> {
  const now = await readChainTime(session);
  const names = new Map((await session.vault.listLabels("actor")).map(({ id, text }) => [id, text]));
  if (record !== undefined) {
    const all = (await reviewsOf(reader, record)).map(({ access, due, review }) =>
      describe(access, due, review, now, names),
    );
    return all.sort(
      (one, other) => Number(one.outcome !== "pending") - Number(other.outcome !== "pending") || one.due - other.due,
    );
  }
  const emergencies: Emergency[] = [];
  for (let after: ReviewKey | undefined; ; ) {
    const page = await findReviewsDue(reader, { now }, { limit: 10_000, after });
    emergencies.push(...page.reviews.map(({ access, due }) => describe(access, due, undefined, now, names)));
    after = page.next;
    if (after === undefined) return emergencies;
  }
}

/** Renders emergencies as a table that ends with what is owed. */
export function renderEmergencies(emergencies: readonly Emergency[], present: number): string {
  if (emergencies.length === 0) return "There is no access in an emergency to review.";
  const rows = emergencies.map((emergency) => ({
    record: emergency.record,
    no: emergency.number,
    time: renderTime(emergency.time),
    accessor: emergency.accessorName ?? shorten(emergency.accessor),
    reason: emergency.reason,
    review: describeReview(emergency, present),
  }));
  const owed = emergencies.filter(({ outcome }) => outcome === "pending");
  const late = owed.filter(({ overdue }) => overdue).length;
  return [
    renderTable(["record", "no", "time", "accessor", "reason", "review"], rows),
    "",
    owed.length === 0
      ? "All of them are reviewed."
      : `${owed.length} to review, ${late} of them overdue. A reviewer of the custodian does it: fiducial review <record> <no> --outcome justified --note <text or file> --as <account>`,
  ].join("\n");
}

function describeReview({ outcome, overdue, due, wasLate }: Emergency, present: number): string {
  if (outcome !== "pending") return wasLate ? `${outcome}, late` : outcome;
  return overdue ? `OVERDUE by ${describeSpan(present - due)}` : `due in ${describeSpan(due - present)}`;
}

function describe(
  { record, number, time, accessor, detail }: Access,
  due: number,
  review: Review | undefined,
  present: number,
  names: ReadonlyMap<string, string>,
): Emergency {
  const { reason, seconds } = readEmergencyDetail(detail);
  const outcome = review?.outcome ?? "pending";
  return {
    ...{ record, number, time, accessor: getAddress(accessor), accessorName: names.get(accessor) ?? null },
    ...{ reason, brokenAt: time - seconds, due, outcome, overdue: review === undefined && due <= present },
    reviewer: review === undefined ? null : getAddress(review.reviewer),
    wasLate: review?.isLate ?? false,
  };
}

function nameReason(number: number): string {
  try {
    return emergencyReasonName(number);
  } catch {
    return `number ${number}`;
  }
}
