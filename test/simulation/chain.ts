import type { Hex } from "viem";
import { addToBloom, emptyBloom } from "../../src/indexer/bloom.ts";
import type { Dice } from "../consent/dice.ts";
import { type Counts, drawEvent } from "./events.ts";
import { hashOf } from "./hashOf.ts";

/** A log as a node tells it. */
export type RawLog = {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: Hex;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
  readonly removed: boolean;
};

/** A block as a node tells it, and its logs. */
export type SimulatedBlock = {
  readonly number: number;
  readonly hash: Hex;
  readonly header: Readonly<Record<"number" | "hash" | "parentHash" | "timestamp" | "logsBloom", Hex>>;
  readonly logs: readonly RawLog[];
  /** As the registry stands after it. */
  readonly counts: Counts;
};

/** The blocks of a chain by number. */
export type Branch = readonly SimulatedBlock[];

export const registry: Hex = `0x${"ad".repeat(20)}`;
const other: Hex = `0x${"0e".repeat(20)}`;
export const startBlock = 3;
const firstTime = 1_700_000_000;

/** Begins a history: the blocks before the registry's. */
export function buildBeginning(dice: Dice): Branch {
  return extend([], dice, startBlock, () => 0);
}

/** Adds blocks: half of them without a log, others with so many that a block alone can be too much for a node. */
export function extend(branch: Branch, dice: Dice, blocks: number, drawSize = drawLogCount): Branch {
  const longer = [...branch];
  for (let i = 0; i < blocks; i += 1) longer.push(buildBlock(longer.at(-1), dice, drawSize(dice)));
  return longer;
}

function drawLogCount(dice: Dice): number {
  if (dice.isLucky(50)) return 0;
  return dice.isLucky(10) ? dice.roll(5, 12) : dice.roll(1, 3);
}

function buildBlock(parent: SimulatedBlock | undefined, dice: Dice, logCount: number): SimulatedBlock {
  const number = parent === undefined ? 0 : parent.number + 1;
  const hash = hashOf(`block ${dice.roll(0, 2 ** 40)} after ${parent?.hash}`);
  const counts: Counts = logCount === 0 && parent !== undefined ? parent.counts : new Map(parent?.counts);
  const bloom = emptyBloom();
  const logs = Array.from({ length: logCount }, (_, i): RawLog => {
    const event = drawEvent(dice, counts);
    return log(registry, event.topics, event.data, i);
  });
  // Other contracts speak too, now and then between the registry's logs.
  if (dice.isLucky(20)) logs.push(log(other, [hashOf(`topic ${dice.roll(0, 9)}`)], "0x", logCount));

  function log(address: Hex, topics: readonly Hex[], data: Hex, index: number): RawLog {
    for (const item of [address, ...topics]) addToBloom(bloom, item);
    return {
      ...{ address, topics, data, removed: false },
      ...{ blockNumber: quantity(number), blockHash: hash, logIndex: quantity(index) },
      transactionHash: hashOf(`transaction ${index >> 1} in ${hash}`),
    };
  }
  const header = {
    number: quantity(number),
    hash,
    parentHash: parent?.hash ?? hashOf("nothing"),
    timestamp: quantity(firstTime + 12 * number + dice.roll(0, 11)),
    logsBloom: `0x${Buffer.from(bloom).toString("hex")}` as const,
  };
  return { number, hash, header, logs, counts };
}

export function quantity(number: number): Hex {
  return `0x${number.toString(16)}`;
}
