import hre from "hardhat";
import { deployWithoutJournal } from "../../deploy/deployment.ts";
import type { LocalChain } from "../../deploy/localChain.ts";
import type { NodeKind } from "./node.ts";

/** Starts a node and deploys the registry on it, as everybody does; its first account is the consortium. */
export async function startWithRegistry(kind: NodeKind, port?: number): Promise<LocalChain> {
  const { rpcUrl, close } = await kind.start(port);
  try {
    return { rpcUrl, ...(await deployWithoutJournal(hre, rpcUrl)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
