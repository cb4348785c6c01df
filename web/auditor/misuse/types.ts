import type { Account, Digest } from "../../api/types.ts";

/** From when on somebody's accesses are named, as the report says it. */
export type Thresholds = {
  readonly withoutLeave: { readonly accesses: number };
  readonly afterRevocation: { readonly withinSeconds: number };
  readonly bulk: { readonly patients: number; readonly withinSeconds: number };
  readonly breakGlass: { readonly times: number; readonly withinSeconds: number };
};

export type MisuseFinding = {
  readonly rule: string;
  /** In English: for a rule that this page has no words of. */
  readonly why: string;
  readonly accessor: Account;
  readonly accessorName: string | null;
  readonly organization: Account | null;
  readonly time: number;
  readonly lastTime: number;
  readonly count: number;
  readonly patients: number;
  readonly accesses: readonly { readonly record: Digest; readonly number: number }[];
};

type ReportAsOf = {
  readonly block: { readonly number: number; readonly hash: Digest; readonly time: number };
  readonly blocksBehind: number;
  readonly ageSeconds: number;
};

/** `GET /reports/misuse` */
export type MisuseReport = {
  readonly asOf: ReportAsOf;
  readonly from: number;
  readonly until: number;
  readonly thresholds: Thresholds;
  readonly examined: number;
  readonly rows: readonly MisuseFinding[];
};

export type Reach = {
  readonly rule: string;
  readonly why: string;
  readonly from: number;
  readonly until: number;
  readonly patient: number | null;
  readonly patients: number;
  readonly records: number;
};

/** `GET /reports/blast-radius/:account` */
export type BlastRadius = {
  readonly asOf: ReportAsOf;
  readonly account: Account;
  readonly from: number;
  readonly until: number;
  readonly reached: { readonly accesses: number; readonly patients: number; readonly records: number };
  readonly reach: readonly Reach[];
};
