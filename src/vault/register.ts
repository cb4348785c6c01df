import { commitRecord, type Hex } from "../consent/commitments.ts";
import { InvalidPartsError, RecordExistsError, RecordNotPendingError } from "./errors.ts";
import { insertManifest, type NewManifest } from "./manifests.ts";
import { commitParts, insertParts, listPartsIn, type NewPart, type Part } from "./parts.ts";
import { getRecordRow, type RecordRow } from "./recordRow.ts";
import { openRecord, type RecordEntry, type SealedRecord } from "./records.ts";
import { type Store, toBytes, toHex } from "./store.ts";

const keyBytes = 32;

/** A record to be added. */
export type NewRecord = Pick<RecordEntry, "uid" | "kind" | "patient" | "custodian"> & {
  readonly manifest?: NewManifest;
  /** What it is made of; a part comes after the part that holds it. */
  readonly parts: readonly NewPart[];
};

/** What the chain is to be told of a record, and its secret. */
export type AddedRecord = { readonly record: Hex; readonly key: Uint8Array; readonly parts: readonly Part[] };

/**
 * Adds a record as pending under a new random key, with its parts and its manifest; all or nothing.
 *
 * @throws {RecordExistsError} when the custodian has this identifier and kind in the vault already
 * @throws {InvalidPartsError} when the parts do not form a tree
 */
export async function addRecord(store: Store, added: NewRecord): Promise<AddedRecord> {
  const { database, sealer, randomBytes } = store;
  const { uid, kind, patient, custodian } = added;
  const key = randomBytes(keyBytes);
  const record = commitRecord(key, uid);
  const parts = commitParts(key, added.parts);
  const identity = sealer.lookUp(["identity", custodian.toLowerCase(), kind, uid]);
  const sealed: SealedRecord = { key: toHex(key), uid, kind, patient, custodian };

  await database.transaction(async (writer) => {
    const known = await writer.get<RecordRow>("SELECT record, state FROM records WHERE identity_mac = ?", [identity]);
    if (known !== undefined) throw new RecordExistsError(toHex(known.record), known.state);
    await writer.run("INSERT INTO records (record, state, uid_mac, identity_mac, sealed) VALUES (?, ?, ?, ?, ?)", [
      toBytes(record),
      "pending",
      sealer.lookUp(["uid", uid]),
      identity,
      sealer.seal(["records", record], sealed),
    ]);
    await insertParts(store, writer, record, parts, 0);
    if (added.manifest !== undefined) await insertManifest(store, writer, record, added.manifest);
  });
  return { record, key, parts };
}

/**
 * Marks a record as known to the chain. Confirming again changes nothing but the time. Throws as `getRecord` does.
 *
 * @param registeredAt - When the chain took it (unix seconds), when known.
 */
export async function confirmRecord(store: Store, record: Hex, registeredAt?: number): Promise<void> {
  const { database, sealer } = store;
  await database.transaction(async (writer) => {
    const { record: bytes, sealed } = await getRecordRow(writer, record);
    const identity = ["records", toHex(bytes)];
    const contents = sealer.unseal<SealedRecord>(identity, sealed);
    const confirmed = registeredAt === undefined ? contents : { ...contents, registeredAt };
    await writer.run("UPDATE records SET state = 'confirmed', sealed = ? WHERE record = ?", [
      sealer.seal(identity, confirmed),
      bytes,
    ]);
  });
}

/**
 * Forgets a record that never reached the chain, with its parts and manifests. Throws as `getRecord` does.
 *
 * @throws {RecordNotPendingError} when it is confirmed
 */
export async function dropPending(store: Store, record: Hex): Promise<void> {
  await store.database.transaction(async (writer) => {
    const row = await getRecordRow(writer, record);
    if (row.state !== "pending") throw new RecordNotPendingError(record);
    await writer.run("DELETE FROM records WHERE record = ?", [row.record]); // its parts and manifests go with it
  });
}

/**
 * Adds a revision of a record: its manifest and the parts that are new in it. Parts of earlier revisions stay. Throws as `getRecord` does.
 *
 * @param parts - Every part of the revision; a part comes after the part that holds it.
 * @returns The parts that are new.
 * @throws {InvalidPartsError} when the parts do not form a tree, or one has moved within the record
 */
export async function addRevision(
  store: Store,
  record: Hex,
  manifest: NewManifest,
  parts: readonly NewPart[],
): Promise<readonly Part[]> {
  return store.database.transaction(async (writer) => {
    const { record: canonical, key } = openRecord(store, await getRecordRow(writer, record));
    const known = await listPartsIn(store, writer, canonical);
    const knownParts = new Map(known.map((part) => [part.part, part]));
    const committed = commitParts(key, parts);
    for (const { part, parent, level } of committed) {
      const before = knownParts.get(part);
      if (before !== undefined && (before.parent !== parent || before.level !== level)) {
        throw new InvalidPartsError(`Part ${part} stood elsewhere in an earlier revision`);
      }
    }
    const added = committed.filter(({ part }) => !knownParts.has(part));
    await insertParts(store, writer, canonical, added, known.length);
    await insertManifest(store, writer, canonical, manifest);
    return added;
  });
}
