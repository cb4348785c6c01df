import type { Hex } from "viem";

/** Writes an address or a commitment in lower case, so that two are the same where their texts are. */
export function lowerCase(hex: Hex): Hex {
  return hex.toLowerCase() as Hex; // the same digits
}
