import { createClient, type Hex, http } from "viem";
import { StateUnavailableError } from "../../audit/prove/index.ts";
import {
  compareJudgements,
  compareWithContract,
  listCounted,
  type Opening,
  type PlacedEvent,
  type ReplayedAccess,
  type ReplayFinding,
  replay,
} from "../../audit/replay/index.ts";
import { BASES, type Basis } from "../../consent/bases.ts";
import { type Block, buildChain, type Request } from "../../indexer/chain.ts";
import { ChainUnavailableError } from "../../indexer/errors.ts";
import { NotCheckedError } from "../errors.ts";
import type { Settings } from "../home.ts";
import { type Output, renderCount } from "../output.ts";
import { askCounts, askJudgements } from "./askContract.ts";
import { readEvents } from "./readEvents.ts";

/** A chain that was read whole. */
export type ReadChain = {
  readonly chain: ReturnType<typeof buildChain>;
  readonly request: Request;
  readonly head: Block;
  readonly events: readonly PlacedEvent[];
};

/** What the chain's own story came to. */
export type CheckedChain = {
  readonly accesses: readonly ReplayedAccess[];
  /** How many accesses have each verdict of the contract's. */
  readonly bases: Readonly<Record<Basis, number>>;
  /** How many records and gateways the contract's counts were compared of; `undefined` where they could not be. */
  readonly counted: { readonly records: number; readonly gateways: number } | undefined;
  /** How many accesses the contract was asked about; `undefined` where it could not be. */
  readonly asked: number | undefined;
  readonly findings: readonly ReplayFinding[];
  /** What could not be checked, and why, in sentences. */
  readonly notChecked: readonly string[];
};

/**
 * Reads every event of the registry up to the chain's head.
 *
 * @throws {NotCheckedError} when the node is on another chain
 */
export async function readChain(settings: Settings, output: Pick<Output, "progress">, at?: number): Promise<ReadChain> {
  const { request: ask } = createClient({ transport: http(settings.rpcUrl) });
  const request: Request = (method, params) => ask({ method, params } as never);
  const chain = buildChain(request);
  const chainId = await chain.getChainId();
  if (chainId !== settings.chainId) {
    throw new NotCheckedError(
      `The node is on chain ${chainId}, and the registry on chain ${settings.chainId}. Use a node of that chain.`,
    );
  }
  const head = at === undefined ? await chain.getHead() : await chain.findHeader(at);
  if (head === undefined) throw new NotCheckedError(`The node has no block ${at}. Name an earlier one.`);
  const events = await readEvents(chain, settings, head, (block, count) =>
    output.progress(
      `Reading events: ${renderCount(count, "event")}, to block ${block.toLocaleString("en")} of ${head.number.toLocaleString("en")}`,
    ),
  );
  return { chain, request, head, events };
}

/**
 * Replays every event, and compares with the contract what it counted, and how it judges now.
 *
 * @param options.openings - Restrictions that the auditor was shown.
 * @param options.record - The one record whose accesses are asked about; all without it.
 * @param options.asked - How many accesses to ask the contract about, evenly spread.
 */
export async function checkChain(
  { request, head, events }: Pick<ReadChain, "request" | "head" | "events">,
  settings: Settings,
  output: Output,
  options: { readonly openings: readonly Opening[]; readonly record: Hex | undefined; readonly asked: number },
): Promise<CheckedChain> {
  output.progress("Replaying");
  const { accesses, findings, judgeNow } = replay(events, { openings: options.openings });
  const ofRecord = accesses.filter(({ access }) => options.record === undefined || access.record === options.record);
  const notChecked: string[] = [];
  const all: ReplayFinding[] = [...findings];

  const listed = listCounted(events);
  const records = listed.records.filter((record) => options.record === undefined || record === options.record);
  const gateways = options.record === undefined ? listed.gateways : [];
  const counts = await unlessStateIsGone("the contract's counts", () =>
    askCounts(request, {
      ...{ settings, block: head, records, gateways },
      onProgress: (done) =>
        output.progress(`Proving the contract's counts: ${done} of ${renderCount(records.length, "record")}`),
    }),
  );
  if (counts !== undefined) all.push(...compareWithContract(counts, events));

  const asked = await unlessStateIsGone("how the contract judges now", () =>
    askJudgements({
      ...{ settings, block: head, accesses: pickEvenly(ofRecord, options.asked).map(({ access }) => access) },
      onProgress: (done) => output.progress(`Asking the contract: ${renderCount(done, "judgement")}`),
    }),
  );
  if (asked !== undefined) all.push(...compareJudgements(asked, judgeNow));
  return {
    ...{ accesses: ofRecord, bases: countBases(ofRecord), findings: all, notChecked, asked: asked?.length },
    counted: counts && { records: counts.records.length, gateways: counts.gateways.length },
  };

  async function unlessStateIsGone<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StateUnavailableError || error instanceof ChainUnavailableError)) throw error;
      notChecked.push(
        `Not checked: ${what}. The node gives no state after block ${head.number}; use one that does, an archive node if need be.`,
      );
      return undefined;
    }
  }
}

/** Picks so many of the items, spread evenly, the first and the last among them. */
function pickEvenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / Math.max(most - 1, 1);
  return Array.from({ length: most }, (_, i) => items[Math.round(i * step)]).filter((item) => item !== undefined);
}

function countBases(accesses: readonly ReplayedAccess[]): Readonly<Record<Basis, number>> {
  const counts = Object.fromEntries(BASES.map((basis) => [basis, 0])) as Record<Basis, number>;
  for (const { access } of accesses) counts[access.basis] += 1;
  return counts;
}
