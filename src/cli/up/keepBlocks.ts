import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, http } from "viem";
import { getBlock } from "viem/actions";
import { now } from "../time.ts";

/** The oldest that the last block gets (seconds): half of what the API and the pages take for an answer that may be old. */
const OLDEST = 300;

/** Has a block made where none was for long, so that an answer's age says how far the index is behind, and not that nobody did anything. */
export async function keepBlocks(rpcUrl: string, signal: AbortSignal): Promise<void> {
  const client: Client = createClient({ transport: http(rpcUrl) });
  while (!signal.aborted) {
    await sleep(30_000, undefined, { signal }).catch(() => undefined); // ended early
    if (signal.aborted) return;
    const { timestamp } = await getBlock(client);
    if (now() - Number(timestamp) > OLDEST) await client.request({ method: "evm_mine", params: [] } as never);
  }
}
