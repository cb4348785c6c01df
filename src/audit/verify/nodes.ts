import { RLP } from "@ethereumjs/rlp";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { Fault } from "./fault.ts";
import { bytesOf, type Hex, hexOf } from "./hex.ts";

/** What RLP stands for: bytes, or a list of such. */
export type Rlp = Uint8Array | readonly Rlp[];

/** Nodes found by their hashes, which remember in what order they were first needed. */
export type Nodes = {
  /** @throws {Fault} `NodeMissing`, `NodeUnreadable` */
  readonly get: (hash: Uint8Array) => Rlp;
  /** The places of the nodes in the list given, in the order in which they were first needed. */
  readonly used: () => readonly number[];
};

/**
 * Lays out nodes by their hashes: a node that was changed is a node that nothing points to.
 *
 * @param encoded - Each in RLP.
 */
export function openNodes(encoded: readonly Hex[]): Nodes {
  const places = new Map<Hex, { readonly place: number; readonly bytes: Uint8Array }>();
  encoded.forEach((hex, place) => {
    const bytes = bytesOf(hex);
    places.set(hexOf(keccak_256(bytes)), { place, bytes });
  });
  const decoded = new Map<number, Rlp>();
  return {
    get(hash) {
      const found = places.get(hexOf(hash));
      if (found === undefined) throw new Fault("NodeMissing", "a node of its proof is missing or was changed");
      const known = decoded.get(found.place) ?? decodeRlp(found.bytes, "NodeUnreadable", "a node of its proof");
      decoded.set(found.place, known);
      return known;
    },
    used: () => [...decoded.keys()],
  };
}

/**
 * Decodes RLP.
 *
 * @param what - What the bytes should be, for the message.
 * @throws {Fault} with `code` when they are not RLP
 */
export function decodeRlp(
  bytes: Uint8Array,
  code: "NodeUnreadable" | "ReceiptUnreadable" | "HeaderUnreadable",
  what: string,
): Rlp {
  try {
    return RLP.decode(bytes);
  } catch {
    throw new Fault(code, `${what} is not in RLP`);
  }
}
