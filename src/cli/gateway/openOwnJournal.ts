import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Address } from "viem";
import { diskFiles, type Journal, listSegments, openJournal } from "../../gateway/index.ts";
import { SetupError } from "../errors.ts";

/**
 * Opens the gateway's journal with the key that its seals are made with. A new journal begins after what the chain has of the gateway.
 *
 * @param isUp - Whether a node answers. A journal that is there goes on without one.
 * @throws {SetupError} when there is none yet and no node to begin one by, or its key is gone
 */
export async function openOwnJournal(
  folder: string,
  whose: { readonly chainId: number; readonly registry: Address; readonly gateway: Address },
  isUp: boolean,
  entryCount: () => Promise<number>,
): Promise<Journal> {
  const path = join(folder, "journal");
  await diskFiles.makeFolder(path);
  const isBegun = (await listSegments(path, diskFiles)).length > 0;
  if (!isBegun && !isUp) {
    throw new SetupError(
      "There is no journal yet, and no node answers by which one could be begun. Start again when it does.",
    );
  }
  const keyPath = join(folder, "seal.key");
  const sealKey = (await findSealKey(keyPath)) ?? (isBegun ? refuseNewKey() : await makeSealKey(folder, keyPath));
  return openJournal({ ...whose, folder: path, sealKey, firstEntry: isUp ? (await entryCount()) + 1 : 1 });
}

async function findSealKey(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The key is on disk, whole and under its name, before anything is sealed with it: what was sealed can't be opened without. */
async function makeSealKey(folder: string, path: string): Promise<Uint8Array> {
  const key = randomBytes(32);
  const file = await diskFiles.create(`${path}.new`);
  try {
    await file.write(key, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await diskFiles.rename(`${path}.new`, path);
  await diskFiles.syncFolder(folder);
  return key;
}

function refuseNewKey(): never {
  throw new SetupError(
    "The journal is there, and the key of its seals, seal.key, is not. Bring it back from a copy: nothing in the journal that is sealed can be opened without it.",
  );
}
