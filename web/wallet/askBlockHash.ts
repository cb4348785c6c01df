import { type Hex, numberToHex } from "viem";
import type { Provider } from "./provider.ts";

/**
 * Asks the node of a wallet for the hash of a block. It is the reader's own node, or of the maker of their wallet: what it says does not come from
 * the server whose proofs it judges. Throws what the wallet throws.
 *
 * @returns `undefined` where the node does not know the block
 */
export async function askBlockHash(provider: Provider, block: number): Promise<Hex | undefined> {
  const answer = await provider.request({ method: "eth_getBlockByNumber", params: [numberToHex(block), false] });
  return answer?.hash ?? undefined;
}
