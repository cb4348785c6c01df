import {
  type Address,
  createClient,
  type Hex,
  hexToBigInt,
  hexToNumber,
  http,
  slice,
  toEventSelector,
  zeroHash,
} from "viem";
import { fiducialRegistryAbi } from "../../../abi/fiducialRegistryAbi.ts";
import { NodeUnreachableError, NoRegistryError, WrongChainError } from "../../../client/viem/index.ts";
import { decodeVerdict } from "../../../consent/accessWord.ts";
import type { Basis } from "../../../consent/bases.ts";
import { type Block, buildChain, type Log, type Request } from "../../../indexer/chain.ts";
import { ChainUnavailableError, InconsistentChainError, MalformedAnswerError } from "../../../indexer/errors.ts";
import { buildRangeSize } from "../../../indexer/rangeSize.ts";
import { readRanges } from "../../../indexer/ranges.ts";
import type { Settings } from "../../home.ts";
import { connect } from "../../session.ts";
import { type Content, digestContent } from "./content.ts";

/** An entry as the chain has it. */
export type ChainEntry = {
  readonly number: number;
  readonly content: Content;
  /** When it was logged (unix seconds). */
  readonly loggedAt: number;
  /** What the contract judged. */
  readonly basis: Basis;
};

/** What a heartbeat says of the gateway's journal, and how many entries the chain had then. */
export type Heartbeat = { readonly journal: Hex; readonly entryCount: number };

/** What the chain says of a gateway, as of a block. */
export type ChainBook = {
  readonly block: Block;
  /** How many entries the contract counts. */
  readonly entryCount: number;
  readonly isRetired: boolean;
  /** In the order of the chain. */
  readonly entries: readonly ChainEntry[];
  /** Its heartbeats that say something, in the order of the chain. */
  readonly heartbeats: readonly Heartbeat[];
};

/** Above this many blocks below the head every header is checked against its parent. */
const FINALITY = 64;
const BLOCKS_AT_ONCE = 100_000;

const AWAY = [
  ...[NodeUnreachableError, WrongChainError, NoRegistryError],
  ...[ChainUnavailableError, MalformedAnswerError, InconsistentChainError],
] as const;

const [ACCESSED, HEARTBEAT] = (["Accessed", "Heartbeat"] as const).map((wanted) => {
  const event = fiducialRegistryAbi.find((item) => item.type === "event" && item.name === wanted);
  return event?.type === "event" ? toEventSelector(event) : zeroHash;
});

/**
 * Reads what the chain has of a gateway, up to its head: every entry and heartbeat, and the contract's own count at that block.
 *
 * @throws {NodeUnreachableError} {WrongChainError} {NoRegistryError} when there is no registry to ask
 * @throws {ChainUnavailableError} {MalformedAnswerError} {InconsistentChainError} when the node fails
 */
export async function readChainBook(
  settings: Settings,
  gateway: Address,
  onProgress: (block: number, head: number) => void,
): Promise<ChainBook> {
  const registry = await connect(settings);
  const { request: ask } = createClient({ transport: http(settings.rpcUrl) });
  const request: Request = (method, params) => ask({ method, params } as never);
  const chain = buildChain(request);
  const head = await chain.getHead();
  const state = await registry.gatewayOf({ gateway, blockNumber: BigInt(head.number) });

  const entries: ChainEntry[] = [];
  const heartbeats: Heartbeat[] = [];
  const source = {
    ...{ chain, registry: settings.registry.toLowerCase() as Address, settled: head.number - FINALITY },
    ...{ size: buildRangeSize(BLOCKS_AT_ONCE), now: () => performance.now() },
  };
  const account = gateway.slice(2).toLowerCase();
  for await (const { logs, blocks, end } of readRanges(source, Math.max(settings.startBlock - 1, 0), head.number)) {
    for (const log of logs) {
      const loggedAt = blocks.get(log.blockNumber)?.time;
      if (loggedAt === undefined) throw new InconsistentChainError(`block ${log.blockNumber} has logs and no header`);
      const entry = findEntry(log, account, loggedAt);
      if (entry !== undefined) entries.push(entry);
      const heartbeat = findHeartbeat(log, account);
      if (heartbeat !== undefined && heartbeat.journal !== zeroHash) heartbeats.push(heartbeat);
    }
    onProgress(end.number, head.number);
  }
  const { number, hash, time } = head;
  return {
    block: { number, hash, time },
    ...{ entryCount: state?.entryCount ?? 0, isRetired: state?.retired ?? false, entries, heartbeats },
  };
}

/** Whether an error says that the chain could not be asked, rather than what it says. */
export function isChainAway(error: unknown): boolean {
  return AWAY.some((Away) => error instanceof Away);
}

/** Reads an entry of the gateway's; `undefined` where the log is something else. The event has the gateway in the accessor's place. */
function findEntry({ topics, data }: Log, gateway: string, loggedAt: number): ChainEntry | undefined {
  const [event, record, accessor] = topics as readonly Hex[]; // the chain gives hex only
  if (event !== ACCESSED || record === undefined || accessor === undefined) return undefined;
  const [part, what, verdict] = [0, 32, 64].map((at) => slice(data as Hex, at, at + 32)) as [Hex, Hex, Hex];
  if (!what.endsWith(gateway)) return undefined;
  const { entryNumber: number, basis } = decodeVerdict(hexToBigInt(verdict));
  const word: Hex = `0x${what.slice(2, 26)}${accessor.slice(26)}`;
  return { number, content: digestContent(record, part, word), loggedAt, basis };
}

function findHeartbeat({ topics, data }: Log, gateway: string): Heartbeat | undefined {
  const [event, account] = topics;
  if (event !== HEARTBEAT || !account?.endsWith(gateway)) return undefined;
  const [entryCount, journal] = [0, 32].map((at) => slice(data as Hex, at, at + 32)) as [Hex, Hex];
  return { entryCount: hexToNumber(entryCount), journal };
}
