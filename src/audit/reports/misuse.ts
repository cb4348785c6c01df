import { type Address, getAddress, type Hex } from "viem";
import type { PermitEvent } from "../../indexer/queries/permitsOf.ts";
import type { Review } from "../../indexer/queries/reviews.ts";
import { type Found, MISUSE_RULES } from "./misuseRules.ts";
import { type AsOf, byTime, type Names, type Report, type ReportedAccess, type Rule } from "./report.ts";
import type { Thresholds } from "./thresholds.ts";

/** What a privacy officer should look at. A finding is a question, not a verdict. */
export type MisuseReport = Report & {
  readonly report: "misuse";
  readonly thresholds: Thresholds;
  /** How many accesses were looked at. */
  readonly examined: number;
  readonly rows: readonly MisuseFinding[];
};

export type MisuseFinding = Rule & {
  readonly accessor: Address;
  readonly accessorName: string | null;
  readonly organization: Address | null;
  readonly organizationName: string | null;
  /** The first and the last of the accesses (unix seconds). */
  readonly time: number;
  readonly lastTime: number;
  readonly count: number;
  readonly patients: number;
  readonly accesses: readonly { readonly record: Hex; readonly number: number }[];
};

/** What the rules ask beside the accesses. */
export type MisuseFacts = {
  readonly permitsOf: (patient: number) => readonly PermitEvent[];
  readonly reviewOf: (access: ReportedAccess["access"]) => Review | undefined;
};

/**
 * Applies the rules of misuse to the accesses of a time: without leave, after a revocation, in bulk, breaking the glass too often or unreviewed, reading
 * colleagues, reading those whom everybody knows.
 *
 * @param accesses - All of the time, of those patients or organizations that it is about.
 */
export function findMisuse(
  accesses: readonly ReportedAccess[],
  facts: MisuseFacts,
  question: {
    readonly from: number;
    readonly until: number;
    readonly now: number;
    readonly thresholds: Thresholds;
    readonly asOf: AsOf;
  },
  names: Names,
): MisuseReport {
  const { from, until, now, thresholds, asOf } = question;
  const within = accesses.filter(({ access }) => from <= access.time && access.time < until).sort(byTime);
  const rows = MISUSE_RULES.flatMap(({ rule, find }) =>
    find(within, thresholds, { ...facts, now }).map((found) => describeFinding(rule, found, names)),
  );
  return { report: "misuse", ...{ asOf, from, until, thresholds }, examined: within.length, rows };
}

function describeFinding(rule: string, { why, accesses }: Found, names: Names): MisuseFinding {
  const [first, last] = [accesses[0], accesses.at(-1) ?? accesses[0]].map(({ access }) => access) as [
    ReportedAccess["access"],
    ReportedAccess["access"],
  ];
  const { accessor, organization } = last;
  return {
    accessor: getAddress(accessor),
    accessorName: names.actor(accessor),
    organization: organization === undefined ? null : getAddress(organization),
    organizationName: organization === undefined ? null : names.actor(organization),
    ...{ time: first.time, lastTime: last.time, count: accesses.length },
    patients: new Set(accesses.map(({ access }) => access.patient)).size,
    accesses: accesses.map(({ access: { record, number } }) => ({ record, number })),
    ...{ rule, why, source: "the thresholds of this report" },
  };
}
