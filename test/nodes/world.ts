import { type Address, encodeFunctionData, type Hex, numberToHex } from "viem";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import type { Request } from "../../src/indexer/chain.ts";
import type { World } from "../indexer/world.ts";
import type { NodeKind } from "./node.ts";
import { startWithRegistry } from "./registry.ts";
import { requestTo } from "./requestTo.ts";

export { requestTo };

/** Starts a node with a registry, for the stories of `test/indexer/story.ts`. */
export async function startWorldOn(kind: NodeKind, port?: number): Promise<World> {
  const chain = await startWithRegistry(kind, port);
  const request = requestTo(chain.rpcUrl);
  const accounts = ((await request("eth_accounts", [])) as Address[]).map(
    (account) => account.toLowerCase() as Address,
  );
  // Not each node mines before it answers, nor refuses what will revert.
  const send: World["send"] = async (from, name, args) => {
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: name, args } as never);
    const call = { from, to: chain.registry, data, gas: numberToHex(8_000_000) };
    const hash = (await request("eth_sendTransaction", [call])) as Hex;
    if ((await getStatus(request, hash)) !== "0x1") throw new TypeError(`${name} was refused`);
  };
  return { chain, registry: chain.registry.toLowerCase() as Address, request, accounts, send };
}

/** Waits until a transaction is mined. */
async function getStatus(request: Request, hash: Hex): Promise<Hex> {
  for (;;) {
    const receipt = (await request("eth_getTransactionReceipt", [hash])) as { readonly status: Hex } | null;
    if (receipt !== null) return receipt.status;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
