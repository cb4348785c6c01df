import { Fault } from "./fault.ts";
import { hexOf } from "./hex.ts";
import type { Nodes, Rlp } from "./nodes.ts";

/** The root of a trie that holds nothing: keccak256 of the RLP of no bytes. */
const EMPTY_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";

/**
 * Finds a value in a Merkle Patricia trie, from the root down, hash by hash.
 *
 * @param root - 32 bytes that the caller has proven.
 * @returns `undefined` when the nodes prove that the trie holds nothing under `key`.
 * @throws {Fault} when a node on the way is missing, was changed or is none
 * @see Ethereum Yellow Paper, appendix D
 */
export function findValue(nodes: Nodes, root: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (hexOf(root) === EMPTY_ROOT) return undefined;
  const path = nibblesOf(key);
  let node = nodes.get(root);
  let depth = 0;
  // Each turn takes a nibble or more off the path, but for a leaf or a value, which end it.
  for (;;) {
    if (node instanceof Uint8Array) throw unreadable();
    let child: Rlp | undefined;
    if (node.length === 17) {
      if (depth === path.length) return heldValue(node[16]);
      child = node[path[depth] ?? 16];
      depth += 1;
    } else if (node.length === 2) {
      const { nibbles, isLeaf } = decodePath(node[0]);
      const isOnPath = nibbles.every((nibble, i) => nibble === path[depth + i]);
      depth += nibbles.length;
      if (isLeaf) return isOnPath && depth === path.length ? heldValue(node[1]) : undefined;
      if (!isOnPath) return undefined;
      if (nibbles.length === 0) throw unreadable();
      child = node[1];
    }
    if (child === undefined) throw unreadable();
    if (child instanceof Uint8Array) {
      if (child.length === 0) return undefined;
      if (child.length !== 32) throw unreadable();
      node = nodes.get(child);
    } else {
      node = child; // a node of less than 32 bytes stands in its parent
    }
  }
}

function heldValue(value: Rlp | undefined): Uint8Array | undefined {
  if (!(value instanceof Uint8Array)) throw unreadable();
  return value.length === 0 ? undefined : value;
}

/** Takes the hex-prefix encoding apart: a flag nibble (2 a leaf, 1 an odd number of nibbles), then the nibbles. */
function decodePath(encoded: Rlp | undefined): { readonly nibbles: readonly number[]; readonly isLeaf: boolean } {
  if (!(encoded instanceof Uint8Array)) throw unreadable();
  const nibbles = nibblesOf(encoded);
  const flag = nibbles[0] ?? 4;
  if (flag > 3) throw unreadable();
  return { nibbles: nibbles.slice(flag & 1 ? 1 : 2), isLeaf: (flag & 2) !== 0 };
}

function nibblesOf(bytes: Uint8Array): number[] {
  return Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15]);
}

function unreadable(): Fault {
  return new Fault("NodeUnreadable", "a node of its proof is no node of a trie");
}
