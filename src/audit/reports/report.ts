import type { Address, Hex } from "viem";
import type { Basis } from "../../consent/bases.ts";
import type { ReportedAccess } from "../../indexer/queries/readReported.ts";

export type { ReportedAccess } from "../../indexer/queries/readReported.ts";

/** What the rows are of, and how old they are. */
export type AsOf = {
  readonly chainId: number;
  readonly registry: Address;
  /** The last block that is indexed: the report holds for it. */
  readonly block: { readonly number: number; readonly hash: Hex; readonly time: number };
  readonly blocksBehind: number;
  /** The age of that block when the report was made (seconds). */
  readonly ageSeconds: number;
  /** Whether the index holds every access that the contract numbered of these records; `null` where that was not asked. */
  readonly isComplete: boolean | null;
};

/** Names that the reader of the report may know; each is `null` where nobody told it. */
export type Names = {
  readonly actor: (account: Address) => string | null;
  readonly patient: (patient: number) => string | null;
  /** What a record or a part of it is, in words: "CT of 1 March 2026". Part zero is the whole record. */
  readonly part: (record: Hex, part: Hex) => string | null;
};

/** Names nothing: for readers who may know none. */
export const NAMELESS: Names = { actor: () => null, patient: () => null, part: () => null };

/** Why a row is in a report, or is not. */
export type Rule = {
  readonly rule: string;
  /** In words for the reader of the report. */
  readonly why: string;
  /** Where the rule stands. */
  readonly source: string;
};

/** An access that a report leaves out, by which rule. */
export type LeftOut = Rule & { readonly record: Hex; readonly number: number; readonly time: number };

/** An access in words. Codes and chain places stand beside them. */
export type DescribedAccess = {
  readonly record: Hex;
  readonly number: number;
  /** Unix seconds. */
  readonly time: number;
  readonly accessor: Address;
  readonly accessorName: string | null;
  readonly organization: Address | null;
  readonly organizationName: string | null;
  readonly gateway: Address | null;
  /** What was seen: the record or a part of it. */
  readonly what: string;
  readonly action: string;
  /** A code of v3 ActReason, or "number 200". */
  readonly purpose: string;
  readonly purposeWords: string;
  readonly basis: Basis;
  readonly basisWords: string;
  /** Why the glass was broken; `null` for no emergency. */
  readonly reason: string | null;
  readonly block: number;
  readonly transaction: Hex;
};

/** An access in words, and the rule that put it in. */
export type ReportRow = DescribedAccess & Rule;

/** What every report has. */
export type Report = {
  readonly report: string;
  readonly asOf: AsOf;
  /** First second (unix, inclusive). */
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
};

/** Orders accesses by when they happened, and those of one second by their place on the chain. */
export function byTime(one: ReportedAccess, other: ReportedAccess): number {
  const [a, b] = [one.access, other.access];
  return a.time - b.time || a.place.blockNumber - b.place.blockNumber || a.place.logIndex - b.place.logIndex;
}

/** Names an access that is left out. */
export function leaveOut({ access: { record, number, time } }: ReportedAccess, rule: Rule): LeftOut {
  return { record, number, time, ...rule };
}
