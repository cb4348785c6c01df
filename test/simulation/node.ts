import type { Request } from "../../src/indexer/chain.ts";
import type { Dice } from "../consent/dice.ts";
import { type Branch, quantity, type RawLog, registry } from "./chain.ts";
import { errors, type FaultKind, refusals, type Temper } from "./faults.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** What a node tells of: the chain as it is now, and the ones it was. */
export type World = {
  branch: Branch;
  /** Branches that were the chain and are not any more, of the same history, none deeper below the head than a node forgets. */
  forks: readonly Branch[];
  /** Blocks below the head that have settled: of them a node that lags has every log. */
  readonly settled: number;
};

type NodeOptions = {
  readonly world: World;
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly temper: () => Temper;
  readonly count: (kind: FaultKind | "refusal") => void;
};

type LogQuery = {
  readonly address?: string;
  readonly fromBlock?: string;
  readonly toBlock?: string;
  readonly blockHash?: string;
};

/** Answers that no node should give. The first would be one of code, the last one of logs. */
const nonsense = ["0x", undefined, {}, 7, "0xzz", []] as const;

/** Tells of one branch, rightly. */
export function answer(branch: Branch, method: string, params: readonly unknown[]): unknown {
  if (method === "eth_chainId") return "0x7a69";
  if (method === "eth_getCode") return "0xc0de";
  if (method === "eth_getBlockByNumber") {
    const block = params[0] === "latest" ? branch.at(-1) : branch[Number(params[0])];
    return block?.header ?? null;
  }
  if (method !== "eth_getLogs") throw new TypeError(`the method ${method} does not exist`);
  const query = params[0] as LogQuery;
  const blocks =
    query.blockHash === undefined
      ? branch.slice(Number(query.fromBlock), Number(query.toBlock) + 1)
      : branch.filter(({ hash }) => hash === query.blockHash);
  if (query.blockHash !== undefined && blocks.length === 0) throw new TypeError("unknown block");
  return blocks.flatMap(({ logs }) => logs).filter(({ address }) => (query.address ?? address) === address);
}

/** Builds a node as they are: slow, limited, and now and then wrong. Each answer is of one moment. */
export function buildNode({ world, time, dice, temper, count }: NodeOptions): Request {
  let stray: { readonly fork: Branch; answers: number } | undefined;

  return async (method, params) => {
    const { chances, slowestMs } = temper();
    const strikes = (kind: FaultKind): boolean => {
      if (!dice.isLucky(chances.get(kind) ?? 0)) return false;
      count(kind);
      return true;
    };
    await time.sleep(dice.roll(1, slowestMs));
    if (strikes("error")) throw new TypeError(dice.pick(errors));
    if (strikes("timeout")) {
      await time.sleep(10_000);
      throw new TypeError("The request took too long to respond.");
    }
    refuse(method, params);
    const told = method === "eth_getLogs" ? tellLogs(params, strikes) : tellBlock(method, params, strikes);
    await time.sleep(dice.roll(1, slowestMs));
    if (strikes("lost")) throw new TypeError("socket hang up");
    if (!strikes("malformed")) return told;
    if (method === "eth_getCode") return dice.pick(nonsense.slice(1));
    return dice.pick(method === "eth_getLogs" ? nonsense.slice(0, -1) : nonsense);
  };

  /** Which chain this answer is of: that of another fork for one answer, or for as long as a balancer sends us to the node that is on it. */
  function view(strikes: (kind: FaultKind) => boolean): Branch {
    const { branch, forks } = world;
    const isCalm = temper().chances.size === 0;
    if (stray !== undefined && (isCalm || stray.answers === 0 || !forks.includes(stray.fork))) stray = undefined;
    if (stray === undefined && forks.length > 0 && strikes("other fork")) {
      stray = { fork: dice.pick(forks), answers: dice.pick([1, 1, 5, 40]) };
    }
    if (stray !== undefined) stray.answers -= 1;
    const seen = stray?.fork ?? branch;
    if (seen.length <= 8 || !strikes("stale head")) return seen;
    const lag = dice.roll(1, Math.min(40, seen.length - 5));
    // Two misfortunes at a time: it has all that has settled all the same.
    return seen.slice(0, Math.max(seen.length - lag, Math.min(world.settled + 1, seen.length)));
  }

  function tellBlock(method: string, params: readonly unknown[], strikes: (kind: FaultKind) => boolean): unknown {
    if (method === "eth_getCode" && strikes("no code")) return "0x";
    const branch = view(strikes);
    if (method !== "eth_getBlockByNumber") return answer(branch, method, params);
    if (strikes("missing header")) throw new TypeError("header not found");
    if (strikes("null block")) return null;
    if (params[0] !== "latest" && strikes("other block")) {
      return answer(branch, method, [quantity(Number(params[0]) + dice.pick([-1, 1]))]);
    }
    return answer(branch, method, params);
  }

  function tellLogs(params: readonly unknown[], strikes: (kind: FaultKind) => boolean): unknown {
    const branch = view(strikes);
    const logs = answer(branch, "eth_getLogs", params) as readonly RawLog[];
    const last = logs.at(-1);
    if (last === undefined) return logs;
    if (strikes("log twice")) return [...logs, last];
    if (strikes("out of order")) return logs.toReversed();
    if (strikes("removed")) return [...logs.slice(0, -1), { ...last, removed: true }];
    if (strikes("logs left out")) {
      // Its index of logs is behind its headers: nothing of the last blocks.
      const first = Math.max(world.settled + 1, Number(last.blockNumber) - dice.roll(0, 6));
      return logs.filter(({ blockNumber }) => Number(blockNumber) < first);
    }
    return logs;
  }

  /** @throws {TypeError} when so much is asked for at once that a node refuses */
  function refuse(method: string, params: readonly unknown[]): void {
    const { fromBlock, toBlock } = (params[0] ?? {}) as LogQuery;
    if (method !== "eth_getLogs" || fromBlock === undefined) return;
    const { blocksAtOnce, logsAtOnce } = temper();
    const blocks = Number(toBlock) - Number(fromBlock) + 1;
    const logs = answer(world.branch, method, [{ address: registry, fromBlock, toBlock }]) as readonly RawLog[];
    if (blocks > blocksAtOnce || (blocks > 1 && logs.length > logsAtOnce)) {
      count("refusal");
      throw new TypeError(dice.pick(refusals)(Math.min(blocksAtOnce, Math.max(1, blocks >> 1))));
    }
  }
}
