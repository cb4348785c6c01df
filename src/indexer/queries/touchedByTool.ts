import type { Address, Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import { type Contribution, contributionsWhere } from "./contributions.ts";

/** A record that a tool wrote in, and who has read it since. */
export type TouchedRecord = {
  readonly record: Hex;
  readonly patient: number;
  readonly custodian: Address;
  /** What the tool contributed, and what humans made of it. */
  readonly contributions: readonly Contribution[];
  /** Those who accessed the record at the time of the tool's first contribution or later, the first reader first. */
  readonly readers: readonly RecordReader[];
};

/** Somebody's accesses of a record, taken together. */
export type RecordReader = {
  readonly accessor: Address;
  /** The organization that spoke for the accessor then; `undefined` for an account outside the directory. */
  readonly organization: Address | undefined;
  readonly accesses: number;
  /** The time of the first of them (unix seconds). */
  readonly firstAt: number;
  readonly lastAt: number;
};

type TouchedRow = {
  readonly record: Uint8Array;
  readonly patient: number;
  readonly custodian: Uint8Array;
};

type ReaderRow = {
  readonly record: Uint8Array;
  readonly accessor: Uint8Array;
  readonly organization: Uint8Array | null;
  readonly accesses: number;
  readonly first_at: number;
  readonly last_at: number;
};

/**
 * Answers a recall: every record that one version of a tool wrote in or helped to write, with who read it since, in the order of their commitments.
 *
 * Reads count by the time of the access, so one that was logged late is not taken for a later one.
 *
 * @param asked - `toolVersion` as it was stated; with `tool`, what this device made alone.
 * @param page - At most `limit` records, those after the record `after`.
 */
export async function touchedByTool(
  reader: Reader,
  asked: { readonly tool?: Address | undefined; readonly toolVersion: Hex },
  page: { readonly limit: number; readonly after?: Hex | undefined },
): Promise<{ readonly records: readonly TouchedRecord[]; readonly next: Hex | undefined }> {
  const made = asked.tool === undefined ? "c.tool_version = ?" : "c.tool_version = ? AND c.tool = ?";
  const values = [bytesOf(asked.toolVersion), ...(asked.tool === undefined ? [] : [bytesOf(asked.tool)])];
  const touched = await reader.all<TouchedRow>(
    `SELECT record, patient, custodian FROM records
      WHERE record IN (SELECT c.record FROM contributions AS c WHERE ${made} AND c.record > ?) ORDER BY record LIMIT ?`,
    [...values, bytesOf(page.after ?? "0x"), page.limit + 1],
  );
  const rows = touched.slice(0, page.limit);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return { records: [], next: undefined };

  const within = `${made} AND c.record >= ? AND c.record <= ?`;
  const bounded = [...values, first.record, last.record];
  const contributions = await contributionsWhere(reader, within, bounded);
  const readers = await reader.all<ReaderRow>(
    `SELECT a.record, a.accessor, a.organization, count(*) AS accesses, min(a.time) AS first_at, max(a.time) AS last_at
       FROM (SELECT c.record, min(c.block_time) AS since FROM contributions AS c WHERE ${within} GROUP BY c.record) AS t
       JOIN accesses AS a ON a.record = t.record AND a.time >= t.since
      GROUP BY a.record, a.accessor, a.organization ORDER BY first_at, a.accessor, a.organization`,
    bounded,
  );
  const madeIn = Map.groupBy(contributions, ({ record }) => record);
  const readIn = Map.groupBy(readers, ({ record }) => hexOf(record));
  const records = rows.map((row): TouchedRecord => {
    const record = hexOf(row.record);
    return {
      ...{ record, patient: row.patient, custodian: hexOf(row.custodian) },
      contributions: madeIn.get(record) ?? [],
      readers: (readIn.get(record) ?? []).map(readerOf),
    };
  });
  return { records, next: touched.length > page.limit ? hexOf(last.record) : undefined };
}

function readerOf(row: ReaderRow): RecordReader {
  const organization = row.organization === null ? undefined : hexOf(row.organization);
  const { accesses, first_at: firstAt, last_at: lastAt } = row;
  return { accessor: hexOf(row.accessor), organization, accesses, firstAt, lastAt };
}
