import type { Address, Hex } from "viem";
import {
  ChainUnavailableError,
  EndpointsDisagreeError,
  InconsistentChainError,
  MalformedAnswerError,
} from "./errors.ts";
import { ScannedLog } from "./scannedLog.ts";

/** Asks a node over JSON-RPC (EIP-1193): resolves to the result, rejects on an error of any kind. Of several nodes `compareEndpoints` makes one. */
export type Request = {
  (method: string, params: readonly unknown[]): Promise<unknown>;
  /** Asks for logs (`eth_getLogs`) as the call does, and answers with what `scanLogs` read, where it could. */
  readonly scanLogs?: (params: readonly unknown[]) => Promise<unknown>;
};

/** A block, by what identifies it. */
export type Block = {
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly time: number;
};

export type Header = Block & {
  readonly parentHash: Hex;
  /** The filter that every log of the block is in; `undefined` where the node tells none. */
  readonly bloom: Hex | undefined;
};

/** A log, as far as it is folded. All hex is in lower case. */
export type Log = {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly txHash: string;
  readonly logIndex: number;
  readonly topics: readonly string[];
  readonly data: string;
  /** The topics and then the data as bytes, and how many topics there are, where the answer was scanned. */
  readonly words?: Buffer;
  readonly topicCount?: number;
};

/** A log of any contract, as far as the filter of its block holds it. */
export type AnyLog = { readonly address: Hex; readonly topics: readonly Hex[] };

/**
 * A chain as a node tells it. Every answer is checked for its shape and for being of what was asked for, none for its truth. Each method throws
 * `ChainUnavailableError`, `MalformedAnswerError`, and `InconsistentChainError` for a block of another number or hash.
 */
export type Chain = {
  readonly getChainId: () => Promise<number>;
  readonly getHead: () => Promise<Header>;
  /** `undefined` when the chain has no block of that number. */
  readonly findHeader: (number: number) => Promise<Header | undefined>;
  /** The code at the head; `0x` for none. */
  readonly getCode: (address: Address) => Promise<Hex>;
  /** The logs of a contract in the blocks `from` to `to`, both included, in the order of the chain. */
  readonly getLogs: (address: Address, from: number, to: number) => Promise<readonly Log[]>;
  /** All logs of a block, whatever contract they are of. */
  readonly getLogsOfBlock: (hash: Hex) => Promise<readonly AnyLog[]>;
};

const bloomDigits = 2 + 2 * 256;
const noLog: Log = { blockNumber: 0, blockHash: "", txHash: "", logIndex: -1, topics: [], data: "" };
const getLogsMethod = "eth_getLogs";

type Answer = Readonly<Record<string, unknown>>;

/** Binds the questions to a node. */
export function buildChain(request: Request): Chain {
  async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      if (method === getLogsMethod && request.scanLogs !== undefined) return await request.scanLogs(params);
      return await request(method, params);
    } catch (cause) {
      if (cause instanceof EndpointsDisagreeError) throw cause;
      throw new ChainUnavailableError(method, { cause });
    }
  }

  async function findHeader(block: string): Promise<Header | undefined> {
    const method = "eth_getBlockByNumber";
    const answer = await ask(method, [block, false]);
    if (answer === null || answer === undefined) return undefined;
    const { number, hash, parentHash, timestamp, logsBloom } = answer as Answer;
    if (!isHash(hash) || !isHash(parentHash)) throw new MalformedAnswerError(method, "a block has no hash");
    const bloom = isHex(logsBloom) && logsBloom.length === bloomDigits ? logsBloom : undefined;
    return { number: parseQuantity(method, number), hash, parentHash, time: parseQuantity(method, timestamp), bloom };
  }

  async function findHeaderAt(number: number): Promise<Header | undefined> {
    const header = await findHeader(quantityOf(number));
    if (header === undefined || header.number === number) return header;
    throw new InconsistentChainError(`block ${number} has another number`);
  }

  return {
    getChainId: async () => parseQuantity("eth_chainId", await ask("eth_chainId", [])),
    findHeader: findHeaderAt,
    async getHead() {
      const head = await findHeader("latest");
      if (head === undefined) throw new MalformedAnswerError("eth_getBlockByNumber", "there is no latest block");
      return head;
    },
    async getCode(address) {
      const code = await ask("eth_getCode", [address, "latest"]);
      if (!isHex(code)) throw new MalformedAnswerError("eth_getCode", "it is not hex");
      return code;
    },
    async getLogs(address, from, to) {
      const answer = await ask(getLogsMethod, [{ address, fromBlock: quantityOf(from), toBlock: quantityOf(to) }]);
      if (!Array.isArray(answer)) throw new MalformedAnswerError(getLogsMethod, "it is not a list");
      let last: Log = { ...noLog, blockNumber: from };
      return answer.map((item: unknown): Log => {
        const log = item instanceof ScannedLog ? requireOf(item, address) : parseLog(item, address, last);
        const isAfter = log.blockNumber > last.blockNumber;
        if (!isAfter && (log.blockNumber < last.blockNumber || log.logIndex <= last.logIndex)) {
          throw new MalformedAnswerError(getLogsMethod, "the logs are not in order");
        }
        if (log.blockNumber > to) throw new MalformedAnswerError(getLogsMethod, "a log is of another block");
        last = log;
        return log;
      });
    },
    async getLogsOfBlock(hash) {
      const method = getLogsMethod;
      const answer = await ask(method, [{ blockHash: hash }]);
      if (!Array.isArray(answer)) throw new MalformedAnswerError(method, "it is not a list");
      return answer.map((item: unknown): AnyLog => {
        const { address, topics, blockHash } = (item ?? {}) as Answer;
        if (!isHex(address) || !Array.isArray(topics) || !topics.every(isHash)) {
          throw new MalformedAnswerError(method, "a log has no address or topics");
        }
        if (blockHash !== hash) throw new InconsistentChainError("a log is of another block than was asked for");
        return { address, topics };
      });
    },
  };
}

function requireOf(log: ScannedLog, address: Address): ScannedLog {
  if (log.address !== address) throw new MalformedAnswerError(getLogsMethod, "a log is of another contract");
  return log;
}

/** @param last - The log before: what it shares with this one is known to be well formed. */
function parseLog(item: unknown, address: Address, last: Log): Log {
  const method = getLogsMethod;
  const log = (item ?? {}) as Answer;
  const { blockHash, transactionHash, topics, data } = log;
  const isKnown = blockHash === last.blockHash && transactionHash === last.txHash;
  if (!isKnown && !(isHash(blockHash) && isHash(transactionHash)))
    throw new MalformedAnswerError(method, "a log is in no block");
  if (log.removed === true) throw new MalformedAnswerError(method, "a log was removed");
  if (log.address !== address && (typeof log.address !== "string" || log.address.toLowerCase() !== address)) {
    throw new MalformedAnswerError(method, "a log is of another contract");
  }
  if (!Array.isArray(topics) || !topics.every(isHash) || !isHex(data)) {
    throw new MalformedAnswerError(method, "a log has no topics or data");
  }
  return {
    blockNumber: parseQuantity(method, log.blockNumber),
    blockHash: isKnown ? last.blockHash : blockHash,
    txHash: isKnown ? last.txHash : transactionHash,
    logIndex: parseQuantity(method, log.logIndex),
    topics,
    data,
  };
}

function quantityOf(number: number): string {
  return `0x${number.toString(16)}`;
}

function parseQuantity(method: string, value: unknown): number {
  const number = isHex(value) && value.length > 2 ? Number.parseInt(value, 16) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new MalformedAnswerError(method, "a number is missing or too large");
  return number;
}

function isHash(value: unknown): value is Hex {
  return isHex(value) && value.length === 66;
}

/** JSON-RPC writes hex in lower case, so equal values are equal strings. */
function isHex(value: unknown): value is Hex {
  return typeof value === "string" && /^0x[0-9a-f]*$/.test(value);
}
