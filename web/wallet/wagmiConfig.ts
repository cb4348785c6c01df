import { defineChain } from "viem";
import { createConfig, unstable_connector } from "wagmi";
import type { Registry } from "../api/types.ts";

/** Builds wagmi's configuration: wallets that announce themselves (EIP-6963) and no others, and no node but the wallet's own. */
export function buildWagmiConfig(registry: Registry) {
  const chain = defineChain({
    id: registry.chainId,
    name: registry.chainName,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [] } },
  });
  return createConfig({
    chains: [chain],
    connectors: [],
    multiInjectedProviderDiscovery: true,
    transports: { [chain.id]: unstable_connector({ type: "injected" }) },
  });
}
