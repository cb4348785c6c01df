import type { BASES } from "./bundle.ts";
import type { FaultCode } from "./fault.ts";
import type { Hex } from "./hex.ts";

/** Something in a bundle that does not hold. */
export type Problem = {
  readonly code: FaultCode;
  /** The list of the bundle it is in; `undefined` for the bundle as a whole. */
  readonly list: "rows" | "records" | "gateways" | "headers" | "nodes" | undefined;
  /** The position in that list, from 0. */
  readonly index: number | undefined;
  /** What is the case, for people; without the position. */
  readonly words: string;
};

/** What was found of one row. */
export type RowFinding = {
  readonly record: Hex;
  readonly number: number;
  /** Its event is in a block that leads to a trusted one, and says what the row says, the basis included. */
  readonly genuine: boolean;
  /** The contract's verdict as the row states it; proven where the row is genuine. */
  readonly basis: (typeof BASES)[number];
  /** The time of its block (unix seconds); `undefined` where the block is not proven. */
  readonly blockTime: number | undefined;
};

/** What was found of a record that the bundle claims to answer for. */
export type RecordFinding = {
  readonly record: Hex;
  /** Whether it was registered by the bundle's block; `undefined` where that is not proven. */
  readonly registered: boolean | undefined;
  /** The contract's count; `undefined` where it is not proven. */
  readonly count: number | undefined;
  /** Each number from 1 to the count is there, once, in a genuine row. */
  readonly complete: boolean;
};

/** What was found of a gateway that the bundle claims to answer for. */
export type GatewayFinding = {
  readonly gateway: Hex;
  /** The contract's count; `undefined` where it is not proven. */
  readonly count: number | undefined;
  /** Each entry from 1 to the count is there, once, in a genuine row. */
  readonly complete: boolean;
};

/** What a bundle proves to an auditor, and what not. */
export type Findings = {
  /** Nothing is wrong. What that means is in the other fields. */
  readonly holds: boolean;
  /** The block up to which complete means complete; `undefined` where it leads to no trusted block. */
  readonly upTo: { readonly number: number; readonly hash: Hex; readonly time: number } | undefined;
  /** keccak256 of the registry's code at that block; `undefined` where it is not proven. */
  readonly codeHash: Hex | undefined;
  /** In the order of the bundle's rows. */
  readonly rows: readonly RowFinding[];
  readonly records: readonly RecordFinding[];
  readonly gateways: readonly GatewayFinding[];
  /** Rows of no record and no gateway that the bundle answers for: genuine or not, nothing says that there are no others. */
  readonly rowsAlone: number;
  readonly problems: readonly Problem[];
};
