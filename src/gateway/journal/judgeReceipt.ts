import { lowerCase } from "../../consent/lowerCase.ts";
import { type Access, digestEntry } from "./entry.ts";
import type { Receipt } from "./receipt.ts";

/** What the chain says, as of a block that will not be taken back. */
export type ChainView = {
  /** The block's time (unix seconds). */
  readonly time: number;
  /** The gateway's entry count. */
  readonly entryCount: number;
  /** The gateway's entry of the receipt's number, where there is one: from the event, with the accessor in the word's place for it. */
  readonly logged: { readonly access: Access /** The time of its block. */; readonly at: number } | undefined;
};

/**
 * `Kept`: the entry is there, and was by the deadline. `Pending`: not yet, and it need not be. `Late`: it is there and came after the deadline.
 * `Missing`: it is not there, and the deadline is over. `Contradicted`: another entry has its number, so it never will be there. The last three are
 * misbehaviour of the gateway, proven by the receipt and the chain alone.
 */
export type ReceiptVerdict = "Kept" | "Pending" | "Late" | "Missing" | "Contradicted";

/** Judges a receipt, whose signature the caller has verified, by what the chain says. */
export function judgeReceipt(
  { entryNumber, digest, deadline }: Receipt,
  { time, entryCount, logged }: ChainView,
): ReceiptVerdict {
  if (entryNumber > entryCount) return time > deadline ? "Missing" : "Pending";
  if (logged === undefined || digestEntry(logged.access) !== lowerCase(digest)) return "Contradicted";
  return logged.at > deadline ? "Late" : "Kept";
}
