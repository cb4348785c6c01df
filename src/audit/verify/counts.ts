import { RLP } from "@ethereumjs/rlp";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { Fault } from "./fault.ts";
import { bytesOf, type Hex, hexOf, numberOf } from "./hex.ts";
import { LAYOUT } from "./layout.ts";
import type { Nodes, Rlp } from "./nodes.ts";
import { findValue } from "./trie.ts";

/** A contract's account in the state. */
export type Account = { readonly storageRoot: Uint8Array; readonly codeHash: Hex };

/** keccak256 of no bytes: the code of an account without any. */
const NO_CODE = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";

/**
 * Reads the registry's account out of the state.
 *
 * @throws {Fault} `NoRegistry` when the state has no contract there; or when the proof has a gap
 */
export function readAccount(nodes: Nodes, stateRoot: Uint8Array, registry: Hex): Account {
  const encoded = findValue(nodes, stateRoot, keccak_256(bytesOf(registry)));
  if (encoded === undefined) throw new Fault("NoRegistry", "there is no account at the registry's address");
  const account = decode(encoded);
  if (account instanceof Uint8Array || account.length !== 4) throw unreadable();
  const [, , storageRoot, codeHash] = account;
  if (!(storageRoot instanceof Uint8Array) || !(codeHash instanceof Uint8Array)) throw unreadable();
  if (hexOf(codeHash) === NO_CODE) throw new Fault("NoRegistry", "there is no contract at the registry's address");
  return { storageRoot, codeHash: hexOf(codeHash) };
}

/** Names the slot that holds the count of a record's accesses. */
export function recordSlot(record: Hex): Hex {
  return slotOf(record, LAYOUT.recordsSlot);
}

/** Names the slot that holds the count of a gateway's entries. */
export function gatewaySlot(gateway: Hex): Hex {
  return slotOf(gateway, LAYOUT.entryCountsSlot);
}

/**
 * Reads the count of a record's accesses.
 *
 * @returns Whether the record is registered too: the slot of one that is not was never written.
 * @throws {Fault} when the proof has a gap
 */
export function readRecordCount(
  nodes: Nodes,
  account: Account,
  record: Hex,
): { readonly count: number; readonly registered: boolean } {
  const word = readSlot(nodes, account, recordSlot(record));
  return { count: takeCount(word, LAYOUT.accessCountBit), registered: word !== 0n };
}

/**
 * Reads the count of a gateway's entries; zero for one that never logged.
 *
 * @throws {Fault} when the proof has a gap
 */
export function readGatewayCount(nodes: Nodes, account: Account, gateway: Hex): number {
  return takeCount(readSlot(nodes, account, gatewaySlot(gateway)), LAYOUT.entryCountBit);
}

function readSlot(nodes: Nodes, account: Account, slot: Hex): bigint {
  const encoded = findValue(nodes, account.storageRoot, keccak_256(bytesOf(slot)));
  if (encoded === undefined) return 0n;
  const value = decode(encoded);
  if (!(value instanceof Uint8Array) || value.length > 32) throw unreadable();
  return numberOf(value);
}

/** A value of a mapping lies at keccak256(key . slot), both as words. */
function slotOf(key: Hex, slot: number): Hex {
  const words = new Uint8Array(64);
  const bytes = bytesOf(key);
  words.set(bytes, 32 - bytes.length);
  words[63] = slot; // a contract has far less than 256 of them
  return hexOf(keccak_256(words));
}

function takeCount(word: bigint, bit: number): number {
  return Number(BigInt.asUintN(LAYOUT.countBits, word >> BigInt(bit)));
}

function decode(encoded: Uint8Array): Rlp {
  try {
    return RLP.decode(encoded);
  } catch {
    throw unreadable();
  }
}

function unreadable(): Fault {
  return new Fault("NodeUnreadable", "a value of the state is not what it should be");
}
