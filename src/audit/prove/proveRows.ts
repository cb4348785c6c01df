import { RLP } from "@ethereumjs/rlp";
import type { Access } from "../../indexer/queries/access.ts";
import type { BundleRow } from "../verify/bundle.ts";
import { bytesOf, type Hex, hexOf } from "../verify/hex.ts";
import { openNodes } from "../verify/nodes.ts";
import { readLogs } from "../verify/receipts.ts";
import { buildTrie } from "./buildTrie.ts";
import { encodeReceipt } from "./encodeReceipt.ts";
import { AccessNotOnChainError, UnprovableBlockError } from "./errors.ts";
import { type Answer, type Node, readHex, readQuantity } from "./node.ts";

const method = "eth_getTransactionReceipt";

/**
 * Proves the accesses of one block: rebuilds its trie of receipts and keeps the nodes on the way to theirs.
 *
 * The rows say what the index says, and are not compared with their events here: that is the verifier's part.
 *
 * @param accesses - Of this block, in the order of its logs.
 * @throws {AccessNotOnChainError} when the block has no log at an access's place
 * @throws {UnprovableBlockError} when the receipts do not hash to the root in the header
 */
export async function proveRows(
  node: Node,
  block: Answer,
  accesses: readonly Access[],
): Promise<{ readonly rows: readonly BundleRow[]; readonly nodes: readonly Hex[] }> {
  const number = readQuantity("eth_getBlockByNumber", block.number);
  const receipts = await node.getReceipts(block, number);
  const trie = buildTrie(receipts.map((receipt, i) => [RLP.encode(i), encodeReceipt(receipt)]));
  const root = readHex("eth_getBlockByNumber", block.receiptsRoot);
  if (hexOf(trie.root) !== root) {
    throw new UnprovableBlockError(number, "its receipts do not hash to the root in its header");
  }
  const rows = accesses.map((access) => ({ ...stateFacts(access), ...findPlace(receipts, access) }));
  const encoded = trie.nodes.map(hexOf);
  const nodes = openNodes(encoded);
  for (const transaction of new Set(rows.map((row) => row.transaction))) readLogs(nodes, bytesOf(root), transaction);
  return { rows, nodes: nodes.used().flatMap((place) => encoded[place] ?? []) };
}

function stateFacts(access: Access): Omit<BundleRow, "block" | "transaction" | "log"> {
  const { place: _place, organization: _organization, gateway, entryNumber, ...facts } = access; // in no event
  return { ...facts, gateway: gateway ?? null, entryNumber: entryNumber ?? null };
}

function findPlace(
  receipts: readonly Answer[],
  { number, place }: Access,
): Pick<BundleRow, "block" | "transaction" | "log"> {
  const transaction = receipts.findIndex(({ transactionHash }) => transactionHash === place.txHash);
  const logs = receipts[transaction]?.logs;
  const log = Array.isArray(logs)
    ? logs.findIndex((item: unknown) => readQuantity(method, ((item ?? {}) as Answer).logIndex) === place.logIndex)
    : -1;
  if (log < 0) throw new AccessNotOnChainError(number, place.blockNumber);
  return { block: place.blockNumber, transaction, log };
}
