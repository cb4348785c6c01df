import type { Hex } from "viem";
import { resolvePart } from "../names.ts";
import { type GlobalOptions, withSession } from "../session.ts";

/**
 * Finds records by what somebody writes. Commitments are taken as they are, and then neither vault nor passphrase is needed; UIDs are asked of the vault.
 *
 * @throws {UsageError} when a text is neither, or the vault does not know it
 */
export async function resolveRecords(texts: readonly string[], global: GlobalOptions): Promise<readonly Hex[]> {
  const isCommitment = (text: string): text is Hex => /^0x[0-9a-fA-F]{64}$/.test(text);
  if (texts.every(isCommitment)) return texts.map((text) => text.toLowerCase() as Hex);
  return withSession(global, async (session) => {
    const records: Hex[] = [];
    for (const text of texts) records.push((await resolvePart(session, text)).record);
    return records;
  });
}
