import type { Address, Hex } from "viem";
import type { Place } from "../../indexer/queries/place.ts";

/**
 * The kinds of what can be wrong: in the chain's own story (up to `OutOfOrder`; `Restricted` is the gateway's fault), in the rows of an index (up to
 * `OtherBlock`), and against the contract's counts and judgements.
 */
export const REPLAY_CODES = [
  "WrongVerdict",
  "Restricted",
  "NotRegistered",
  "OtherPatient",
  "InFuture",
  "EventsMissing",
  "OutOfOrder",
  "RowForged",
  "RowMissing",
  "RowDoubled",
  "RowReordered",
  "RowAltered",
  "RowUnreadable",
  "OtherBlock",
  "AccessesMissing",
  "AccessesForged",
  "EntriesMissing",
  "EntriesForged",
  "OtherJudgement",
] as const;

export type ReplayCode = (typeof REPLAY_CODES)[number];

/** Where something wrong is. What is unknown or does not apply is `undefined`. */
export type Position = {
  readonly record?: Hex | undefined;
  /** Of the access among those of its record. */
  readonly number?: number | undefined;
  readonly gateway?: Address | undefined;
  /** Where the event stands on the chain; of a forged row, where it says that it stands. */
  readonly place?: Pick<Place, "blockNumber" | "logIndex"> | undefined;
  /** The position among the rows given, from 0. */
  readonly row?: number | undefined;
  /** The index's table that the row is in; `undefined` for accesses, and where there is no row. */
  readonly table?: string | undefined;
};

/** Something wrong, and where. */
export type ReplayFinding = {
  readonly code: ReplayCode;
  readonly position: Position;
  /** What is the case, for people; without the position. */
  readonly words: string;
};
