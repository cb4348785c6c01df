import type { Address, Hex } from "viem";
import { addToBloom, emptyBloom, holdsAll, mayHold } from "./bloom.ts";
import type { AnyLog, Chain, Header, Log } from "./chain.ts";
import { InconsistentChainError } from "./errors.ts";
import { bytesOf } from "./hex.ts";

const blocksAtOnce = 8;

/**
 * Makes sure that a node left no log out, as far as headers tell: the filter of a block (`logsBloom`) holds the address and the topics of each of its
 * logs. Where what was told of the registry does not explain the whole filter, all logs of the block are asked for, and have to.
 *
 * What it can't tell: a log left out whose address and topics others of the block have too, and anything where a node tells no filter.
 *
 * @param headers - Of the blocks that the logs were asked for of.
 * @throws {InconsistentChainError} when a log was left out
 */
export async function requireWhole(
  chain: Chain,
  registry: Address,
  headers: Iterable<Header>,
  logs: readonly Log[],
): Promise<void> {
  const told = Map.groupBy(logs, ({ blockNumber }) => blockNumber);
  const doubtful = [...headers].filter(({ number, bloom }) => {
    if (bloom === undefined) return false;
    const filter = bytesOf(bloom);
    return mayHold(filter, registry) && !explains(registry, told.get(number) ?? [], filter);
  });
  for (let i = 0; i < doubtful.length; i += blocksAtOnce) {
    await Promise.all(
      doubtful.slice(i, i + blocksAtOnce).map(async ({ number, hash, bloom }) => {
        const whole = await chain.getLogsOfBlock(hash);
        const own = whole.filter(({ address }) => address === registry).length;
        if (
          bloom === undefined ||
          !holdsAll(bloomOf(whole), bytesOf(bloom)) ||
          own !== (told.get(number)?.length ?? 0)
        ) {
          throw new InconsistentChainError(`logs of block ${number} were left out`);
        }
      }),
    );
  }
}

/** Tells whether logs are all that a filter holds, and none is missing in between. */
function explains(registry: Hex, logs: readonly Log[], filter: Uint8Array): boolean {
  const topics = logs.map((log): AnyLog => ({ address: registry, topics: log.topics as readonly Hex[] }));
  return logs.every(({ logIndex }, i) => logIndex === i) && holdsAll(bloomOf(topics), filter);
}

function bloomOf(logs: readonly AnyLog[]): Uint8Array {
  const bloom = emptyBloom();
  for (const { address, topics } of logs) for (const item of [address, ...topics]) addToBloom(bloom, item);
  return bloom;
}
