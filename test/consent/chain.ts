import { network } from "hardhat";
import { type Address, createPublicClient, custom, getContract, type Hex, keccak256, toHex } from "viem";
import deployment from "../../deploy/modules/Fiducial.ts";
import { fiducialRegistryAbi } from "../../src/abi/fiducialRegistryAbi.ts";
import { groupAddress } from "../../src/consent/actors.ts";
import { jointAccount } from "../../src/consent/jointAccounts.ts";

/** Whom a random world is made of. */
export type Cast = {
  readonly admin: Address;
  readonly organizations: readonly Address[];
  readonly staff: readonly Address[];
  readonly controllers: readonly Address[];
  readonly outsiders: readonly Address[];
  /** Who decide together as one proxy, and their joint account. */
  readonly guardians: readonly Address[];
  readonly joint: Address;
  readonly groups: readonly Address[];
  readonly patients: readonly number[];
  readonly records: readonly Hex[];
};

/** A registry on a chain of its own, whose clock the test sets. */
export type Chain = Awaited<ReturnType<typeof startChain>>;

/** Starts an in-process chain with the registry deployed and nothing in it. */
export async function startChain() {
  const connection = await network.create();
  const { provider, ignition, ethers } = connection;
  const deployed = await ignition.deploy(deployment);
  const address = (await deployed.registry.getAddress()) as Address;
  const accounts = (await provider.request({ method: "eth_accounts" })) as Address[];
  const client = createPublicClient({ transport: custom(provider, { retryCount: 0 }) });
  const registry = getContract({ address, abi: fiducialRegistryAbi, client });
  let time = Number((await client.getBlock()).timestamp);
  const cast: Cast = {
    admin: accounts[0] as Address,
    organizations: accounts.slice(1, 4),
    staff: accounts.slice(4, 10),
    controllers: accounts.slice(10, 14),
    outsiders: accounts.slice(14, 17),
    guardians: accounts.slice(17, 19),
    joint: jointAccount(accounts.slice(17, 19)),
    groups: [1, 2, 3].map(groupAddress),
    patients: [1, 2, 3],
    records: ["a", "b", "c", "d", "e"].map((name) => keccak256(toHex(name))),
  };

  /** Sends a call in a block of the given time. @returns whether the contract took it */
  async function send(from: Address, data: Hex, at: number): Promise<boolean> {
    time = at;
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [at] });
    // Gas is given, so that a refused call is mined too instead of failing when its gas is estimated: the clock moves either way.
    const transaction = { from, to: address, data, gas: toHex(1_000_000) };
    const block = await client.getBlockNumber({ cacheTime: 0 });
    try {
      await provider.request({ method: "eth_sendTransaction", params: [transaction] });
      return true;
    } catch (error) {
      if ((await client.getBlockNumber({ cacheTime: 0 })) !== block + 1n) throw error;
      return false;
    }
  }

  async function sign(from: Address, data: { domain: object; types: object; message: object }): Promise<Hex> {
    const signer = await ethers.getSigner(from);
    return (await signer.signTypedData(
      data.domain,
      data.types as Record<string, { name: string; type: string }[]>,
      data.message,
    )) as Hex;
  }

  return {
    ...{ registry, client, cast, provider, send, sign },
    now: () => time,
    close: () => connection.close(),
  };
}
