import type { Address } from "viem";
import { getTransactionCount } from "viem/actions";
import type { RegistryConnection } from "../../client/viem/index.ts";
import type { ChainPort } from "../../gateway/index.ts";

/**
 * Builds what the anchor does with the chain.
 *
 * @param chain - Signs and sends as the gateway.
 * @param settledBlock - The number of the newest settled block, as it is now.
 */
export function buildChainPort(
  chain: RegistryConnection,
  gateway: Address,
  settledBlock: () => Promise<bigint>,
): ChainPort {
  return {
    gateway: async () => (await chain.gatewayOf({ gateway })) ?? { entryCount: 0, nextBy: 0, retired: false },
    finalEntryCount: async () => chain.entryCountOf({ gateway, blockNumber: await settledBlock() }),
    isInFlight: async () => {
      const [pending, mined] = await Promise.all([
        getTransactionCount(chain, { address: gateway, blockTag: "pending" }),
        getTransactionCount(chain, { address: gateway, blockTag: "latest" }),
      ]);
      return pending > mined;
    },
    logAccesses: (first, entries) => chain.logAccesses({ first, entries }),
    heartbeat: (journal, nextBy) => chain.heartbeat({ journal, nextBy }),
    retire: () => chain.retire({ gateway }),
  };
}
