import type { Address, Hex } from "viem";
import { type Relation, relationOf } from "../../consent/relations.ts";
import { type Status, statusOf } from "../../consent/statuses.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";
import { type Revision, revisionsOf } from "./revisions.ts";

/** A record as it was registered. Its custodian, patient and kind never change. */
export type RegisteredRecord = {
  readonly record: Hex;
  readonly patient: number;
  readonly custodian: Address;
  /** A kind number. */
  readonly kind: number;
  readonly status: Status;
  /** The digest of the first revision. */
  readonly digest: Hex;
  readonly by: Address;
  readonly place: Place;
};

/** How `record` relates to `target`, as the custodian of `record` stated it. */
export type RelationOfRecord = {
  readonly record: Hex;
  readonly target: Hex;
  readonly relation: Relation;
  readonly by: Address;
  readonly place: Place;
};

export type RecordRow = PlaceRow & {
  readonly record: Uint8Array;
  readonly patient: number;
  readonly custodian: Uint8Array;
  readonly kind: number;
  readonly status: number;
  readonly digest: Uint8Array;
  readonly by_account: Uint8Array;
};

export type RelationRow = PlaceRow & {
  readonly record: Uint8Array;
  readonly target: Uint8Array;
  readonly relation: number;
  readonly by_account: Uint8Array;
};

/** Finds a record and its revisions, the first to the head; `undefined` when it is not registered. */
export async function findRecord(
  reader: Reader,
  record: Hex,
): Promise<(RegisteredRecord & { readonly revisions: readonly Revision[] }) | undefined> {
  const row = await reader.get<RecordRow>("SELECT * FROM records WHERE record = ?", [bytesOf(record)]);
  if (row === undefined) return undefined;
  return { ...recordOf(row), revisions: await revisionsOf(reader, record) };
}

/**
 * Lists the records of a patient, or those an organization holds, in the order of their commitments.
 *
 * @param page - At most `limit`, those after the record `after`.
 */
export async function recordsOf(
  reader: Reader,
  whose: { readonly patient: number } | { readonly custodian: Address },
  page: { readonly limit: number; readonly after?: Hex | undefined },
): Promise<{ readonly records: readonly RegisteredRecord[]; readonly next: Hex | undefined }> {
  const [column, value] = "patient" in whose ? ["patient", whose.patient] : ["custodian", bytesOf(whose.custodian)];
  const rows = await reader.all<RecordRow>(
    `SELECT * FROM records WHERE ${column} = ? AND record > ? ORDER BY record LIMIT ?`,
    [value, bytesOf(page.after ?? "0x"), page.limit + 1],
  );
  const records = rows.slice(0, page.limit).map(recordOf);
  return { records, next: rows.length > page.limit ? records.at(-1)?.record : undefined };
}

/** Lists what was stated of a record's relations to others, from either side, in the order of the chain. */
export async function relationsOf(reader: Reader, record: Hex): Promise<readonly RelationOfRecord[]> {
  const rows = await reader.all<RelationRow>(
    "SELECT * FROM relations WHERE record = ? UNION SELECT * FROM relations WHERE target = ? ORDER BY block_number, log_index",
    [bytesOf(record), bytesOf(record)],
  );
  return rows.map(statedRelationOf);
}

/** Reads a relation from its row. */
export function statedRelationOf(row: RelationRow): RelationOfRecord {
  return {
    record: hexOf(row.record),
    target: hexOf(row.target),
    relation: relationOf(row.relation),
    by: hexOf(row.by_account),
    place: placeOf(row),
  };
}

/** Reads a record from its row. */
export function recordOf(row: RecordRow): RegisteredRecord {
  return {
    record: hexOf(row.record),
    patient: row.patient,
    custodian: hexOf(row.custodian),
    kind: row.kind,
    status: statusOf(row.status),
    digest: hexOf(row.digest),
    by: hexOf(row.by_account),
    place: placeOf(row),
  };
}

/** Lists every record of a patient: those too that nobody accessed, as far as the index knows. */
export async function listRecordsOf(reader: Reader, patient: number): Promise<readonly Hex[]> {
  const records: Hex[] = [];
  for (let after: Hex | undefined; ; ) {
    const page = await recordsOf(reader, { patient }, { limit: 1_000, after });
    records.push(...page.records.map(({ record }) => record));
    after = page.next;
    if (after === undefined) return records;
  }
}
