import { writeFile } from "node:fs/promises";
import type { Address, Hex } from "viem";
import {
  buildEvidence,
  type Evidence,
  type EvidenceNames,
  type EvidenceQuestion,
  renderEvidence,
  sealEvidence,
} from "../../audit/evidence/index.ts";
import { makeBundle, renderBundle, StateUnavailableError } from "../../audit/prove/index.ts";
import { listCounted, replay } from "../../audit/replay/index.ts";
import { CAPS, parseBundle, verifyBundle } from "../../audit/verify/index.ts";
import { DifferenceError, NotCheckedError, SetupError, UsageError } from "../errors.ts";
import type { Settings } from "../home.ts";
import type { Output } from "../output.ts";
import { readChain } from "./checkChain.ts";

/** An evidence to be made. */
export type EvidenceWish = {
  /** All that are registered where none is named. */
  readonly records: readonly Hex[];
  readonly filter: Omit<EvidenceQuestion, "records">;
  /** The block to be complete up to; the chain's last without it. */
  readonly at: number | undefined;
  /** The numbers of further blocks whose hashes the auditor knows. */
  readonly trusted: readonly number[];
  /** Leaves out what shows completeness, for a node without the state. */
  readonly genuineOnly: boolean;
  readonly sign: ((digest: Hex) => Promise<{ readonly signer: Address; readonly signature: Hex }>) | undefined;
  /** Reads names for what is in the evidence; nothing that identifies enters without it. */
  readonly readNames: ((wanted: Omit<Evidence, "seal" | "names">) => Promise<EvidenceNames>) | undefined;
};

/**
 * Makes a sealed evidence from the chain alone, and checks it before it is written.
 *
 * @param file - Where there is none yet.
 * @throws {NotCheckedError} when the node does not give what is needed
 * @throws {SetupError} when there is such a file already, or it can't be written
 */
export async function writeEvidence(
  settings: Settings,
  output: Output,
  wish: EvidenceWish,
  file: string,
): Promise<Evidence> {
  const evidence = await makeEvidence(settings, output, wish);
  await writeNew(file, renderEvidence(evidence));
  return evidence;
}

/**
 * Makes a sealed evidence from the chain alone, and checks it.
 *
 * @throws {NotCheckedError} when the node does not give what is needed
 * @throws {DifferenceError} when what it gives does not hold
 */
export async function makeEvidence(
  settings: Settings,
  output: Pick<Output, "progress">,
  wish: EvidenceWish,
): Promise<Evidence> {
  const { registry } = settings;
  const { request, head, events } = await readChain(settings, output, wish.at);
  const registered = listCounted(events).records;
  const unknown = wish.records.filter((record) => !registered.includes(record));
  if (unknown.length > 0) throw new UsageError(`No event up to block ${head.number} registers ${unknown.join(", ")}.`);
  const records = [...new Set(wish.records.length > 0 ? wish.records : registered)].sort();
  if (records.length > CAPS.records) {
    throw new UsageError(`There are ${records.length} records; an evidence takes ${CAPS.records}. Name some.`);
  }

  const replayed = replay(events);
  const accesses = replayed.accesses.map(({ access }) => access).filter(({ record }) => records.includes(record));
  output.progress(`Proving rows: ${accesses.length}`);
  const trusted = [...new Set([...wish.trusted, head.number])].filter((number) => number <= head.number);
  const bundle = await makeBundle({
    ...{ request, registry, block: head.number, accesses, trusted },
    ...(!wish.genuineOnly && { records }),
  }).catch((error: unknown) => {
    if (!(error instanceof StateUnavailableError)) throw error;
    throw new NotCheckedError(
      `The node gives no proof of the state after block ${head.number}, so nothing can show that no access is missing. Use a node that does, or a later block. --genuine-only writes what can still be shown: that each access is genuine and judged as stated.`,
      { cause: error },
    );
  });
  const proof = parseBundle(renderBundle(bundle));
  const { number, hash, time } = head;
  const blocks = await Promise.all(trusted.map(async (one) => await hashOf(one)));
  const { holds, problems } = verifyBundle(proof, { chainId: settings.chainId, registry, blocks });
  if (!holds) {
    throw new DifferenceError(
      `No evidence was written: what the node tells does not hold (${problems[0]?.words}). Use another node.`,
    );
  }
  const question = { records, ...wish.filter };
  const content = buildEvidence({ question, block: { number, hash, time }, proof, events, replayed, names: null });
  const names = wish.readNames === undefined ? null : await wish.readNames(content);
  return sealEvidence({ ...content, names }, wish.sign);

  async function hashOf(block: number): Promise<Hex> {
    if (block === head.number) return head.hash;
    const answer = (await request("eth_getBlockByNumber", [`0x${block.toString(16)}`, false])) as { hash?: Hex } | null;
    if (answer?.hash === undefined) throw new NotCheckedError(`The node has no block ${block}.`);
    return answer.hash;
  }
}

/** Writes a file that is not there yet: evidence is not written over by mistake. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    const words = isThere ? `${file} is there already. Name another file.` : `${file} can't be written.`;
    throw new SetupError(words, { cause: error });
  }
}
