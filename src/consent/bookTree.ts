import { concat, type Hex, keccak256, stringToHex } from "viem";

const nodeDomain = keccak256(stringToHex("fiducial.book.node.v1"));

/** Stands beside the last node of a row that has no other beside it, so that every leaf of a book has a proof of the same length. */
const filler = keccak256(stringToHex("fiducial.book.filler.v1"));

/** The root of a book without patients. */
const emptyRoot = keccak256(stringToHex("fiducial.book.empty.v1"));

/**
 * Computes the root over leaves, whatever their order: they are sorted first, since an order of patients would tell who is whose neighbour.
 *
 * @returns 32 bytes in hex; never zero.
 */
export function computeRoot(leaves: readonly Hex[]): Hex {
  return buildRows(leaves).at(-1)?.[0] ?? emptyRoot;
}

/**
 * Proves that a leaf is among others.
 *
 * @param leaves - All of them, in any order.
 * @returns The node beside it in every row, from below; `undefined` where the leaf is not there. As long for every leaf.
 */
export function proveLeaf(leaves: readonly Hex[], leaf: Hex): Hex[] | undefined {
  const rows = buildRows(leaves);
  const index = rows[0]?.indexOf(leaf) ?? -1;
  if (index < 0) return undefined;
  return rows.slice(0, -1).map((row, height) => row[(index >> height) ^ 1] ?? filler);
}

/** Computes the root that a leaf and the nodes beside its way up come to. */
export function climb(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce((node, sibling) => join(node, sibling), leaf);
}

/** Builds the rows of the tree, from the sorted leaves up to the root. */
function buildRows(leaves: readonly Hex[]): Hex[][] {
  let row = leaves.toSorted();
  const rows = [row];
  while (row.length > 1) {
    const below = row;
    row = Array.from({ length: Math.ceil(below.length / 2) }, (_, index) =>
      join(below[2 * index] ?? filler, below[2 * index + 1] ?? filler),
    );
    rows.push(row);
  }
  return rows;
}

/** The smaller one first, so that a proof does not tell on which side a leaf lies. */
function join(one: Hex, other: Hex): Hex {
  return keccak256(concat(one < other ? [nodeDomain, one, other] : [nodeDomain, other, one]));
}
