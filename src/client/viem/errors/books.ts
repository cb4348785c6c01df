import { refusal } from "./refusal.ts";

/** The custodian anchored its book in this interval already. */
export class AlreadyAnchoredError extends refusal(
  "AlreadyAnchored",
  ({ next }) => `The book of this interval is anchored already. Anchor the next one from ${next} on.`,
) {}

/** The root of a book is zero. */
export class NoRootError extends refusal(
  "NoRoot",
  () => "A book's root can't be zero. Give the Merkle root of the whole book.",
) {}
