import type { Address, Hex } from "viem";
import type { GatewayCount, RecordCount } from "../verify/bundle.ts";
import { Fault } from "../verify/fault.ts";
import { encodeHeader } from "./encodeHeader.ts";
import { UnprovableBlockError } from "./errors.ts";
import { openNode, type Request } from "./node.ts";
import { proveCounts } from "./proveCounts.ts";

/**
 * Reads how many accesses and entries the registry had counted after a block, by proofs against its header: the node's word alone is not taken.
 *
 * @param counted.block - Its number, and the hash that its header must have.
 * @throws {NodeUnavailableError} {UnusableAnswerError} when the node fails
 * @throws {StateUnavailableError} when it no longer has the state after the block
 * @throws {UnprovableBlockError} when header or proofs do not fit the hash
 */
export async function readCounts(counted: {
  readonly request: Request;
  readonly registry: Address;
  readonly block: { readonly number: number; readonly hash: Hex };
  readonly records: readonly Hex[];
  readonly gateways: readonly Address[];
}): Promise<{ readonly records: readonly RecordCount[]; readonly gateways: readonly GatewayCount[] }> {
  const { request, block, records, gateways } = counted;
  const node = openNode(request);
  const header = await node.getBlock(block.number);
  encodeHeader(header); // throws where it does not hash to its hash
  if (header.hash !== block.hash) throw new UnprovableBlockError(block.number, "its hash is another now");
  const registry = lowerCase(counted.registry);
  try {
    const proven = await proveCounts({ ...node, getBlock: async () => header }, block.number, {
      ...{ registry, records: records.map(lowerCase), gateways: gateways.map(lowerCase) },
    });
    return { records: proven.records, gateways: proven.gateways };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new UnprovableBlockError(block.number, error.message);
  }
}

function lowerCase(hex: Hex): Hex {
  return hex.toLowerCase() as Hex; // the same digits
}
