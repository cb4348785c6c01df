import { coverPurposes, PURPOSES, type PurposeCode, purposeNumber, purposesCover } from "../../src/consent/purposes.ts";

/** A purpose and what is below it in HL7's tree. */
export type Branch = { readonly code: PurposeCode; readonly below: readonly Branch[] };

/** What patients are asked for most comes first; the rest follows in the order of the numbers. */
const FIRST: readonly PurposeCode[] = ["TREAT", "PATRQT", "HRESCH", "PUBHLTH", "HPAYMT", "HOPERAT", "HMARKT"];

/** Purposes that reach further than their name lets one think, each with a word of its own when it is permitted. */
const WIDE = ["PurposeOfUse", "HOPERAT", "MLTRAINING", "HMARKT", "HRESCH", "HPAYMT", "BTG"] as const;

export type WidePurpose = (typeof WIDE)[number];

/** The branches below the root, treatment first. */
export const PURPOSE_TREE: readonly Branch[] = listBelow("PurposeOfUse").toSorted(
  (a, b) => rankOf(a.code) - rankOf(b.code),
);

/** Says how a purpose stands in a choice: chosen itself, part of what was chosen, with something chosen below it, or not at all. */
export function choiceOf(chosen: readonly PurposeCode[], code: PurposeCode): "chosen" | "included" | "partly" | "none" {
  if (chosen.includes(code)) return "chosen";
  if (purposesCover(coverPurposes(chosen), purposeNumber(code))) return "included";
  return chosen.some((one) => purposesCover(coverPurposes([code]), purposeNumber(one))) ? "partly" : "none";
}

/** Chooses a purpose, which takes in everything below it, or lets it go. What is part of a larger choice stays as it is. */
export function togglePurpose(chosen: readonly PurposeCode[], code: PurposeCode): readonly PurposeCode[] {
  const choice = choiceOf(chosen, code);
  if (choice === "chosen") return chosen.filter((one) => one !== code);
  if (choice === "included") return chosen;
  const covered = coverPurposes([code]);
  return [...chosen.filter((one) => !purposesCover(covered, purposeNumber(one))), code];
}

/**
 * Lists what of a choice deserves a word of warning: the widest that holds, and what only seems not to be in it.
 *
 * Breaking the glass is in treatment as HL7 has it, and is named only where it was chosen by itself.
 */
export function widePurposes(chosen: readonly PurposeCode[]): readonly WidePurpose[] {
  const set = coverPurposes(chosen);
  const covers = (code: PurposeCode) => purposesCover(set, purposeNumber(code));
  if (covers("PurposeOfUse")) return ["PurposeOfUse"];
  return WIDE.filter((code) => (code === "BTG" ? chosen.includes(code) : covers(code)));
}

function listBelow(parent: PurposeCode): Branch[] {
  const children = PURPOSES.filter((purpose) => purpose.parent === parent);
  return children.map(({ code }) => ({ code, below: listBelow(code) }));
}

function rankOf(code: PurposeCode): number {
  const place = FIRST.indexOf(code);
  return place === -1 ? FIRST.length + purposeNumber(code) : place;
}
