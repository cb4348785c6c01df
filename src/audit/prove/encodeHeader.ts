import { RLP } from "@ethereumjs/rlp";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesOf, type Hex, hexOf } from "../verify/hex.ts";
import { UnprovableBlockError } from "./errors.ts";
import { type Answer, readHex } from "./node.ts";

const method = "eth_getBlockByNumber";

/** The fields that every header has. */
const FIELDS = [
  ...["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"],
  ...["difficulty", "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce"],
];

/** The fields that forks have added, in their order: London, Shanghai, Cancun (three), Prague. */
const ADDED = [
  ...["baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"],
];

/** Numbers are written without leading zeros, the others as they are. */
const NUMBERS = new Set([
  ...["difficulty", "number", "gasLimit", "gasUsed", "timestamp"],
  ...["baseFeePerGas", "blobGasUsed", "excessBlobGas"],
]);

/**
 * Encodes a block's header so that it hashes to the block's hash.
 *
 * Which fields a fork has added is found by hashing, since nodes also tell fields that a header of its time has not.
 *
 * @param block - As `eth_getBlockByNumber` tells it.
 * @throws {UnprovableBlockError} when no form of the header hashes to the block's hash
 * @throws {UnusableAnswerError} when a field is missing or no hex
 * @see EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685
 */
export function encodeHeader(block: Answer): Hex {
  const hash = readHex(method, block.hash);
  const always = FIELDS.map((name) => encodeField(block, name));
  const last = ADDED.findLastIndex((name) => block[name] !== undefined && block[name] !== null);
  for (let added = last + 1; added >= 0; added -= 1) {
    const names = ADDED.slice(0, added);
    if (names.some((name) => block[name] === undefined || block[name] === null)) continue;
    const header = RLP.encode([...always, ...names.map((name) => encodeField(block, name))]);
    if (hexOf(keccak_256(header)) === hash) return hexOf(header);
  }
  throw new UnprovableBlockError(Number(readHex(method, block.number)), "its header does not hash to its hash");
}

function encodeField(block: Answer, name: string): Uint8Array {
  const hex = readHex(method, block[name]);
  return NUMBERS.has(name) ? bytesOfQuantity(hex) : bytesOf(hex);
}

/** A number as RLP has it: no leading zeros, and no bytes for zero. */
export function bytesOfQuantity(hex: Hex): Uint8Array {
  const digits = hex.slice(2).replace(/^0+/, "");
  return bytesOf(digits.length % 2 === 0 ? `0x${digits}` : `0x0${digits}`);
}
