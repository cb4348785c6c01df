import { RLP } from "@ethereumjs/rlp";
import { bytesOf } from "../verify/hex.ts";
import { bytesOfQuantity } from "./encodeHeader.ts";
import { UnusableAnswerError } from "./errors.ts";
import { type Answer, readHex, readQuantity } from "./node.ts";

const method = "eth_getTransactionReceipt";

/**
 * Encodes a receipt as it stands in the block's trie: the type's byte unless it is 0, and the RLP of status, gas, bloom and logs.
 *
 * @param receipt - As `eth_getTransactionReceipt` tells it.
 * @throws {UnusableAnswerError} when it is no receipt, or one from before Byzantium, which has no status
 * @see EIP-658, EIP-2718
 */
export function encodeReceipt(receipt: Answer): Uint8Array {
  const { status, logs } = receipt;
  if (status === undefined || status === null) {
    throw new UnusableAnswerError(method, "a receipt holds no status, as those from before Byzantium");
  }
  if (!Array.isArray(logs)) throw new UnusableAnswerError(method, "a receipt holds no logs");
  const body = RLP.encode([
    bytesOfQuantity(readHex(method, status)),
    bytesOfQuantity(readHex(method, receipt.cumulativeGasUsed)),
    bytesOf(readHex(method, receipt.logsBloom)),
    logs.map((log: unknown) => encodeLog((log ?? {}) as Answer)),
  ]);
  // Nodes of old chains tell no type.
  const type = receipt.type === undefined || receipt.type === null ? 0 : readQuantity(method, receipt.type);
  return type === 0 ? body : Uint8Array.from([type, ...body]);
}

function encodeLog({ address, topics, data }: Answer): [Uint8Array, Uint8Array[], Uint8Array] {
  if (!Array.isArray(topics)) throw new UnusableAnswerError(method, "a log holds no topics");
  const words = topics.map((topic: unknown) => bytesOf(readHex(method, topic)));
  return [bytesOf(readHex(method, address)), words, bytesOf(readHex(method, data))];
}
