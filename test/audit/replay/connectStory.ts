import { createPublicClient, getContract, http } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import type { World } from "../../indexer/world.ts";

/** Connects viem to the node of a story. */
export function connectStory({ chain, registry }: World) {
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  return { client, registry: getContract({ address: registry, abi: fiducialRegistryAbi, client }) };
}
