import { artifacts } from "hardhat";
import {
  type Account,
  type Address,
  createClient,
  getAddress,
  type Hex,
  http,
  publicActions,
  walletActions,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { connectRegistry, type RegistryConnection } from "../../src/client/viem/index.ts";
import { hardhatNode } from "../nodes/hardhatNode.ts";
import type { NodeKind } from "../nodes/node.ts";
import { startWithRegistry } from "../nodes/registry.ts";

/** The one that everybody knows. */
export const mnemonic = "test test test test test test test test test test test junk";

/** Accounts that the node funds and also holds the keys of. */
export const consortium = mnemonicToAccount(mnemonic, { addressIndex: 0 });
export const hospital = mnemonicToAccount(mnemonic, { addressIndex: 1 });
export const clinic = mnemonicToAccount(mnemonic, { addressIndex: 2 });
export const radiologist = mnemonicToAccount(mnemonic, { addressIndex: 3 });
export const gateway = mnemonicToAccount(mnemonic, { addressIndex: 4 });
export const relayer = mnemonicToAccount(mnemonic, { addressIndex: 5 });
export const stranger = mnemonicToAccount(mnemonic, { addressIndex: 6 });

/** Signs, and never had any ether. */
export const patient = mnemonicToAccount(mnemonic, { addressIndex: 1_000 });

/** A node behind a real JSON-RPC server, with a registry whose consortium is `consortium`. */
export type Chain = Awaited<ReturnType<typeof startChain>>;

/** How often a receipt is looked for (milliseconds). Not each node mines before it answers. */
export const pollingInterval = 20;

/** Starts a node of its own; `close` ends it. */
export async function startChain(kind: NodeKind = hardhatNode) {
  const { rpcUrl: url, registry, close } = await startWithRegistry(kind);
  const node = createClient({ account: consortium, transport: http(url), cacheTime: 0, pollingInterval })
    .extend(publicActions)
    .extend(walletActions);

  const deploy = async (contract: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await artifacts.readArtifact(contract);
    const hash = await node.deployContract({ abi, bytecode: bytecode as Hex, args, chain: null });
    const { contractAddress } = await node.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new TypeError(`${contract} was not deployed`);
    return getAddress(contractAddress);
  };
  const deployRegistry = async (): Promise<Address> =>
    deploy("FiducialRegistry", [await deploy("AccessManager", [consortium.address])]);

  return {
    url,
    registry,
    node,
    deploy,
    deployRegistry,
    connect: (account?: Account | Address): Promise<RegistryConnection> =>
      connectRegistry({ transport: http(url), registry, account, pollingInterval }),
    /** Lets so many seconds pass before the next block; without it two blocks may be of the same second. */
    pass: (seconds: number): Promise<unknown> =>
      node.request({ method: "evm_increaseTime", params: [seconds] } as never),
    /** Mines an empty block of that time (unix seconds). */
    warp: async (time: number): Promise<void> => {
      await node.request({ method: "evm_setNextBlockTimestamp", params: [time] } as never);
      await node.request({ method: "evm_mine", params: [] } as never);
    },
    /** The time of the latest block (unix seconds). */
    now: async (): Promise<number> => Number((await node.getBlock()).timestamp),
    close,
  };
}

/** A commitment or digest for tests, told from others by a number. */
export function word(number: number): Hex {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

/** Runs what should fail, and gives back what it failed with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return undefined;
}
