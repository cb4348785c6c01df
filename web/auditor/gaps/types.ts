import type { Access, Account, Answer, Digest, Place } from "../../api/types.ts";

/** What is missing of a list that should have every number. */
export type Gap = {
  /** The first few of the numbers that are missing. */
  readonly missing: readonly number[];
  /** How many are missing. */
  readonly count: number;
};

/** `GET /gaps` */
export type GapsAnswer = Answer & {
  readonly records: readonly (Gap & {
    readonly record: Digest;
    readonly patient: number;
    readonly custodian: Account;
  })[];
  readonly gateways: readonly (Gap & { readonly gateway: Account; readonly organization: Account | null })[];
};

export type SilentGateway = {
  readonly gateway: Account;
  readonly organization: Account;
  readonly nextBy: number;
  readonly entryCount: number;
  readonly entriesLogged: number;
  readonly place: Place;
};

/** `GET /gateways/silent` */
export type SilentAnswer = Answer & { readonly gateways: readonly SilentGateway[] };

export type ReviewDue = {
  readonly access: Access;
  readonly custodian: Account;
  readonly due: number;
  readonly isOverdue: boolean;
};

/** `GET /reviews-due` */
export type ReviewsAnswer = Answer & { readonly reviews: readonly ReviewDue[]; readonly next: string | null };
