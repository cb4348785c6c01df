import { type Account, type Client, createClient, type Transport } from "viem";
import { getBlockNumber, getTransactionCount } from "viem/actions";
import { connectRegistry } from "../../../src/client/viem/index.ts";
import type { ChainPort } from "../../../src/gateway/anchor/index.ts";

/** How often a receipt is looked for (milliseconds). */
const pollingInterval = 20;

/**
 * Builds what an anchor needs of a chain from the viem client, as the gateway's account. A block is final once `depth` others are upon it.
 *
 * @param timeoutMs - How long it waits until a transaction is mined.
 */
export async function buildViemPort(parameters: {
  readonly transport: Transport;
  readonly registry: `0x${string}`;
  readonly account: Account;
  readonly depth?: number;
  readonly timeoutMs?: number;
}): Promise<ChainPort> {
  const { transport, registry: address, account, depth = 0, timeoutMs = 20_000 } = parameters;
  const registry = await connectRegistry({ transport, registry: address, account, pollingInterval });
  const node: Client = createClient({ transport, cacheTime: 0, pollingInterval });
  const gateway = account.address;
  const nonce = (blockTag: "pending" | "latest") => getTransactionCount(node, { address: gateway, blockTag });

  return {
    gateway: async () => (await registry.gatewayOf({ gateway })) ?? { entryCount: 0, nextBy: 0, retired: false },
    finalEntryCount: async () => {
      const final = (await getBlockNumber(node, { cacheTime: 0 })) - BigInt(depth);
      return final < 0n ? 0 : registry.entryCountOf({ gateway, blockNumber: final }).catch(() => 0);
    },
    isInFlight: async () => (await nonce("pending")) > (await nonce("latest")),
    logAccesses: (first, entries) => registry.logAccesses({ first, entries, timeoutMs }),
    heartbeat: (journal, nextBy) => registry.heartbeat({ journal, nextBy, timeoutMs }),
    retire: () => registry.retire({ gateway, timeoutMs }),
  };
}
