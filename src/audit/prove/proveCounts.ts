import type { GatewayCount, RecordCount } from "../verify/bundle.ts";
import { gatewaySlot, readAccount, readGatewayCount, readRecordCount, recordSlot } from "../verify/counts.ts";
import { bytesOf, type Hex } from "../verify/hex.ts";
import { openNodes } from "../verify/nodes.ts";
import { type Node, readHex } from "./node.ts";

/** Slots asked for in one request. */
const slotsAtOnce = 64;

/** What to count. */
export type Counted = {
  readonly registry: Hex;
  /** In ascending order. */
  readonly records: readonly Hex[];
  /** In ascending order. */
  readonly gateways: readonly Hex[];
};

/**
 * Proves how many accesses and entries the registry had counted after a block.
 *
 * @throws {StateUnavailableError} when the node no longer has the state after the block
 * @throws {Fault} when the node's proofs do not fit its header
 */
export async function proveCounts(
  node: Node,
  number: number,
  { registry, records, gateways }: Counted,
): Promise<{
  readonly records: readonly RecordCount[];
  readonly gateways: readonly GatewayCount[];
  readonly nodes: readonly Hex[];
}> {
  if (records.length + gateways.length === 0) return { records: [], gateways: [], nodes: [] };
  const slots = [...records.map(recordSlot), ...gateways.map(gatewaySlot)];
  const encoded = new Set<Hex>();
  for (let start = 0; start < slots.length; start += slotsAtOnce) {
    const { account, storage } = await node.getProof(registry, slots.slice(start, start + slotsAtOnce), number);
    for (const hex of [account, ...storage].flat()) encoded.add(hex);
  }
  const all = [...encoded];
  const nodes = openNodes(all);
  const { stateRoot } = await node.getBlock(number);
  const account = readAccount(nodes, bytesOf(readHex("eth_getBlockByNumber", stateRoot)), registry);
  return {
    records: records.map((record) => ({ record, count: readRecordCount(nodes, account, record).count })),
    gateways: gateways.map((gateway) => ({ gateway, count: readGatewayCount(nodes, account, gateway) })),
    nodes: nodes.used().flatMap((place) => all[place] ?? []),
  };
}
