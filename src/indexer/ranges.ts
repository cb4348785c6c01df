import type { Address, Hex } from "viem";
import type { Block, Chain, Header, Log } from "./chain.ts";
import { ChainUnavailableError, InconsistentChainError } from "./errors.ts";
import { requireWhole } from "./leftOut.ts";
import type { RangeSize } from "./rangeSize.ts";

/** Consecutive blocks and the registry's logs in them, found to fit together. */
export type Range = {
  readonly from: number;
  /** The hash of the block before the first. */
  readonly parentHash: Hex;
  /** The last block. */
  readonly end: Block;
  readonly logs: readonly Log[];
  /** The blocks that hold logs, in order. */
  readonly blocks: ReadonlyMap<number, Block>;
};

/** What to read, and how far to trust it. */
export type RangeSource = {
  readonly chain: Chain;
  readonly registry: Address;
  /** The last block that can't change any more. Above it every header is checked against its parent. */
  readonly settled: number;
  readonly size: RangeSize;
  /** A clock (milliseconds) to measure the answers with, if they are to be. */
  readonly now?: (() => number) | undefined;
};

/** What Hardhat's node says is the parent of a block that it made as one of many (`hardhat_mine`). */
const noHash = `0x${"0".repeat(64)}`;

const readAhead = 4;
const headersAtOnce = 8;
/**
 * Reads the blocks after `after` up to `head`, a few ranges ahead of the one that is handed over.
 *
 * @throws {ChainUnavailableError} when the node does not even answer for one block
 * @throws {InconsistentChainError} when blocks and logs do not fit together
 * @throws {MalformedAnswerError} when an answer is none
 */
export async function* readRanges(source: RangeSource, after: number, head: number): AsyncGenerator<Range> {
  const underway: Promise<Range>[] = [];
  let next = after + 1;
  for (;;) {
    while (underway.length < readAhead && next <= head) {
      const last = next <= source.settled ? Math.min(source.settled, head) : head;
      const to = Math.min(next + source.size.get() - 1, last);
      const range = readRange(source, next, to);
      range.catch(() => undefined); // it is heard when its turn comes
      underway.push(range);
      next = to + 1;
    }
    const range = await underway.shift();
    if (range === undefined) return;
    yield range;
  }
}

/**
 * Reads the blocks `from` to `to` and checks that they are of one chain: each log's block hash is that of the header, neighbouring headers name each
 * other, and the last block was the same before and after the logs were read.
 */
async function readRange(source: RangeSource, from: number, to: number): Promise<Range> {
  const end = await getHeader(source.chain, to);
  const logs = await readLogs(source, from, to);
  const wanted =
    to > source.settled
      ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
      : [from, ...logs.map((log) => log.blockNumber)];
  const numbers = [...new Set([...wanted, to])];
  const headers = new Map<number, Header>();
  for (let i = 0; i < numbers.length; i += headersAtOnce) {
    const some = numbers.slice(i, i + headersAtOnce);
    for (const header of await Promise.all(some.map((number) => getHeader(source.chain, number)))) {
      headers.set(header.number, header);
    }
  }

  const first = headers.get(from);
  if (first === undefined || headers.get(to)?.hash !== end.hash)
    throw new InconsistentChainError("a block was replaced");
  for (const header of headers.values()) {
    const parent = headers.get(header.number - 1);
    if (parent !== undefined && header.parentHash !== noHash && header.parentHash !== parent.hash) {
      throw new InconsistentChainError(`block ${header.number} does not follow the block before it`);
    }
  }
  const blocks = new Map<number, Block>();
  for (const { blockNumber, blockHash } of logs) {
    const header = headers.get(blockNumber);
    if (header?.hash !== blockHash) {
      throw new InconsistentChainError(`a log is of another block ${blockNumber} than the chain's`);
    }
    if (!blocks.has(blockNumber)) blocks.set(blockNumber, header);
  }
  if (to > source.settled) await requireWhole(source.chain, source.registry, headers.values(), logs);
  const parentHash = first.parentHash === noHash ? (await getHeader(source.chain, from - 1)).hash : first.parentHash;
  const { number, hash, time } = end;
  return { from, parentHash, end: { number, hash, time }, logs, blocks };
}

/** Reads logs; where the node refuses, for whatever reason, fewer blocks at once, down to one. */
async function readLogs(source: RangeSource, from: number, to: number): Promise<readonly Log[]> {
  const { chain, registry, size, now = () => 0 } = source;
  const pieces: (readonly Log[])[] = [];
  let next = from;
  while (next <= to) {
    const last = Math.min(next + size.get() - 1, to);
    const blocks = last - next + 1;
    const asked = now();
    try {
      const logs = await chain.getLogs(registry, next, last);
      size.answered(blocks, logs.length, now() - asked);
      pieces.push(logs);
      next = last + 1;
    } catch (error) {
      if (!(error instanceof ChainUnavailableError) || blocks === 1) throw error;
      size.refused(blocks, error);
    }
  }
  return pieces.flat();
}

async function getHeader(chain: Chain, number: number): Promise<Header> {
  const header = await chain.findHeader(number);
  if (header === undefined) throw new InconsistentChainError(`block ${number} is not there any more`);
  return header;
}
