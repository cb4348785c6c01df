import type { Hex } from "../consent/commitments.ts";
import type { StudyManifest } from "../dicom/manifest.ts";
import type { Writer } from "../sql/database.ts";
import { UnknownManifestError } from "./errors.ts";
import { getRecordRow } from "./recordRow.ts";
import { type Store, toBytes, toHex } from "./store.ts";

/** What a revision of a record was made of. */
export type NewManifest = {
  /** The revision's digest, as the chain has it. */
  readonly digest: Hex;
  readonly manifest: StudyManifest;
};

/** Writes a manifest of a record. Writing the same digest again replaces it. */
export async function insertManifest(
  store: Store,
  writer: Writer,
  record: Hex,
  { digest, manifest }: NewManifest,
): Promise<void> {
  const sealed = store.sealer.seal(identityOf(record, digest), manifest);
  await writer.run(
    "INSERT INTO manifests (record, digest, sealed) VALUES (?, ?, ?) ON CONFLICT (record, digest) DO UPDATE SET sealed = excluded.sealed",
    [toBytes(record), toBytes(digest), sealed],
  );
}

/**
 * Reads what a revision of a record was made of. Throws as `getRecord` does.
 *
 * @param digest - The revision's digest, as the chain has it.
 * @throws {UnknownManifestError} when the vault has none with this digest
 */
export async function getManifest(store: Store, record: Hex, digest: Hex): Promise<StudyManifest> {
  const row = await store.database.get<{ sealed: Uint8Array }>(
    "SELECT sealed FROM manifests WHERE record = ? AND digest = ?",
    [toBytes(record), toBytes(digest)],
  );
  if (row !== undefined) return store.sealer.unseal<StudyManifest>(identityOf(record, digest), row.sealed);
  await getRecordRow(store.database, record);
  throw new UnknownManifestError(digest);
}

function identityOf(record: Hex, digest: Hex): readonly string[] {
  return ["manifests", toHex(toBytes(record)), toHex(toBytes(digest))];
}
