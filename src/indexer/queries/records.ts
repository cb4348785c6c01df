import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";

/** A record as it was registered. Its custodian, patient and kind never change. */
export type RegisteredRecord = {
  readonly record: Hex;
  readonly patient: number;
  readonly custodian: Address;
  /** A kind number. */
  readonly kind: number;
  /** The digest of the first revision. */
  readonly digest: Hex;
  readonly by: Address;
  readonly place: Place;
};

/** A state of a record's content. */
export type Revision = { readonly digest: Hex; readonly by: Address; readonly place: Place };

/** How `record` relates to `target`, as the custodian of `record` stated it. */
export type RelationOfRecord = {
  readonly record: Hex;
  readonly target: Hex;
  /** The number of a `Relation` in contracts/interfaces/IRecords.sol. */
  readonly relation: number;
  readonly by: Address;
  readonly place: Place;
};

type RecordRow = PlaceRow & {
  readonly record: Uint8Array;
  readonly patient: number;
  readonly custodian: Uint8Array;
  readonly kind: number;
  readonly digest: Uint8Array;
  readonly by_account: Uint8Array;
};

type RevisionRow = PlaceRow & { readonly digest: Uint8Array; readonly by_account: Uint8Array };

type RelationRow = PlaceRow & {
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
  const later = await reader.all<RevisionRow>(
    "SELECT * FROM revisions WHERE record = ? ORDER BY block_number, log_index",
    [bytesOf(record)],
  );
  const revisions = [row, ...later].map((revision) => ({
    digest: hexOf(revision.digest),
    by: hexOf(revision.by_account),
    place: placeOf(revision),
  }));
  return { ...recordOf(row), revisions };
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
  return rows.map((row) => ({
    record: hexOf(row.record),
    target: hexOf(row.target),
    relation: row.relation,
    by: hexOf(row.by_account),
    place: placeOf(row),
  }));
}

function recordOf(row: RecordRow): RegisteredRecord {
  return {
    record: hexOf(row.record),
    patient: row.patient,
    custodian: hexOf(row.custodian),
    kind: row.kind,
    digest: hexOf(row.digest),
    by: hexOf(row.by_account),
    place: placeOf(row),
  };
}
