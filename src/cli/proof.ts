import { writeFile } from "node:fs/promises";
import { createClient, type Hex, http } from "viem";
import { makeBundle, renderBundle } from "../audit/prove/index.ts";
import { type Findings, parseBundle, verifyBundle } from "../audit/verify/index.ts";
import { indexStatus } from "../indexer/queries/indexStatus.ts";
import { whoAccessed } from "../indexer/queries/whoAccessed.ts";
import type { Database } from "../sql/database.ts";
import { FindingError, SetupError } from "./errors.ts";
import type { Session } from "./session.ts";

/** A proof that was written. */
export type WrittenProof = {
  readonly file: string;
  readonly record: Hex;
  /** The block up to which the answer is complete; whoever trusts its hash can check all of it. */
  readonly block: { readonly number: number; readonly hash: Hex; readonly time: number };
  readonly accesses: number;
  readonly bytes: number;
};

/**
 * Writes the proof of every access of a record: what was asked for is chosen from the whole, which alone can be shown to be complete. It is checked
 * before it is written, against the hash of the block that the index is at.
 *
 * @param file - Where there is none yet.
 * @throws {SetupError} when there is such a file already, or it can't be written
 * @throws {FindingError} when the index holds something else than the chain
 */
export async function writeProof(
  { settings, output }: Session,
  database: Database,
  record: Hex,
  file: string,
): Promise<WrittenProof> {
  const { rpcUrl, registry, chainId } = settings;
  const { block } = await indexStatus(database);
  const accesses = [];
  for (let after: Awaited<ReturnType<typeof whoAccessed>>["next"]; ; ) {
    const page = await whoAccessed(database, { record }, { limit: 10_000, after });
    accesses.push(...page.accesses);
    after = page.next;
    if (after === undefined) break;
  }
  output.progress(`Proving rows: ${accesses.length}`);
  const { request } = createClient({ transport: http(rpcUrl) });
  const text = renderBundle(
    await makeBundle({
      request: (method, params) => request({ method, params } as never),
      registry,
      block: block.number,
      accesses,
      records: [record],
    }),
  );
  const trust = { chainId, registry, blocks: [block.hash], records: [record] };
  requireHolding(verifyBundle(parseBundle(text), trust));
  await writeNew(file, text);
  return { file, record, block, accesses: accesses.length, bytes: Buffer.byteLength(text) };
}

function requireHolding({ holds, problems }: Findings): void {
  if (holds) return;
  const words = problems.slice(0, 3).map((problem) => problem.words);
  throw new FindingError(
    `No proof was written: the index is not what the chain holds (${words.join("; ")}). Remove the index and ask again, to have it built again.`,
  );
}

/** Writes a file that is not there yet: evidence is not written over by mistake. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new SetupError(
      isThere ? `${file} is there already. Name another file for the proof.` : `${file} can't be written.`,
      { cause: error },
    );
  }
}

/** Says what was written, what it tells whoever gets it, and how it is checked. */
export function renderProof({ file, record, block, accesses, bytes }: WrittenProof): string {
  return [
    `Wrote ${file} (${bytes.toLocaleString("en")} bytes): a proof of ${accesses === 1 ? "the one access" : `all ${accesses} accesses`} of the record, up to block ${block.number}.`,
    "It holds accounts, times and commitments as they are on chain; no name, no UID and no key. It tells which record was asked about.",
    "Whoever gets it checks it without a node, with a block hash from a source of their own:",
    `  fiducial verify ${file} --block ${block.hash} --record ${record}`,
  ].join("\n");
}
