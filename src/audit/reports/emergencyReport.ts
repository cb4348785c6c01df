import { type Address, getAddress } from "viem";
import { decodeEmergencyDetail, REVIEW_TIME } from "../../consent/emergencies.ts";
import type { Review } from "../../indexer/queries/reviews.ts";
import { describeAccess, describeReason } from "./describeAccess.ts";
import {
  type AsOf,
  byTime,
  type DescribedAccess,
  type Names,
  type Report,
  type ReportedAccess,
  type Rule,
} from "./report.ts";

/** Every time the glass was broken, and what became of it. */
export type EmergencyReport = Report & {
  readonly report: "emergency accesses";
  readonly rows: readonly EmergencyRow[];
  /** How many are in each state. */
  readonly counts: Readonly<Record<EmergencyState, number>>;
};

/** `refused`: an emergency was claimed, and the contract found none. */
export type EmergencyState = "overdue" | "due" | "justified" | "unjustified" | "refused";

export type EmergencyRow = DescribedAccess &
  Rule & {
    readonly patient: number;
    readonly patientName: string | null;
    readonly custodian: Address;
    readonly custodianName: string | null;
    /** When the glass was broken (unix seconds). */
    readonly brokenAt: number;
    readonly state: EmergencyState;
    /** First second at which the review is overdue (unix); `null` where none is owed. */
    readonly due: number | null;
    readonly reviewer: Address | null;
    readonly reviewerName: string | null;
    readonly reviewedAt: number | null;
    readonly isLate: boolean;
  };

const SOURCE = "the registry: a reviewer of the custodian, within 72 hours";

const WHY: Readonly<Record<EmergencyState, string>> = {
  overdue: "The glass was broken, and nobody reviewed it in time.",
  due: "The glass was broken; the review is still to come.",
  justified: "The glass was broken, and the reviewer found it justified.",
  unjustified: "The glass was broken, and the reviewer found that it should not have been.",
  refused: "An emergency was claimed, and there was none by the rules: it counts as an access without leave.",
};

/** What comes first: what somebody has to do something about. */
const ORDER: readonly EmergencyState[] = ["overdue", "unjustified", "refused", "due", "justified"];

/**
 * Reports the accesses in an emergency: those that somebody has to act on first, the oldest first in each.
 *
 * @param accesses - Any; those that neither are nor claimed an emergency are no part of it.
 * @param reviewOf - Finds the review of an access.
 */
export function reportEmergencies(
  accesses: readonly ReportedAccess[],
  reviewOf: (access: ReportedAccess["access"]) => Review | undefined,
  question: { readonly from: number; readonly until: number; readonly now: number; readonly asOf: AsOf },
  names: Names,
): EmergencyReport {
  const { from, until, now, asOf } = question;
  const rows = accesses
    .filter(({ access }) => from <= access.time && access.time < until)
    .filter(({ access }) => access.basis === "EMERGENCY" || isRefused(access))
    .sort(byTime)
    .map((one) => row(one, reviewOf(one.access), now, names))
    .sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  const count = (state: EmergencyState): number => rows.filter((one) => one.state === state).length;
  const [overdue, due, refused] = [count("overdue"), count("due"), count("refused")];
  const counts = { overdue, due, justified: count("justified"), unjustified: count("unjustified"), refused };
  return { report: "emergency accesses", asOf, from, until, rows, counts };
}

function row(one: ReportedAccess, review: Review | undefined, now: number, names: Names): EmergencyRow {
  const { access, custodian } = one;
  const due = access.basis === "EMERGENCY" ? access.place.blockTime + REVIEW_TIME : null;
  const state = stateOf(one, review, due, now);
  return {
    ...describeAccess(one, names),
    reason: describeReason(access.detail),
    patient: access.patient,
    patientName: names.patient(access.patient),
    custodian: getAddress(custodian),
    custodianName: names.actor(custodian),
    brokenAt: access.time - decodeEmergencyDetail(access.detail).secondsSinceBroken,
    ...{ state, due },
    reviewer: review === undefined ? null : getAddress(review.reviewer),
    reviewerName: review === undefined ? null : names.actor(review.reviewer),
    reviewedAt: review?.place.blockTime ?? null,
    isLate: review?.isLate ?? false,
    ...{ rule: state, why: WHY[state], source: SOURCE },
  };
}

function stateOf(
  { access }: ReportedAccess,
  review: Review | undefined,
  due: number | null,
  now: number,
): EmergencyState {
  if (isRefused(access) || due === null) return "refused";
  if (review === undefined) return now >= due ? "overdue" : "due";
  return review.outcome === "unjustified" ? "unjustified" : "justified";
}

function isRefused({ basis, claim }: ReportedAccess["access"]): boolean {
  return basis === "NONE" && claim.basis === "EMERGENCY";
}
