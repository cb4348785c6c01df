import { type Address, type Hex, isAddress, zeroAddress } from "viem";
import { ALL_KINDS, coverKinds, type KindCode } from "../../src/consent/kinds.ts";
import { coverPurposes, type PurposeCode } from "../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END, type Terms } from "../../src/consent/typedData.ts";
import { type Day, type End, endOfDay, startOfDay } from "./days.ts";

/** What the form for a leave holds while it is filled in. */
export type Draft = {
  /** The account, as it was chosen or typed. */
  readonly to: string;
  /** One record, or `ALL_RECORDS`. */
  readonly scope: Hex;
  readonly purposes: readonly PurposeCode[];
  readonly kinds: "all" | readonly KindCode[];
  /** The first day; `null` for at once. */
  readonly from: Day | null;
  readonly end: End;
};

/** What is wrong with a field of a draft. */
export type Fault =
  | { readonly field: "to"; readonly fault: "missing" | "notAnAddress" | "nobody" }
  | { readonly field: "purposes" | "kinds"; readonly fault: "missing" }
  | { readonly field: "from"; readonly fault: "notADay" }
  | { readonly field: "end"; readonly fault: "missing" | "notADay" | "past" | "beforeFrom" };

/** What is read back and signed, or what keeps it from being so. */
export type Checked =
  | { readonly terms: Terms; readonly faults: readonly [] }
  | { readonly terms: undefined; readonly faults: readonly Fault[] };

/** A draft in which nothing was chosen but treatment, all records and all kinds; for how long is left to the reader. */
export const EMPTY_DRAFT: Draft = {
  ...{ to: "", scope: ALL_RECORDS, purposes: ["TREAT"], kinds: "all" },
  ...{ from: null, end: { is: "unsaid" } },
};

/**
 * Makes the terms of a draft.
 *
 * @param now - Unix seconds.
 * @param lastBlock - The time of the last block known of, where one is: what begins at once begins no later than that, whatever the reader's clock says.
 *   The contract lets nothing begin before the block that brings it.
 * @returns the terms, or every fault there is, in the order of the form
 */
export function checkDraft(draft: Draft, patient: number, now: number, lastBlock = now): Checked {
  const atOnce = Math.min(now, lastBlock);
  const to = checkTo(draft.to);
  const first = draft.from === null ? atOnce : startOfDay(draft.from);
  const from = first !== undefined && first <= now ? atOnce : first;
  const until = untilOf(draft.end);
  const faults: Fault[] = [];
  if (typeof to !== "string") faults.push(to);
  if (draft.purposes.length === 0) faults.push({ field: "purposes", fault: "missing" });
  if (draft.kinds.length === 0) faults.push({ field: "kinds", fault: "missing" });
  if (from === undefined) faults.push({ field: "from", fault: "notADay" });
  if (typeof until !== "number") faults.push({ field: "end", fault: until });
  else if (until <= now) faults.push({ field: "end", fault: "past" });
  else if (from !== undefined && until <= from) faults.push({ field: "end", fault: "beforeFrom" });

  if (faults.length > 0 || typeof to !== "string" || typeof until !== "number" || from === undefined) {
    return { terms: undefined, faults };
  }
  const purposes = coverPurposes(draft.purposes);
  const kinds = draft.kinds === "all" ? ALL_KINDS : coverKinds(draft.kinds);
  return {
    terms: { patient, scope: draft.scope, grantee: to, purposes, kinds, from, until },
    faults: [],
  };
}

function checkTo(text: string): Address | Fault {
  const typed = text.trim();
  if (typed === "") return { field: "to", fault: "missing" };
  // An address in one case has no checksum; one in both is checked, since a typing error would give leave to a stranger.
  const hasCases = /[a-f]/.test(typed) && /[A-F]/.test(typed.slice(2));
  if (!isAddress(typed, { strict: hasCases })) return { field: "to", fault: "notAnAddress" };
  return typed === zeroAddress ? { field: "to", fault: "nobody" } : (typed.toLowerCase() as Address);
}

function untilOf(end: End): number | "missing" | "notADay" {
  if (end.is === "unsaid") return "missing";
  if (end.is === "never") return NO_END;
  return end.is === "moment" ? end.time : (endOfDay(end.day) ?? "notADay");
}
