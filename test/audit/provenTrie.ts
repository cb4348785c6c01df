import { type Hex, keccak256 } from "viem";
import { buildTrie } from "../../src/audit/prove/buildTrie.ts";
import { bytesOf, hexOf } from "../../src/audit/verify/hex.ts";
import { openNodes } from "../../src/audit/verify/nodes.ts";
import { findValue } from "../../src/audit/verify/trie.ts";

/** A trie, as far as a node tells of it. */
export type ProvenTrie = {
  readonly root: Hex;
  /** Every node. */
  readonly nodes: readonly Hex[];
  /** The nodes on the way to a key, whether it is there or not. */
  readonly prove: (key: Hex) => readonly Hex[];
};

/** Builds a trie; the keys of state and storage are hashed, those of receipts are not. */
export function buildProvenTrie(
  values: readonly (readonly [key: Hex, value: Hex])[],
  { hashesKeys }: { readonly hashesKeys: boolean } = { hashesKeys: true },
): ProvenTrie {
  const keyOf = (key: Hex) => bytesOf(hashesKeys ? keccak256(key) : key);
  const { root, nodes } = buildTrie(values.map(([key, value]) => [keyOf(key), bytesOf(value)]));
  const encoded = nodes.map(hexOf);
  return {
    root: hexOf(root),
    nodes: encoded,
    prove(key) {
      const opened = openNodes(encoded);
      findValue(opened, root, keyOf(key));
      return opened.used().flatMap((place) => encoded[place] ?? []);
    },
  };
}
