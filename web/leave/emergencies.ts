import { decodeEmergencyDetail } from "../../src/consent/emergencies.ts";
import { EMERGENCY_REASONS } from "../../src/consent/emergencyReasons.ts";
import type { Access, EmergenciesAnswer, Review } from "../api/types.ts";

/** How the review of an emergency stands: what it came to, that it is still to come, or that it should have been by now. */
export type ReviewStanding = "justified" | "unjustified" | "pending" | "overdue";

/** An access in an emergency as a patient is told of it. */
export type EmergencyNotice = {
  readonly access: Access;
  /** The coded reason's name; its number where it has none, zero where none was given. */
  readonly reason: string | number;
  readonly standing: ReviewStanding;
  /** When the review is due (unix seconds); `undefined` while the reviews are not known yet. */
  readonly due: number | undefined;
  readonly review: Review | undefined;
};

/**
 * Puts accesses in an emergency together with what their reviews came to.
 *
 * @param reviews - Of the records that were seen, as far as they were answered.
 * @param now - Unix seconds.
 */
export function listEmergencies(
  accesses: readonly Access[],
  reviews: readonly EmergenciesAnswer["emergencies"][number][],
  now: number,
): readonly EmergencyNotice[] {
  const byKey = new Map(reviews.map((reviewed) => [keyOf(reviewed.access), reviewed]));
  return accesses.map((access) => {
    const found = byKey.get(keyOf(access));
    const { reason: number } = decodeEmergencyDetail(access.detail);
    const reason = EMERGENCY_REASONS.find((known) => known.number === number)?.name ?? number;
    const review = found?.review ?? undefined;
    return { access, reason, standing: standingOf(review, found?.due, now), due: found?.due, review };
  });
}

function standingOf(review: Review | undefined, due: number | undefined, now: number): ReviewStanding {
  if (review !== undefined && review.outcome !== "pending") return review.outcome;
  return due !== undefined && now >= due ? "overdue" : "pending";
}

function keyOf({ record, number }: Access): string {
  return `${record}/${number}`;
}
