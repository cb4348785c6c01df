import { fromRlp, type Hex, keccak256 } from "viem";

/** What a block's header says of itself, for people to look at. Whether it is trusted, the verifier finds. */
export type ShownHeader = {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly receiptsRoot: Hex;
  readonly stateRoot: Hex;
  /** Unix seconds. */
  readonly time: number;
};

/**
 * Reads a header in RLP.
 *
 * @returns `undefined` for what is none: a bundle is somebody else's file.
 * @see Ethereum Yellow Paper, section 4.4
 */
export function readHeader(encoded: Hex): ShownHeader | undefined {
  const fields = readList(encoded);
  const [parentHash, , , stateRoot, , receiptsRoot, , , number, , , time] = fields;
  if (!isWord(parentHash) || !isWord(stateRoot) || !isWord(receiptsRoot)) return undefined;
  if (!isInteger(number) || !isInteger(time)) return undefined;
  return {
    ...{ parentHash, stateRoot, receiptsRoot, hash: keccak256(encoded) },
    ...{ number: Number(number), time: Number(time) },
  };
}

function readList(encoded: Hex): readonly unknown[] {
  try {
    const list = fromRlp(encoded, "hex");
    return Array.isArray(list) ? list : [];
  } catch {
    return []; // no RLP: no header
  }
}

function isWord(value: unknown): value is Hex {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value);
}

function isInteger(value: unknown): value is Hex {
  return typeof value === "string" && /^0x[0-9a-f]{1,12}$/.test(value);
}
