import { hash } from "node:crypto";

/**
 * The Merkle tree of a list that grows, as Certificate Transparency has it: SHA-256, a zero byte before a leaf and a one before a node, and
 * order kept. Of a list as it grows only one digest for each bit of its length is held, and a new leaf costs one more on average; the book's
 * tree, which is built at once from leaves in no order, would have to be built anew for every request.
 *
 * @see RFC 9162, section 2.1
 */
export type List = {
  readonly length: number /** The roots of the full trees it is made of, the largest first. */;
  readonly peaks: readonly Uint8Array[];
};

export const EMPTY_LIST: List = { length: 0, peaks: [] };

/** Digests what a leaf holds. */
export function digestLeaf(content: Uint8Array): Uint8Array {
  return hash("sha256", Buffer.concat([LEAF, content]), "buffer");
}

/** Adds a leaf. */
export function addLeaf({ length, peaks }: List, leaf: Uint8Array): List {
  const kept = [...peaks];
  let peak = leaf;
  // As many full trees of equal size as the length has ones at its end become one.
  for (let rest = length; rest % 2 === 1; rest = Math.floor(rest / 2)) peak = join(kept.pop() ?? EMPTY, peak);
  return { length: length + 1, peaks: [...kept, peak] };
}

/** Computes the root of a list: 32 bytes. */
export function rootOf({ peaks }: List): Uint8Array {
  return (
    peaks.reduceRight<Uint8Array | undefined>(
      (right, left) => (right === undefined ? left : join(left, right)),
      undefined,
    ) ?? EMPTY
  );
}

/** Proves which leaf has an index: the nodes beside its way up, from below. */
export function proveLeaf(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length < 2) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...proveLeaf(left, index), rootOf(buildList(right))]
    : [...proveLeaf(right, index - split), rootOf(buildList(left))];
}

/** Builds a list from its leaves. */
export function buildList(leaves: readonly Uint8Array[]): List {
  return leaves.reduce(addLeaf, EMPTY_LIST);
}

/**
 * Computes the root that a leaf and the nodes beside its way up come to; `undefined` where there is no leaf with that index, or the proof is
 * longer or shorter than one can be.
 *
 * @see RFC 9162, section 2.1.3.2
 */
export function climb(
  leaf: Uint8Array,
  index: number,
  length: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isInteger(index) || !Number.isInteger(length) || index < 0 || index >= length) return undefined;
  let [at, last, node] = [index, length - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      node = join(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      node = join(node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const EMPTY: Uint8Array = hash("sha256", new Uint8Array(), "buffer");

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash("sha256", Buffer.concat([NODE, left, right]), "buffer");
}

function largestPowerBelow(length: number): number {
  return 2 ** (31 - Math.clz32(length - 1));
}
