import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Address } from "viem";
import { type Journal, openJournal } from "../../gateway/index.ts";
import { SetupError } from "../errors.ts";

/**
 * Opens the gateway's journal, and the key that its seals are made with. A new journal begins after what the chain has of the gateway.
 *
 * @param isUp - Whether a node answers. A journal that is there goes on without one.
 * @throws {SetupError} when there is none yet, and no node to begin one by
 */
export async function openOwnJournal(
  folder: string,
  whose: { readonly chainId: number; readonly registry: Address; readonly gateway: Address },
  isUp: boolean,
  entryCount: () => Promise<number>,
): Promise<Journal> {
  const path = join(folder, "journal");
  const { key: sealKey, isNew } = await readSealKey(join(folder, "seal.key"));
  if (isNew && !isUp)
    throw new SetupError(
      "There is no journal yet, and no node answers by which one could be begun. Start again when it does.",
    );
  return openJournal({ ...whose, folder: path, sealKey, firstEntry: isUp ? (await entryCount()) + 1 : 1 });
}

async function readSealKey(path: string): Promise<{ readonly key: Uint8Array; readonly isNew: boolean }> {
  try {
    return { key: await readFile(path), isNew: false };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const key = randomBytes(32);
    await writeFile(path, key, { mode: 0o600, flag: "wx" });
    return { key, isNew: true };
  }
}
