import { type Account, createClient, defineChain, http } from "viem";
import { getBlock, getBlockNumber } from "viem/actions";
import { NodeUnreachableError, type RegistryConnection } from "../../client/viem/index.ts";
import { registryActions } from "../../client/viem/registryActions.ts";
import type { Settings } from "../home.ts";
import { connect } from "../session.ts";
import type { Settling } from "./chainWatch.ts";

/** How long the gateway waits for an answer of the node (milliseconds). */
const timeoutMs = 5_000;

const unnamed = {
  name: "the registry's chain",
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [] } },
} as const;

/** A connection of the gateway's own, and whether the node answered when it was made. */
export type GatewayChain = { readonly chain: RegistryConnection; readonly isUp: boolean };

/**
 * Connects as the gateway. Where no node answers it goes on: who breaks the glass must not wait for one.
 *
 * @throws {WrongChainError} {NoRegistryError} when a node answers and the registry of the settings is not there
 */
export async function openChain(settings: Settings, account: Account): Promise<GatewayChain> {
  const { rpcUrl, chainId, registry } = settings;
  let isUp = true;
  try {
    await connect(settings);
  } catch (error) {
    if (!(error instanceof NodeUnreachableError)) throw error;
    isUp = false;
  }
  const transport = http(rpcUrl, { timeout: timeoutMs, retryCount: 0 });
  const chain = defineChain({ ...unnamed, id: chainId });
  const client = createClient({ transport, chain, account, pollingInterval: 250 });
  return { chain: client.extend(registryActions(registry)), isUp };
}

/** Asks for the number of the newest settled block. */
export async function askSettledBlock(chain: RegistryConnection, settling: Settling): Promise<bigint> {
  if (settling === "finalized") return (await getBlock(chain, { blockTag: "finalized" })).number;
  const head = await getBlockNumber(chain, { cacheTime: 0 });
  if (settling === "latest") return head;
  const block = head - BigInt(settling.depth);
  return block < 0n ? 0n : block;
}
