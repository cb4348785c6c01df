import { stat } from "node:fs/promises";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import type { Hex } from "viem";
import { commitContent } from "../consent/commitments.ts";
import { readContent } from "./content.ts";
import { UsageError } from "./errors.ts";
import { resolvePart } from "./names.ts";
import type { Session } from "./session.ts";

/**
 * Commits to what a tool was given: the root of a standard Merkle tree with a leaf for each digest.
 *
 * @param key - The secret of the record that is contributed to; it keys the digests of files.
 * @param typed - Records or UIDs, whose digests on chain count, or files.
 * @throws {UsageError} when nothing is named, or something that is neither
 */
export async function commitInputs(session: Session, key: Uint8Array, typed: readonly string[]): Promise<Hex> {
  const digests: Hex[] = [];
  for (const text of typed.map((one) => one.trim()).filter((one) => one !== "")) {
    if (await isFile(text)) {
      digests.push(commitContent(key, await readContent(text)));
      continue;
    }
    if (!/^(0x[0-9a-fA-F]{64}|[\d.]+)$/.test(text)) {
      throw new UsageError("--inputs names something that is neither a record, nor a UID, nor a file that is there.");
    }
    const { record } = await resolvePart(session, text);
    const onChain = await session.chain.recordOf({ record });
    if (!onChain) throw new UsageError(`Record ${record} is not registered on this chain.`);
    digests.push(onChain.digest);
  }
  if (digests.length === 0) throw new UsageError("--inputs is empty. Name what the tool was given, with commas.");
  return StandardMerkleTree.of(
    [...new Set(digests)].sort().map((digest) => [digest]),
    ["bytes32"],
  ).root as Hex;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (about) => about.isFile(),
    () => false,
  );
}
