import type { Hex } from "../consent/commitments.ts";
import type { Uid } from "../dicom/uid.ts";
import { VaultDamagedError } from "./errors.ts";
import { getRecordRow, type RecordRow, type RecordState } from "./recordRow.ts";
import { type Store, toBytes, toHex } from "./store.ts";

/** A record as the vault knows it, without its key. */
export type RecordEntry = {
  readonly record: Hex;
  readonly state: RecordState;
  readonly uid: Uid;
  /** What it is, in the words of the consent room. */
  readonly kind: string;
  /** The patient's id on chain. */
  readonly patient: number;
  /** The custodian's address. */
  readonly custodian: Hex;
  /** When the chain took it (unix seconds), as told on confirmation. */
  readonly registeredAt?: number;
};

/** A record with its secret: 32 bytes. */
export type KeyedRecord = RecordEntry & { readonly key: Uint8Array };

/** What a record's row keeps sealed. */
export type SealedRecord = Omit<RecordEntry, "record" | "state"> & { readonly key: Hex };

/**
 * Reads a record and its key.
 *
 * @throws {UnknownRecordError} when the vault never had it
 * @throws {RecordErasedError} when it was erased
 * @throws {VaultDamagedError} when it was altered
 */
export async function getRecord(store: Store, record: Hex): Promise<KeyedRecord> {
  return openRecord(store, await getRecordRow(store.database, record));
}

/** Lists the records of the vault, those of one state when it is given, ordered by commitment. */
export async function listRecords(store: Store, state?: RecordState): Promise<readonly RecordEntry[]> {
  const rows = await store.database.all<RecordRow>("SELECT record, state, sealed FROM records ORDER BY record");
  return rows.filter((row) => state === undefined || row.state === state).map((row) => openEntry(store, row));
}

/** Finds the records with an identifier, one for each custodian and kind; empty when there is none. */
export async function findRecords(store: Store, uid: Uid): Promise<readonly RecordEntry[]> {
  const rows = await store.database.all<RecordRow>(
    "SELECT record, state, sealed FROM records WHERE uid_mac = ? ORDER BY record",
    [store.sealer.lookUp(["uid", uid])],
  );
  const found = rows.map((row) => openEntry(store, row));
  if (found.some((entry) => entry.uid !== uid)) throw new VaultDamagedError("a look-up leads to another record");
  return found;
}

/** Opens the row of a record. */
export function openRecord({ sealer }: Store, row: RecordRow): KeyedRecord {
  const record = toHex(row.record);
  const { key, ...entry } = sealer.unseal<SealedRecord>(["records", record], row.sealed);
  return { record, state: row.state, ...entry, key: toBytes(key) };
}

function openEntry(store: Store, row: RecordRow): RecordEntry {
  const { key: _, ...entry } = openRecord(store, row);
  return entry;
}
