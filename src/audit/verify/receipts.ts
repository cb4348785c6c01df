import { RLP } from "@ethereumjs/rlp";
import { Fault } from "./fault.ts";
import { decodeRlp, type Nodes, type Rlp } from "./nodes.ts";
import { findValue } from "./trie.ts";

/** A log in a receipt. */
export type ReceiptLog = {
  readonly address: Uint8Array;
  readonly topics: readonly Uint8Array[];
  readonly data: Uint8Array;
};

/** Access lists, fees, blobs, codes: EIP-2930, EIP-1559, EIP-4844, EIP-7702. Below 192 and none of these is a type of tomorrow or of another chain. */
const TYPES = [1, 2, 3, 4];

/**
 * Finds a transaction's receipt under the root of a block's receipts and reads its logs.
 *
 * @throws {Fault} when it is not there, its proof has a gap, or it is of a kind that this verifier does not read
 */
export function readLogs(nodes: Nodes, receiptsRoot: Uint8Array, transaction: number): readonly ReceiptLog[] {
  const receipt = findValue(nodes, receiptsRoot, RLP.encode(transaction));
  if (receipt === undefined) throw new Fault("ReceiptMissing", `the block has no transaction ${transaction}`);
  return decodeReceipt(receipt);
}

/**
 * Reads the logs of a receipt.
 *
 * @param encoded - The type's byte, where there is one, and the RLP of status, gas, bloom and logs.
 * @throws {Fault} `ReceiptUnreadable`
 * @see EIP-658, EIP-2718
 */
export function decodeReceipt(encoded: Uint8Array): readonly ReceiptLog[] {
  const type = encoded[0] ?? 0;
  const isLegacy = type >= 0xc0;
  if (!isLegacy && !TYPES.includes(type)) throw unreadable(`is of type ${type}, which this verifier does not read`);
  const body = decodeRlp(isLegacy ? encoded : encoded.subarray(1), "ReceiptUnreadable", "the receipt");
  if (body instanceof Uint8Array || body.length !== 4) throw unreadable("is none");
  const [status, , , logs] = body;
  if (!(status instanceof Uint8Array) || logs === undefined || logs instanceof Uint8Array) throw unreadable("is none");
  if (status.length === 32) throw unreadable("is from before Byzantium and holds no status");
  if (status.length !== 1 || status[0] !== 1) {
    if (status.length === 0 && logs.length === 0) return [];
    throw unreadable("has no status of a transaction that went through");
  }
  return logs.map(readLog);
}

function readLog(log: Rlp): ReceiptLog {
  if (log instanceof Uint8Array || log.length !== 3) throw unreadable("holds what is no log");
  const [address, topics, data] = log;
  if (!(address instanceof Uint8Array) || address.length !== 20) throw unreadable("holds what is no log");
  if (topics === undefined || topics instanceof Uint8Array || !(data instanceof Uint8Array)) {
    throw unreadable("holds what is no log");
  }
  const words = topics.filter((topic): topic is Uint8Array => topic instanceof Uint8Array && topic.length === 32);
  if (words.length !== topics.length) throw unreadable("holds what is no log");
  return { address, topics: words, data };
}

function unreadable(what: string): Fault {
  return new Fault("ReceiptUnreadable", `the receipt ${what}`);
}
