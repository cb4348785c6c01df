import { keccak_256 } from "@noble/hashes/sha3.js";
import { Fault } from "./fault.ts";
import { bytesOf, type Hex, hexOf, numberOf } from "./hex.ts";
import { decodeRlp } from "./nodes.ts";

/** A block, as far as a proof needs it. */
export type Block = {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly time: number;
  readonly stateRoot: Uint8Array;
  readonly receiptsRoot: Uint8Array;
};

/** Which headers lead to trusted blocks, and which don't. */
export type Linked = {
  /** By number. */
  readonly blocks: ReadonlyMap<number, Block>;
  /** The same, by their place in the list of headers. */
  readonly places: readonly (Block | undefined)[];
  /** The trusted hashes of which there is no header. */
  readonly missing: readonly Hex[];
};

/**
 * Links headers to trusted blocks: a header is proven when its hash is trusted, or is the parent hash of a proven one. The others are not even
 * decoded.
 *
 * @param encoded - Headers in RLP.
 * @param trusted - Hashes of blocks.
 * @throws {Fault} when a header that hashes right is none, or trusted blocks are of different chains
 */
export function linkHeaders(encoded: readonly Hex[], trusted: readonly Hex[]): Linked {
  const places = new Map<Hex, number>();
  const bytes = encoded.map(bytesOf);
  bytes.forEach((header, place) => {
    places.set(hexOf(keccak_256(header)), place);
  });
  const linked: (Block | undefined)[] = encoded.map(() => undefined);
  const blocks = new Map<number, Block>();
  for (const start of trusted) {
    let child: Block | undefined;
    for (let hash = start; ; ) {
      const place = places.get(hash);
      const header = place === undefined ? undefined : bytes[place];
      if (place === undefined || header === undefined || linked[place] !== undefined) break;
      const block = decodeHeader(header, hash);
      if (blocks.has(block.number)) {
        throw new Fault(
          "TrustedBlocksDisagree",
          `there are two blocks ${block.number}: the trusted hashes are of two chains`,
        );
      }
      if (child !== undefined && child.number !== block.number + 1) {
        throw new Fault("HeaderUnreadable", `block ${child.number} names block ${block.number} as its parent`);
      }
      linked[place] = block;
      blocks.set(block.number, block);
      child = block;
      hash = block.parentHash;
    }
  }
  return { blocks, places: linked, missing: trusted.filter((hash) => !places.has(hash)) };
}

/**
 * Takes the fields that a proof needs out of a header. Every fork has added fields at the end only.
 *
 * @see Ethereum Yellow Paper, section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685
 */
function decodeHeader(encoded: Uint8Array, hash: Hex): Block {
  const header = decodeRlp(encoded, "HeaderUnreadable", "a header");
  if (header instanceof Uint8Array || header.length < 15) throw unreadable();
  const [parentHash, , , stateRoot, , receiptsRoot, , , number, , , time] = header;
  if (!isBytes(parentHash, 32) || !isBytes(stateRoot, 32) || !isBytes(receiptsRoot, 32)) throw unreadable();
  if (!isBytes(number) || number.length > 6 || !isBytes(time) || time.length > 6) throw unreadable();
  return {
    number: Number(numberOf(number)),
    hash,
    parentHash: hexOf(parentHash),
    time: Number(numberOf(time)),
    stateRoot,
    receiptsRoot,
  };
}

function isBytes(value: unknown, size?: number): value is Uint8Array {
  return value instanceof Uint8Array && (size === undefined || value.length === size);
}

function unreadable(): Fault {
  return new Fault("HeaderUnreadable", "what hashes to a trusted block is no header of a block");
}
