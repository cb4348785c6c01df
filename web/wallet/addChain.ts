import { type Hex, numberToHex } from "viem";
import type { Registry } from "../api/types.ts";
import type { Provider } from "./provider.ts";
import { problemOfWallet } from "./walletProblem.ts";

type AddedChain = {
  readonly chainId: Hex;
  readonly chainName: string;
  readonly nativeCurrency: { readonly name: string; readonly symbol: string; readonly decimals: number };
  readonly rpcUrls: string[];
};

/** What a wallet is told of the registry's chain; `undefined` where there is no node to tell it of. @see EIP-3085 */
export function describeChain({ chainId, chainName, rpcUrl }: Registry): AddedChain | undefined {
  if (rpcUrl === null) return undefined;
  return {
    chainId: numberToHex(chainId),
    chainName,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: [rpcUrl],
  };
}

/** Asks a wallet to go to the registry's chain, and to add it first where it does not know it. Throws what the wallet throws. */
export async function switchToRegistry(provider: Provider, registry: Registry): Promise<void> {
  const target = [{ chainId: numberToHex(registry.chainId) }] as const;
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [...target] });
  } catch (error) {
    const added = describeChain(registry);
    if (problemOfWallet(error) !== "unknownChain" || added === undefined) throw error;
    await provider.request({ method: "wallet_addEthereumChain", params: [added] });
    await provider.request({ method: "wallet_switchEthereumChain", params: [...target] }); // adding alone need not switch
  }
}
