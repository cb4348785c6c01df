import { sha256 } from "@noble/hashes/sha2.js";
import { type Hex, hexOf } from "../verify/hex.ts";

/**
 * Writes a value as JSON in the one form that all agree on: keys in order, no white space.
 *
 * @param value - Of texts, integers, booleans, nulls, lists and objects.
 * @see RFC 8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

/** Computes sha256 over the canonical form. */
export function digestOf(value: unknown): Hex {
  return hexOf(sha256(new TextEncoder().encode(canonicalJson(value))));
}
