import { type Hex, keccak256 } from "viem";

const size = 256;
const known = new Map<string, readonly number[]>();
const mostKnown = 10_000;

/** A filter that holds nothing. */
export function emptyBloom(): Uint8Array {
  return new Uint8Array(size);
}

/**
 * Adds an address or a topic to a filter.
 *
 * @see Ethereum Yellow Paper, section 4.3.1, M3:2048
 */
export function addToBloom(bloom: Uint8Array, item: Hex): void {
  for (const bit of bitsOf(item)) {
    const byte = size - 1 - (bit >> 3);
    bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7));
  }
}

/** Tells whether a filter may hold an address or a topic. Where it says no, it does not. */
export function mayHold(bloom: Uint8Array, item: Hex): boolean {
  return bitsOf(item).every((bit) => ((bloom[size - 1 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1);
}

/** Tells whether a filter holds all that another does. */
export function holdsAll(bloom: Uint8Array, other: Uint8Array): boolean {
  return other.every((byte, i) => (byte & ~(bloom[i] ?? 0)) === 0);
}

function bitsOf(item: Hex): readonly number[] {
  const remembered = known.get(item);
  if (remembered !== undefined) return remembered;
  const hash = keccak256(item, "bytes");
  const bits = [0, 2, 4].map((i) => (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047);
  if (known.size >= mostKnown) known.clear();
  known.set(item, bits);
  return bits;
}
