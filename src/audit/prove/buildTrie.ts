import { RLP } from "@ethereumjs/rlp";
import { keccak_256 } from "@noble/hashes/sha3.js";

/** What a trie holds under a path of nibbles. */
type Leaf = { readonly path: readonly number[]; readonly value: Uint8Array };

/** A node before it is encoded: bytes, or a list of such. */
type Item = Uint8Array | Item[];

const NOTHING = new Uint8Array();

/**
 * Builds a Merkle Patricia trie at once.
 *
 * @param values - By keys of which none is the beginning of another.
 * @returns The root's hash, and every node that is hashed, the root first.
 * @see Ethereum Yellow Paper, appendix D
 */
export function buildTrie(values: readonly (readonly [key: Uint8Array, value: Uint8Array])[]): {
  readonly root: Uint8Array;
  readonly nodes: readonly Uint8Array[];
} {
  const nodes: Uint8Array[] = [];
  const leaves = values.map(([key, value]) => ({
    path: Array.from(key).flatMap((byte) => [byte >> 4, byte & 15]),
    value,
  }));
  const root = RLP.encode(leaves.length === 0 ? NOTHING : buildNode(leaves, 0));
  return { root: keccak_256(root), nodes: leaves.length === 0 ? [] : [root, ...nodes] };

  function buildNode(under: readonly Leaf[], depth: number): Item {
    const [first] = under;
    if (first === undefined) return NOTHING;
    if (under.length === 1) return [encodePath(first.path.slice(depth), true), first.value];
    const shared = sharedLength(under, depth);
    if (shared > 0) return [encodePath(first.path.slice(depth, depth + shared), false), refer(under, depth + shared)];
    const children = Array.from({ length: 16 }, (_, nibble) => {
      const below = under.filter(({ path }) => path[depth] === nibble);
      return below.length === 0 ? NOTHING : refer(below, depth + 1);
    });
    return [...children, NOTHING];
  }

  /** A node of less than 32 bytes stands in its parent, any other by its hash. */
  function refer(under: readonly Leaf[], depth: number): Item {
    const node = buildNode(under, depth);
    const encoded = RLP.encode(node);
    if (encoded.length < 32) return node;
    nodes.push(encoded);
    return keccak_256(encoded);
  }
}

function sharedLength(leaves: readonly Leaf[], depth: number): number {
  const [first, ...others] = leaves;
  const path = first?.path ?? [];
  let length = 0;
  while (depth + length < path.length && others.every((leaf) => leaf.path[depth + length] === path[depth + length])) {
    length += 1;
  }
  return length;
}

/** The hex-prefix encoding: a flag nibble (2 a leaf, 1 an odd number of nibbles), then the nibbles. */
function encodePath(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const flag = (isLeaf ? 2 : 0) + (nibbles.length % 2);
  const all = nibbles.length % 2 === 1 ? [flag, ...nibbles] : [flag, 0, ...nibbles];
  return Uint8Array.from({ length: all.length / 2 }, (_, i) => ((all[2 * i] ?? 0) << 4) | (all[2 * i + 1] ?? 0));
}
