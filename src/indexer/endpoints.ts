import { hash } from "node:crypto";
import type { Request } from "./chain.ts";
import { buildJury, type Endpoint, type Notice, type Standing } from "./jury.ts";

export type EndpointsOptions = {
  /** The share of answers of logs that a second node is asked for too, from 0 to 1; all of them when not given. */
  readonly share?: number;
  /** How many blocks below the head two nodes may still be on different forks; 64 when not given. */
  readonly finality?: number;
  /** How far behind the others a node's head may be before it is left; 8 blocks when not given. */
  readonly staleBlocks?: number;
  /** How many nodes have to answer for anything to be taken; one when not given, so that reading goes on while the others are away. */
  readonly atLeast?: number;
  /** Hears of each change of a node's standing. */
  readonly onNotice?: (notice: Notice) => void;
};

export type Endpoints = {
  /** Asks one of the nodes, and compares. To be given to an indexer. */
  readonly request: Request;
  /** What is thought of each node, in the order they were given. */
  readonly standings: () => readonly Standing[];
};

type LogQuery = { readonly fromBlock: string; readonly toBlock: string };
type Head = { readonly endpoint: Endpoint; readonly number: number; readonly answer: unknown };

const latest = "latest";
const mostAttempts = 3;

/**
 * Makes one node of several: reads from one, holds it against the others, and goes on with another where it fails.
 *
 * At each head every node is asked for its own, and for the hash of a block below all heads that has settled; ranges of logs are read from two nodes, for
 * the stated share. A node behind the others is left until it has caught up, one that does not answer until it does. A node that contradicts the others is
 * left for good where they outnumber it.
 *
 * @param requests - One for each node, in order of preference.
 * @returns A request that rejects with {EndpointsDisagreeError} when nodes contradict each other and no side has more of them.
 */
export function compareEndpoints(requests: readonly Request[], options: EndpointsOptions = {}): Endpoints {
  const { share = 1, finality = 64, staleBlocks = 8, atLeast = 1, onNotice = () => undefined } = options;
  const jury = buildJury(requests, onNotice);
  const introduced = new Set<Endpoint>();
  let serving = jury.endpoints[0];
  let settled = -1;
  let owed = 0;
  let turn = 0;

  const request: Request = async (method, params) => {
    if (method === "eth_getBlockByNumber" && params[0] === latest) return chooseByHead(params);
    if (method === "eth_chainId") await introduce(jury.good());
    if (method !== "eth_getLogs" || !("fromBlock" in (params[0] as object))) return ask(method, params);
    owed += share;
    if (owed < 1) return ask(method, params);
    owed -= 1;
    return readTwice(params);
  };

  /** Asks the node that is read from; where it fails, the next one. A refusal of many blocks is handed on: fewer will do. */
  async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
    const endpoint = requireServing();
    try {
      return await endpoint.request(method, params);
    } catch (error) {
      if (method === "eth_getLogs" && blocksIn(params) > 1) throw error;
      jury.note(endpoint, "unavailable", `does not answer ${method}`);
      if (!leave(endpoint)) throw error;
      return ask(method, params);
    }
  }

  function requireEnough(told: unknown): unknown {
    if (jury.good().length >= atLeast) return told;
    throw new TypeError(`Fewer than ${atLeast} nodes answer.`);
  }

  function requireServing(): Endpoint {
    serving ??= jury.good()[0] ?? jury.endpoints[0];
    if (serving === undefined) throw new RangeError("There is no node to ask.");
    return serving;
  }

  /** Turns to another node; says whether there is one. */
  function leave(endpoint: Endpoint): boolean {
    const next = jury.good().find((other) => other !== endpoint);
    if (next !== undefined && serving === endpoint) serving = next;
    return next !== undefined;
  }

  async function chooseByHead(params: readonly unknown[]): Promise<unknown> {
    const heads: Head[] = [];
    let failure: unknown;
    await Promise.all(
      jury.endpoints.map(async (endpoint) => {
        if (endpoint.standing === "wrong") return;
        try {
          const answer = await endpoint.request("eth_getBlockByNumber", params);
          heads.push({
            endpoint,
            number: Number((answer as { number?: string } | null)?.number ?? Number.NaN),
            answer,
          });
        } catch (error) {
          failure = error;
          introduced.delete(endpoint);
          jury.note(endpoint, "unavailable", "does not tell its head");
        }
      }),
    );
    const numbers = heads.map(({ number }) => number).sort((a, b) => b - a);
    if (numbers.length === 0) throw failure ?? new TypeError("No node tells its head.");
    // Of three or more the highest may be a lie: the one below it has come so far too.
    const reference = (numbers.length > 2 ? numbers[1] : numbers[0]) ?? 0;
    for (const { endpoint, number } of heads) {
      if (number >= reference - staleBlocks) jury.note(endpoint, "good", "has come to the head");
      else jury.note(endpoint, "stale", `is ${reference - number} blocks behind`);
    }
    await compareChains(heads, reference);
    // Not a head that no other has come near to.
    const chosen = (head: Head) => head.endpoint.standing === "good" && head.number <= reference + staleBlocks;
    const head = heads.find((one) => one.endpoint === serving && chosen(one)) ?? inOrder(heads).find(chosen);
    if (head === undefined) throw failure ?? new TypeError("No node is near the head.");
    serving = head.endpoint;
    settled = head.number - finality;
    return requireEnough(head.answer);
  }

  /** Compares what must be the same for all: where they begin, and a block that has settled. */
  async function compareChains(heads: readonly Head[], reference: number): Promise<void> {
    const fresh = heads.filter(({ endpoint }) => endpoint.standing === "good").map(({ endpoint }) => endpoint);
    if (fresh.length < 2) return;
    await introduce(fresh);
    const lowest = Math.min(
      reference,
      ...heads.filter(({ endpoint }) => fresh.includes(endpoint)).map(({ number }) => number),
    );
    const height = Math.max(lowest - finality, 0);
    const agreeing = fresh.filter(({ standing }) => standing === "good");
    await jury.decide(agreeing, {
      what: `block ${height}`,
      isSettled: true,
      ask: (endpoint) => hashAt(endpoint, height),
    });
  }

  /** Compares the chains of nodes before anything is taken from them: chain id and first block. */
  async function introduce(nodes: readonly Endpoint[]): Promise<void> {
    if (nodes.every((endpoint) => introduced.has(endpoint))) return;
    const ask = async (endpoint: Endpoint) =>
      `${await endpoint.request("eth_chainId", [])} ${await hashAt(endpoint, 0)}`;
    await jury.decide(nodes, { what: "the chain they are on", isSettled: true, ask });
    for (const endpoint of nodes) introduced.add(endpoint);
    if (serving?.standing === "wrong") leave(serving);
  }

  /** Reads logs from two nodes. */
  async function readTwice(params: readonly unknown[], attempt = 1): Promise<unknown> {
    const told = await ask("eth_getLogs", params);
    const witnesses = jury.good().filter((endpoint) => endpoint !== serving);
    const witness = witnesses[turn++ % witnesses.length];
    if (serving === undefined || !Array.isArray(told)) return told;
    if (witness === undefined) return requireEnough(told);
    const said = await readInPieces(witness, params).catch(() => undefined);
    if (said === undefined) {
      jury.note(witness, "unavailable", "does not answer eth_getLogs");
      return readTwice(params, attempt);
    }
    const parted = findParting(told, said);
    if (parted === undefined) return told;
    const number = Number(parted);
    const hashes = await Promise.all([serving, witness].map((endpoint) => hashAt(endpoint, number)));
    if (hashes[0] !== hashes[1]) {
      if (number > settled) return told; // two forks, and one of them will be left
      const ask = (endpoint: Endpoint) => hashAt(endpoint, number);
      await jury.decide(jury.good(), { what: `block ${number}`, isSettled: true, ask });
    } else {
      const query = { ...(params[0] as LogQuery), fromBlock: parted, toBlock: parted };
      const ask = async (endpoint: Endpoint) => keysOf(await readInPieces(endpoint, [query])).join();
      await jury.decide(jury.good(), { what: `the logs of block ${number}`, isSettled: number <= settled, ask });
    }
    if (serving.standing !== "good") leave(serving);
    // A node that was only late tells the same when it is asked again.
    if (attempt === mostAttempts) throw new TypeError(`The nodes keep telling other logs of block ${number}.`);
    return readTwice(params, attempt + 1);
  }

  return { request, standings: () => jury.endpoints.map(({ standing }) => standing) };
}

function inOrder(heads: readonly Head[]): readonly Head[] {
  return heads.toSorted((a, b) => a.endpoint.position - b.endpoint.position);
}

async function hashAt({ request }: Endpoint, number: number): Promise<string> {
  const answer = (await request("eth_getBlockByNumber", [hexOf(number), false])) as { hash?: string } | null;
  if (answer?.hash === undefined) throw new TypeError("The node lacks a block below its head.");
  return answer.hash;
}

/** Reads logs of a node that may take fewer blocks at once than another. */
async function readInPieces(endpoint: Endpoint, params: readonly unknown[]): Promise<readonly unknown[]> {
  try {
    const logs = await endpoint.request("eth_getLogs", params);
    if (Array.isArray(logs)) return logs;
    throw new TypeError("The node told no list of logs.");
  } catch (error) {
    const blocks = blocksIn(params);
    if (blocks === 1) throw error;
    const query = params[0] as LogQuery;
    const middle = Number(query.fromBlock) + (blocks >> 1);
    const before = await readInPieces(endpoint, [{ ...query, toBlock: hexOf(middle - 1) }]);
    return [...before, ...(await readInPieces(endpoint, [{ ...query, fromBlock: hexOf(middle) }]))];
  }
}

function blocksIn(params: readonly unknown[]): number {
  const { fromBlock, toBlock } = params[0] as LogQuery;
  return Number(toBlock) - Number(fromBlock) + 1;
}

/** The first block of which two nodes tell other logs. */
function findParting(some: readonly unknown[], others: readonly unknown[]): string | undefined {
  const [one, other] = [keysOf(some), keysOf(others)];
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find((i) => one[i] !== other[i]);
  if (at === undefined) return undefined;
  const blocks = [some[at], others[at]].flatMap((log) => (log === undefined ? [] : [blockOf(log)]));
  return blocks.toSorted((a, b) => Number(a) - Number(b))[0];
}

/** What makes a log the one it is. */
function keysOf(logs: readonly unknown[]): readonly string[] {
  return logs.map((log) => {
    const { blockHash, transactionHash, logIndex, topics, data } = log as Readonly<Record<string, unknown>>;
    return hash("sha256", JSON.stringify([blockHash, transactionHash, logIndex, topics, data]));
  });
}

function blockOf(log: unknown): string {
  return `${(log as { readonly blockNumber?: unknown }).blockNumber}`;
}

function hexOf(number: number): string {
  return `0x${number.toString(16)}`;
}
