import type { ActorKind, Role } from "../../src/consent/actors.ts";
import type { Basis } from "../../src/consent/bases.ts";
import type { Outcome } from "../../src/consent/outcomes.ts";
import type { Power } from "../../src/consent/powers.ts";
import type { Relation } from "../../src/consent/relations.ts";
import type { Status } from "../../src/consent/statuses.ts";

/** An account, in lower case. */
export type Account = `0x${string}`;
/** 32 bytes, in lower case. */
export type Digest = `0x${string}`;

/** As of when an answer is. */
export type AsOf = {
  readonly block: { readonly number: number; readonly hash: Digest; readonly time: number };
  readonly blocksBehind: number;
  readonly ageSeconds: number;
};

export type Answer = { readonly asOf: AsOf };
export type Place = {
  readonly blockNumber: number;
  readonly blockTime: number;
  readonly txHash: Digest;
  readonly logIndex: number;
};
/** A number of the chain; `code` is `null` where it has no name. */
export type Named = { readonly number: number; readonly code: string | null };

/** `GET /registry` */
export type Registry = {
  readonly chainId: number;
  readonly registry: Account;
  readonly startBlock: number;
  readonly chainName: string;
  /** A node that a wallet may be told of; `null` where none is for the public. */
  readonly rpcUrl: string | null;
  readonly relays: boolean;
  readonly live: boolean;
  readonly demo: boolean;
};

/** `GET /me` */
export type Me = Answer & {
  readonly account: Account;
  readonly actor: { readonly kind: ActorKind; readonly organization: Account; readonly roles: readonly Role[] } | null;
  readonly sees: {
    readonly everything: boolean;
    readonly recordsOf: Account | null;
    readonly patientsAs: readonly number[];
  };
};

/** `GET /names` */
export type PublishedName = {
  readonly account: Account;
  readonly name: string;
  readonly kind: "organization" | "practitioner" | "device";
  readonly organization: Account;
  readonly publishedBy: Account;
};

export type Access = {
  readonly record: Digest;
  readonly number: number;
  readonly patient: number;
  readonly accessor: Account;
  readonly organization: Account | null;
  /** Zeros for the whole record. */
  readonly part: Digest;
  readonly time: number;
  readonly purpose: Named;
  readonly action: Named;
  readonly basis: Basis;
  readonly claimed: Basis;
  readonly detail: number;
  readonly permitVersion: number;
  readonly gateway: Account | null;
  readonly entryNumber: number | null;
  readonly place: Place;
};

/** `GET /accesses`; `next` is the `after` of the next page. */
export type AccessesAnswer = Answer & { readonly accesses: readonly Access[]; readonly next: string | null };

export type RecordRow = {
  readonly record: Digest;
  readonly patient: number;
  readonly custodian: Account;
  readonly kind: Named;
  readonly status: Status;
  readonly digest: Digest;
  readonly by: Account;
  readonly place: Place;
};

export type Revision = {
  readonly revision: number;
  readonly status: Status;
  readonly digest: Digest;
  readonly by: Account;
  readonly supersededAt: number | null;
  readonly place: Place;
};

/** `GET /patients/:patient/records` */
export type RecordsAnswer = Answer & { readonly records: readonly RecordRow[]; readonly next: Digest | null };
/** `GET /records/:record` */
export type RecordAnswer = Answer & { readonly record: RecordRow; readonly revisions: readonly Revision[] };
/** `GET /records/:record/related` */
export type RelatedAnswer = Answer & {
  readonly older: readonly RecordRow[];
  readonly newer: readonly RecordRow[];
  readonly relations: readonly {
    readonly record: Digest;
    readonly target: Digest;
    readonly relation: Relation;
    readonly by: Account;
    readonly place: Place;
  }[];
};

export type Review = {
  readonly reviewer: Account;
  readonly outcome: Outcome;
  readonly note: Digest;
  readonly isLate: boolean;
  readonly place: Place;
};
/** `GET /records/:record/emergencies` */
export type EmergenciesAnswer = Answer & {
  readonly emergencies: readonly { readonly access: Access; readonly due: number; readonly review: Review | null }[];
};

export type PermitEvent = {
  readonly event: "permitted" | "revoked";
  /** A record, or zeros for all of the patient. */
  readonly scope: Digest;
  readonly grantee: Account;
  readonly version: number;
  readonly by: Account;
  readonly terms: {
    readonly purposes: readonly string[];
    readonly kinds: readonly string[];
    readonly from: number;
    readonly until: number;
  } | null;
  readonly place: Place;
};
/** `GET /patients/:patient/permits` */
export type PermitsAnswer = Answer & { readonly permits: readonly PermitEvent[] };

/** `GET /patients/:patient/proxies` */
export type ProxiesAnswer = Answer & {
  readonly proxies: readonly {
    readonly proxy: Account;
    readonly powers: readonly Power[];
    readonly springing: boolean;
    readonly from: number;
    readonly until: number;
    readonly endedBy: "dismissal" | "claim" | null;
    readonly place: Place;
  }[];
  readonly incapacity: { readonly from: number; readonly until: number } | null;
};

/** `GET /patients/:patient/requests` */
export type LeaveRequest = {
  readonly id: string;
  readonly from: Account;
  readonly scope: Digest;
  readonly purposes: readonly string[];
  readonly kinds: readonly string[];
  readonly until: number;
  readonly note: string | null;
  readonly at: number;
};

/** `GET /actors/:actor` */
export type ActorAnswer = Answer & {
  readonly actor: {
    readonly account: Account;
    readonly organization: Account;
    readonly kind: ActorKind;
    readonly roles: readonly Role[];
    readonly from: number;
    readonly until: number;
  };
  readonly credentials: readonly {
    readonly organization: Account;
    readonly credential: Digest;
    readonly until: number;
    readonly isValid: boolean;
    readonly place: Place;
  }[];
  readonly encryptionKey: Digest | null;
};
