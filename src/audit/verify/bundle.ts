import type { Hex } from "./hex.ts";

/** By whose leave an access happened, in the order of the contract's `Basis`. */
export const BASES = ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY", "UNDETERMINED"] as const;

/** To whom a permit claimed was given, by number; "nobody" is the number that means none of the others. */
export const GRANTEES = ["accessor", "organization", "group", "nobody"] as const;

/** An access as the contract judged and numbered it. Addresses and hashes are in lower case. */
export type AccessFacts = {
  readonly record: Hex;
  /** From 1, without a gap, for each record. */
  readonly number: number;
  readonly patient: number;
  readonly accessor: Hex;
  /** A commitment to the part that was accessed; zero for the whole record. */
  readonly part: Hex;
  /** When it happened (unix seconds). */
  readonly time: number;
  /** A purpose number, 8 bits. */
  readonly purpose: number;
  /** An action number, 8 bits. */
  readonly action: number;
  /** The leave that the entry named. */
  readonly claim: {
    readonly basis: (typeof BASES)[number];
    readonly grantee: (typeof GRANTEES)[number];
    readonly allRecords: boolean;
  };
  /** The group's number with a permit to a group, the coded reason with an emergency. */
  readonly detail: number;
  /** The contract's verdict. */
  readonly basis: (typeof BASES)[number];
  /** The version of the permit it rests on; zero for other bases. */
  readonly permitVersion: number;
  /** Who logged it in the accessor's name; `null` when the accessor did. */
  readonly gateway: Hex | null;
  /** From 1, without a gap, for each gateway; `null` without one. */
  readonly entryNumber: number | null;
};

/** An access and where its event lies. */
export type BundleRow = AccessFacts & {
  /** The block's number. */
  readonly block: number;
  /** The transaction's place in the block, from 0. */
  readonly transaction: number;
  /** The log's place in the transaction's receipt, from 0. */
  readonly log: number;
};

/** The contract's count of a record's accesses after the bundle's block. */
export type RecordCount = { readonly record: Hex; readonly count: number };

/** The contract's count of a gateway's entries after the bundle's block. */
export type GatewayCount = { readonly gateway: Hex; readonly count: number };

/**
 * An answer to "who accessed" with all that is needed to check it. For one answer at one block there is one bundle: its lists have one order,
 * and nothing in it is superfluous.
 *
 * @see docs/proofs.md
 */
export type Bundle = {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly chainId: number;
  readonly registry: Hex;
  /** The number of the block after which the counts stood. */
  readonly block: number;
  /** In the order of the chain. */
  readonly rows: readonly BundleRow[];
  /** Records of which the rows are every access; in ascending order. */
  readonly records: readonly RecordCount[];
  /** Gateways of which the rows are every entry; in ascending order. */
  readonly gateways: readonly GatewayCount[];
  /** Block headers in RLP, in ascending order of their numbers. */
  readonly headers: readonly Hex[];
  /** Nodes of the tries in RLP, each once, in the order in which the rows, the account and the counts first need them. */
  readonly nodes: readonly Hex[];
};

export const FORMAT = "fiducial-proof" as const;
export const VERSION = 1 as const;

/** What a bundle may hold at most, so that a hostile one can't exhaust the machine. Sizes in characters, lists in entries. */
export const CAPS = {
  text: 2 ** 27,
  rows: 100_000,
  records: 10_000,
  gateways: 100,
  headers: 100_000,
  headerDigits: 2 ** 15,
  nodes: 500_000,
  nodeDigits: 2 ** 24,
} as const;
