import { findFitting } from "./refusal.ts";

/** How many blocks to ask for at once, learnt from the answers. */
export type RangeSize = {
  readonly get: () => number;
  /** @param error - What the node refused so many blocks with. */
  readonly refused: (blocks: number, error?: unknown) => void;
  /** @param timeMs - How long the answer took; zero where nobody measures. */
  readonly answered: (blocks: number, logs: number, timeMs?: number) => void;
};

/**
 * Enough to be worth a question, and few enough for a node's limits on what it sends at once: a log is about 830 bytes. Answers of 4 MB instead of 2 cost
 * anvil half as much again, since it asks the system for the memory of each.
 */
const logsWanted = 2_000;
/** Above this an answer is too near to what nodes and proxies wait for. */
const timeWantedMs = 2_000;
const firstSize = 16;
const usualGrowth = 4;
const carefulGrowth = 1.1;

/**
 * Learns how many blocks to ask for: four times as many after each answer that held few logs and came soon; as many as held two thousand logs, or
 * came in two seconds, after one that did not; after a refusal what the node says would fit, else a half, and from then on a tenth more each
 * time, so that few questions are refused.
 *
 * @param maxSize - The most blocks to ask for.
 */
export function buildRangeSize(maxSize: number): RangeSize {
  let size = Math.min(firstSize, maxSize);
  let growth = usualGrowth;
  let limit = maxSize;
  return {
    get: () => Math.floor(size),
    refused(blocks, error) {
      const fitting = findFitting(error, blocks);
      if (fitting?.always) limit = fitting.blocks;
      size = Math.max(1, Math.min(size, fitting?.blocks ?? blocks / 2));
      growth = carefulGrowth;
    },
    answered(blocks, logs, timeMs = 0) {
      const byLogs = logs === 0 ? maxSize : (blocks * logsWanted) / logs;
      const byTime = timeMs <= timeWantedMs ? maxSize : (blocks * timeWantedMs) / timeMs;
      const grown = blocks >= Math.floor(size) ? size * growth : size;
      size = Math.max(1, Math.min(grown, byLogs, byTime, limit));
    },
  };
}
