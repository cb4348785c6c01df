import { setTimeout as sleep } from "node:timers/promises";
import { getBlock } from "viem/actions";
import { now } from "../../src/cli/time.ts";
import type { Stage } from "./stage.ts";

/** The present by this machine's clock, but not after that of the block to come. */
export async function presentTime({ session }: Stage): Promise<number> {
  const { timestamp } = await getBlock(session.chain, { blockTag: "pending" });
  return Math.min(now(), Number(timestamp));
}

/** Waits until a moment is there for the chain too, and has a block made then: what is asked next is asked at that time. */
export async function waitUntil(stage: Stage, time: number): Promise<void> {
  while ((await presentTime(stage)) < time) await sleep(100);
  await stage.session.chain.request({ method: "evm_mine", params: [] } as never);
}

/** Waits until the present lies at least a second after a block, so that "before" and "after" it are told apart. */
export async function waitPast(stage: Stage, blockNumber: bigint): Promise<void> {
  const { timestamp } = await getBlock(stage.session.chain, { blockNumber });
  while ((await presentTime(stage)) <= Number(timestamp)) await sleep(100);
}

/** Puts the chain's clock forward to a moment, from which it goes on at this machine's pace. */
export async function putForward({ session }: Stage, time: number): Promise<void> {
  await session.chain.request({ method: "evm_setNextBlockTimestamp", params: [time] } as never);
  await session.chain.request({ method: "evm_mine", params: [] } as never);
}
