import { type Address, encodeFunctionData, type PublicClient, pad } from "viem";
import { fiducialRegistryAbi as abi } from "../../../src/abi/fiducialRegistryAbi.ts";
import type { PlacedEvent } from "../../../src/audit/replay/index.ts";
import { decodeRegistryLog } from "../../../src/client/viem/decodeRegistryLog.ts";
import { ACTOR_KINDS, ROLES } from "../../../src/consent/actors.ts";
import { NO_END } from "../../../src/consent/typedData.ts";
import { type Chain, startChain } from "../../consent/chain.ts";
import { buildDice } from "../../consent/dice.ts";
import { type Asked, buildEntries } from "../../consent/randomEntry.ts";
import { makeWorld } from "../../consent/randomWorld.ts";
import { readWorld } from "../../consent/readWorld.ts";

const SET_UP = 30;
const ENTRIES_AT_ONCE = 8;

/** A chain whose events can be read. */
type Readable = { readonly client: PublicClient; readonly registry: { readonly address: Address } };

/**
 * Lives a random world of consent on a chain of its own, in which gateways log accesses all along, at times long gone or just gone, and many more at
 * its end.
 */
export async function startRandomStory(seed: number, batchesAtTheEnd: number): Promise<Chain> {
  const chain = await startChain();
  const dice = buildDice(seed);
  const { organizations, guardians, records, patients, staff, outsiders, controllers } = chain.cast;
  const accounts = (await chain.provider.request({ method: "eth_accounts" })) as Address[];
  const gateways = [...guardians, accounts[19] as Address]; // one for each organization; guardians only sign otherwise
  let sent = 0;

  async function admitGateways(): Promise<void> {
    for (const [index, organization] of organizations.entries()) {
      const args = [gateways[index] as Address, ACTOR_KINDS.indexOf("device"), ROLES.gateway, 0, NO_END] as const;
      await chain.send(organization, encodeFunctionData({ abi, functionName: "admit", args }), chain.now() + 1);
    }
  }

  /** Logs what is of one custodian's records and not in the future. A gateway that was suspended meanwhile is refused. */
  async function log(entries: readonly Asked[]): Promise<void> {
    const index = dice.roll(0, organizations.length - 1);
    const gateway = gateways[index] as Address;
    const own = records.filter((_, i) => patients[i % patients.length] === index + 1);
    const timely = entries.filter(
      ({ record, what }) => own.includes(record) && Number((what >> 160n) & (2n ** 40n - 1n)) <= chain.now(),
    );
    if (timely.length === 0) return;
    const first = (await chain.registry.read.entryCountOf([gateway])) + 1;
    const data = encodeFunctionData({
      abi,
      functionName: "logAccesses",
      args: [first, timely.slice(0, ENTRIES_AT_ONCE)],
    });
    await chain.send(gateway, data, chain.now() + 1);
  }

  function anyEntry(): Asked {
    const accessor = dice.pick([...staff, ...staff, ...controllers, ...outsiders, chain.cast.joint]);
    const basis = dice.pick([1, 2, 2, 3, 3, 3, 4]);
    const claim = basis | (dice.roll(0, 2) << 4) | (dice.roll(0, 1) << 6);
    const detail = basis === 4 ? 1 : dice.roll(0, 3);
    const time = chain.now() - dice.pick([0, 1, 2, 5, 20, 100]);
    const small = [
      [time, 160n],
      [dice.pick([53, 56, 57, 2]), 200n],
      [claim, 216n],
      [detail, 224n],
    ] as const;
    const what = small.reduce((word, [value, offset]) => word | (BigInt(value) << offset), BigInt(accessor));
    return { record: dice.pick(records), part: pad("0x0", { size: 32 }), what };
  }

  const send: Chain["send"] = async (from, data, at) => {
    const taken = await chain.send(from, data, at);
    sent += 1;
    if (sent === SET_UP) await admitGateways();
    if (sent > SET_UP && dice.isLucky(40)) await log(Array.from({ length: 12 }, anyEntry));
    return taken;
  };
  const { times } = await makeWorld({ ...chain, send }, dice);
  const anyAimed = buildEntries(chain.cast, await readWorld(chain), times, dice);
  for (let batch = 0; batch < batchesAtTheEnd; batch += 1) await log(Array.from({ length: 40 }, anyAimed));
  return chain;
}

/** Reads every event of a chain's registry. */
export async function readPlacedEvents({ client, registry }: Readable): Promise<PlacedEvent[]> {
  const logs = await client.getLogs({ address: registry.address, fromBlock: 0n });
  const times = new Map<bigint, number>();
  for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
    times.set(blockNumber, Number((await client.getBlock({ blockNumber })).timestamp));
  }
  return logs.map((log) => {
    const { blockNumber, transactionHash: txHash, logIndex } = log;
    const blockTime = times.get(blockNumber) ?? 0;
    return { ...decodeRegistryLog(log), place: { blockNumber: Number(blockNumber), blockTime, txHash, logIndex } };
  });
}

/** Reads the time of every block, by number. */
export async function readTimes({ client }: Chain): Promise<readonly number[]> {
  const head = Number(await client.getBlockNumber());
  const times: number[] = [];
  for (let number = 0; number <= head; number += 1) {
    times.push(Number((await client.getBlock({ blockNumber: BigInt(number) })).timestamp));
  }
  return times;
}
