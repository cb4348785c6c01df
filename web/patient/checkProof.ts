import type { Bundle, Findings } from "../../src/audit/verify/index.ts";

/** Whose hashes of blocks are believed: those that the node of the reader's own wallet gives, or those that the reader typed. */
export type Trusted = ((block: number) => Promise<string | undefined>) | readonly string[];

/** What is checked besides the proof itself. */
export type ProofTerms = {
  readonly chainId: number;
  readonly registry: string;
  /** The records that the proof has to answer for. */
  readonly records?: readonly string[] | undefined;
};

/** How far a check has come. */
export type Step = {
  readonly name: "fetching" | "reading" | "asking" | "checking";
  readonly done: number;
  readonly of: number;
};

/** A check that came to its end. */
export type Checked = { readonly bundle: Bundle; readonly findings: Findings };

/** A node that does not know of a block which the proof stands on: the proof is of another chain, or the node is behind. */
export class BlockUnknownError extends Error {
  readonly code = "BlockUnknown";
  override readonly name = "BlockUnknownError";
  readonly block: number;

  constructor(block: number) {
    super("The node does not know the block that the proof stands on. It is behind, or of another chain.");
    this.block = block;
  }
}

/** How many hashes are asked for at a time. */
const atOnce = 4;

/**
 * Lists the blocks whose hashes have to be known from elsewhere: where headers lead from every row to the block of the counts, that one alone, else
 * that of each row too.
 */
export function listBlocksToTrust({ block, rows, headers }: Bundle): readonly number[] {
  const blocks = [...new Set([...rows.map((row) => row.block), block])].toSorted((one, other) => one - other);
  const lowest = blocks[0] ?? block;
  return headers.length >= block - lowest + 1 ? [block] : blocks;
}

/**
 * Checks a proof in this browser: reads it, asks for the hashes of the blocks it stands on, and follows every link.
 *
 * @param tell - Is told how far it is.
 * @throws {InvalidBundleError} when the text is no proof
 * @throws {InvalidTrustError} when what was typed is no hash
 * @throws {BlockUnknownError} when a hash is not to be had
 */
export async function checkProof(
  text: string,
  terms: ProofTerms,
  trusted: Trusted,
  tell: (step: Step) => void,
): Promise<Checked> {
  tell({ name: "reading", done: 0, of: 1 });
  // A reader who checks nothing does not load it.
  const { parseBundle, verifyBundle } = await import("../../src/audit/verify/index.ts");
  const bundle = parseBundle(text);
  const blocks = typeof trusted === "function" ? await askHashes(listBlocksToTrust(bundle), trusted, tell) : trusted;
  tell({ name: "checking", done: 0, of: 1 });
  await new Promise((resolve) => setTimeout(resolve)); // so that the page says so before it is busy
  return { bundle, findings: verifyBundle(bundle, { ...terms, blocks, upTo: bundle.block }) };
}

async function askHashes(
  wanted: readonly number[],
  askHash: Exclude<Trusted, readonly string[]>,
  tell: (step: Step) => void,
): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (let first = 0; first < wanted.length; first += atOnce) {
    tell({ name: "asking", done: first, of: wanted.length });
    const asked = wanted.slice(first, first + atOnce).map(async (block) => {
      const hash = await askHash(block);
      if (hash === undefined) throw new BlockUnknownError(block);
      return hash;
    });
    hashes.push(...(await Promise.all(asked)));
  }
  return hashes;
}
