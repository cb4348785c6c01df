import type { Hex } from "viem";
import type { Reader } from "../../sql/database.ts";
import { bytesOf } from "../hex.ts";
import {
  type RecordRow,
  type RegisteredRecord,
  type RelationOfRecord,
  type RelationRow,
  recordOf,
  statedRelationOf,
} from "./records.ts";

/** What a record goes back to and what goes back to it, over any number of relations. */
export type Related = {
  /** What it is a part of, derived from, replaces or annotates, and what those do in turn; registered before it, the oldest first. */
  readonly older: readonly RegisteredRecord[];
  /** What relates to it, and what relates to those; registered after it, the oldest first. */
  readonly newer: readonly RegisteredRecord[];
  /** The relations that lead to all of them, in the order of the chain. */
  readonly relations: readonly RelationOfRecord[];
};

/**
 * A record relates to records registered before it only, so both walks end; each visits a record once. What was walked is joined by CROSS JOIN, which
 * SQLite takes in the order as written: it knows not how little that is, and would read every record for it.
 */
const walks = `WITH RECURSIVE
  older (record) AS (SELECT record FROM records WHERE record = ?
    UNION SELECT relations.target FROM older JOIN relations ON relations.record = older.record),
  newer (record) AS (SELECT record FROM records WHERE record = ?
    UNION SELECT relations.record FROM newer JOIN relations ON relations.target = newer.record)`;

/**
 * Lists everything that is linked to a record: from a report, say, the study and the order behind it, and its addenda and follow-ups.
 *
 * What only shares something older with it, as another study of the same order, is not among them: ask for that order.
 */
export async function relatedTo(reader: Reader, record: Hex): Promise<Related> {
  const asked = bytesOf(record);
  const records = await reader.all<RecordRow & { readonly side: string }>(
    `${walks} SELECT records.*, found.side AS side
       FROM (SELECT record, 'older' AS side FROM older UNION ALL SELECT record, 'newer' AS side FROM newer) AS found
      CROSS JOIN records
      WHERE records.record = found.record AND found.record <> ? ORDER BY records.block_number, records.log_index`,
    [asked, asked, asked],
  );
  const relations = await reader.all<RelationRow>(
    `${walks} SELECT relations.* FROM older CROSS JOIN relations WHERE relations.record = older.record
      UNION SELECT relations.* FROM newer CROSS JOIN relations WHERE relations.target = newer.record
      ORDER BY block_number, log_index`,
    [asked, asked],
  );
  return {
    older: records.filter(({ side }) => side === "older").map(recordOf),
    newer: records.filter(({ side }) => side === "newer").map(recordOf),
    relations: relations.map(statedRelationOf),
  };
}
