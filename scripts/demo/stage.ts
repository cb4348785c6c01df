import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, type Address, createClient, http } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { getAddresses } from "viem/actions";
import { type LocalChain, startLocalChain } from "../../deploy/localChain.ts";
import { locateHome, makeHome, type Settings } from "../../src/cli/home.ts";
import { buildOutput } from "../../src/cli/output.ts";
import { connect, type Session, type Signer } from "../../src/cli/session.ts";
import { createVault } from "../../src/vault/vault.ts";

/** A chain node, a vault and an index of its own, in a folder that is removed afterwards. */
export type Stage = {
  readonly chain: LocalChain;
  readonly session: Session;
  /** An account that the node signs for, with ETH. */
  readonly openFunded: (index: number) => Promise<Signer>;
  /** An account with a key made just now, and no ETH. */
  readonly openFresh: () => Promise<Signer>;
  readonly close: () => Promise<void>;
};

/** Sets the stage, on a chain in this process where no other is given. What was set up is taken down again when it fails halfway. */
export async function setStage(startChain: () => Promise<LocalChain> = startLocalChain): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "fiducial-demo-"));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const chain = await startChain();
    undo.push(() => chain.close());
    const { rpcUrl, chainId, registry, startBlock } = chain;
    const settings: Settings = { rpcUrl, chainId, registry, startBlock };
    const home = locateHome(folder);
    await makeHome(home);
    const vault = await createVault({
      path: home.vault,
      secret: { keyFile: crypto.getRandomValues(new Uint8Array(32)) },
    });
    undo.push(() => vault.close());
    const nodeAccounts = await getAddresses(createClient({ transport: http(rpcUrl) }));
    const directory = { vault, stored: [], nodeAccounts };
    const output = buildOutput(true);
    const session = { output, home, settings, vault, directory, chain: await connect(settings) };
    const open = async (account: Account | Address): Promise<Signer> => {
      const address = typeof account === "string" ? account : account.address;
      return { ...(await connect(settings, account)), address };
    };
    return {
      chain,
      session,
      openFunded: (index) => open(nodeAccounts[index] as Address),
      openFresh: () => open(privateKeyToAccount(generatePrivateKey())),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
