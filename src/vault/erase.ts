import type { Hex } from "../consent/commitments.ts";
import { DatabaseUnavailableError } from "../sql/errors.ts";
import { ErasureIncompleteError } from "./errors.ts";
import type { LabelKind } from "./labels.ts";
import { getRecordRow } from "./recordRow.ts";
import { type Store, toBytes, toHex } from "./store.ts";

const emptyingAttempts = 20;
const emptyingPauseMs = 50;

/** What an erasure destroyed, beside the record's key and identifier. */
export type Erasure = {
  readonly record: Hex;
  /** When it was erased (unix seconds), as the caller told. */
  readonly erasedAt: number;
  /** The commitments that nothing can be matched against any more. */
  readonly parts: readonly Hex[];
  /** The digests of the revisions whose manifests are gone. */
  readonly manifests: readonly Hex[];
};

/**
 * Destroys a record's key, its identifier, its parts and its manifests, and overwrites their bytes in the vault's files. What stays is the
 * commitment with the time of its erasure, so that "erased" can be told from "never known". Throws as `getRecord` does.
 *
 * @param erasedAt - The time to keep (unix seconds).
 * @throws {ErasureIncompleteError} when the record is gone, but another process keeps old bytes in the files: end it and scrub
 */
export async function erase(store: Store, record: Hex, erasedAt: number): Promise<Erasure> {
  const bytes = toBytes(record);
  const erasure = await store.database.transaction(async (writer): Promise<Erasure> => {
    await getRecordRow(writer, record);
    const parts = await writer.all<{ part: Uint8Array }>("SELECT part FROM parts WHERE record = ? ORDER BY position", [
      bytes,
    ]);
    const manifests = await writer.all<{ digest: Uint8Array }>(
      "SELECT digest FROM manifests WHERE record = ? ORDER BY digest",
      [bytes],
    );
    await writer.run("DELETE FROM records WHERE record = ?", [bytes]); // its parts and manifests go with it
    await writer.run("INSERT INTO erasures (record, erased_at, parts, manifests) VALUES (?, ?, ?, ?)", [
      bytes,
      erasedAt,
      parts.length,
      manifests.length,
    ]);
    return {
      record: toHex(bytes),
      erasedAt,
      parts: parts.map(({ part }) => toHex(part)),
      manifests: manifests.map(({ digest }) => toHex(digest)),
    };
  });
  await scrub(store);
  return erasure;
}

/**
 * Forgets the name of an address or a patient id, and overwrites its bytes in the vault's files.
 *
 * @returns Whether there was one.
 * @throws {ErasureIncompleteError} as `erase` does
 */
export async function eraseLabel(store: Store, kind: LabelKind, id: string): Promise<boolean> {
  const { changes } = await store.database.run("DELETE FROM labels WHERE kind = ? AND id_mac = ?", [
    kind,
    store.sealer.lookUp(["label", kind, id.toLowerCase()]),
  ]);
  await scrub(store);
  return changes > 0;
}

/**
 * Overwrites what was deleted or replaced in the vault's files: writes the database anew from what is left and empties the journal. Takes time
 * and free disk space by the size of the vault.
 *
 * @throws {ErasureIncompleteError} when another process keeps the journal from being emptied, or the disk is full
 */
export async function scrub({ database }: Store): Promise<void> {
  try {
    // Secure deletion does not reach the copies that SQLite leaves in a page when it moves rows to another.
    await database.run("VACUUM");
  } catch (error) {
    if (error instanceof DatabaseUnavailableError) throw new ErasureIncompleteError({ cause: error });
    throw error;
  }
  for (let attempt = 1; attempt <= emptyingAttempts; attempt += 1) {
    const checkpoint = await database.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint?.busy === 0) return;
    await new Promise((resolve) => setTimeout(resolve, emptyingPauseMs));
  }
  throw new ErasureIncompleteError();
}
