import type { Hex } from "viem";
import type { PlacedEvent } from "../../audit/replay/index.ts";
import { decodeRegistryLog } from "../../client/viem/decodeRegistryLog.ts";
import type { Block, Chain } from "../../indexer/chain.ts";
import { InconsistentChainError } from "../../indexer/errors.ts";
import { buildRangeSize } from "../../indexer/rangeSize.ts";
import { readRanges } from "../../indexer/ranges.ts";
import type { Settings } from "../home.ts";

/** Above this many blocks below the head every header is checked against its parent. */
const FINALITY = 64;
const BLOCKS_AT_ONCE = 100_000;

/**
 * Reads every event of the registry from the chain, up to a block. Each log is in a block whose header has its hash, and the blocks follow each other up to
 * the last.
 *
 * @param onProgress - Is told the block reached and the events so far.
 * @throws {ChainUnavailableError} {MalformedAnswerError} {InconsistentChainError} when the node fails
 */
export async function readEvents(
  chain: Chain,
  { registry, startBlock }: Pick<Settings, "registry" | "startBlock">,
  last: Block,
  onProgress: (block: number, events: number) => void,
): Promise<readonly PlacedEvent[]> {
  const events: PlacedEvent[] = [];
  const source = {
    ...{ chain, registry: registry.toLowerCase() as typeof registry, settled: last.number - FINALITY },
    ...{ size: buildRangeSize(BLOCKS_AT_ONCE), now: () => performance.now() },
  };
  let reached: string | undefined;
  for await (const { logs, blocks, parentHash, end } of readRanges(source, Math.max(startBlock - 1, 0), last.number)) {
    if (reached !== undefined && parentHash !== reached) throw new InconsistentChainError("the chain moved meanwhile");
    reached = end.hash;
    for (const log of logs) {
      const { blockNumber, txHash, logIndex } = log;
      const blockTime = blocks.get(blockNumber)?.time;
      if (blockTime === undefined) throw new InconsistentChainError(`block ${blockNumber} has logs and no header`);
      const [first, ...topics] = log.topics as readonly Hex[]; // the chain gives hex only
      const data = log.data as Hex;
      const decoded = decodeRegistryLog({ topics: first === undefined ? [] : [first, ...topics], data });
      events.push({ ...decoded, place: { blockNumber, blockTime, txHash: txHash as Hex, logIndex } });
    }
    onProgress(end.number, events.length);
  }
  if (reached !== undefined && reached !== last.hash) throw new InconsistentChainError("the chain moved meanwhile");
  return events;
}
