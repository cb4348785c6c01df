import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { RegistryGoneError } from "./errors.ts";
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
 * @throws {RegistryGoneError} when the journal is of another chain with the same id, as a development chain that was started anew
 */
export async function deployRegistry(connection: NetworkConnection, deploymentId: string): Promise<Deployment> {
  const { ethers, ignition } = connection;
  const { registry, accessManager } = await ignition.deploy(Fiducial, { deploymentId });
  const address = await registry.getAddress();
  // Ignition believes its journal, and asks the chain only for what is not finished.
  if ((await ethers.provider.getCode(address)) === "0x") {
    throw new RegistryGoneError(`deploy/deployments/${deploymentId}`);
  }
  const { chainId } = await ethers.provider.getNetwork();

  return {
    chainId: Number(chainId),
    registry: address as `0x${string}`,
    accessManager: (await accessManager.getAddress()) as `0x${string}`,
    startBlock: await readFirstBlock(deploymentId, address),
  };
}

/**
 * Deploys the registry on a development chain that may be gone tomorrow, and keeps no journal of it.
 *
 * Ignition takes a deployment up again by the name of its journal, and each development chain starts from nothing under the same chain id.
 *
 * @param rpcUrl - The address of the node, which holds the keys of its accounts.
 */
export async function deployWithoutJournal(hre: HardhatRuntimeEnvironment, rpcUrl: string): Promise<Deployment> {
  const deploymentId = `local-${randomUUID()}`;
  try {
    const connection = await hre.network.create({ network: "localhost", override: { url: rpcUrl } });
    return await deployRegistry(connection, deploymentId);
  } finally {
    await rm(join(hre.config.paths.ignition, "deployments", deploymentId), { recursive: true, force: true });
  }
}

/** Compiles the contracts where that has not been done yet; not the Solidity tests, which take minutes by way of the IR. */
export async function build(hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
}

type JournalEntry = {
  readonly type: string;
  readonly receipt?: { readonly contractAddress?: string; readonly blockNumber: number };
};

/** Reads from Ignition's journal which block took the contract in. The chain can't be asked: most nodes keep no state of old blocks. */
async function readFirstBlock(deploymentId: string, address: string): Promise<number> {
  const journal = await readFile(new URL(`deployments/${deploymentId}/journal.jsonl`, import.meta.url), "utf8");
  const entries = journal.split("\n").flatMap((line): JournalEntry[] => (line === "" ? [] : [JSON.parse(line)]));
  const taken = entries.findLast(
    ({ type, receipt }) => type === "TRANSACTION_CONFIRM" && receipt?.contractAddress === address,
  );
  return taken?.receipt?.blockNumber ?? 0; // the registry has no event before the first block of all
}
