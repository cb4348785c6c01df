import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import Fiducial from "./modules/Fiducial.ts";

/** Where a registry lives: what every other part reads. */
export type Deployment = {
  readonly chainId: number;
  readonly registry: `0x${string}`;
  readonly accessManager: `0x${string}`;
  /** The block before which the registry has no event. */
  readonly startBlock: number;
};

/**
 * Deploys the registry, or goes on with a deployment that was cut off, and says where it is.
 *
 * @param connection - The chain to deploy to.
 * @param deploymentId - The folder under `deploy/deployments/` in which Ignition keeps its journal and the deployed addresses.
 */
export async function deployRegistry(connection: NetworkConnection, deploymentId: string): Promise<Deployment> {
  const { ethers, ignition } = connection;
  const { registry, accessManager } = await ignition.deploy(Fiducial, { deploymentId });
  const address = await registry.getAddress();
  const { chainId } = await ethers.provider.getNetwork();

  return {
    chainId: Number(chainId),
    registry: address as `0x${string}`,
    accessManager: (await accessManager.getAddress()) as `0x${string}`,
    startBlock: await findFirstBlock(connection, address),
  };
}

/** Compiles the contracts where that has not been done yet; not the Solidity tests, which take minutes by way of the IR. */
export async function build(hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
}

/** Finds the first block in which the contract has code, by halving. */
async function findFirstBlock({ ethers }: NetworkConnection, address: string): Promise<number> {
  let [low, high] = [0, await ethers.provider.getBlockNumber()];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await ethers.provider.getCode(address, middle)) === "0x") low = middle + 1;
    else high = middle;
  }
  return low;
}
