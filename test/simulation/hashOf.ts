import { createHash } from "node:crypto";
import type { Hex } from "viem";

/** A hash of a text, for blocks and transactions that nobody has to recompute. */
export function hashOf(text: string): Hex {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}
