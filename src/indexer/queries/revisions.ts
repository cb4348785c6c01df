import type { Address, Hex } from "viem";
import { type Status, statusOf } from "../../consent/statuses.ts";
import type { Reader } from "../../sql/database.ts";
import { bytesOf, hexOf } from "../hex.ts";
import type { Access } from "./access.ts";
import { type Place, type PlaceRow, placeOf } from "./place.ts";
import { whoAccessed } from "./whoAccessed.ts";

/** A state of a record: its content, and how far it had come. */
export type Revision = {
  /** 0 as it was registered, then 1, 2, 3, ... without a gap. */
  readonly revision: number;
  readonly status: Status;
  readonly digest: Hex;
  readonly by: Address;
  /** When the next one took its place (unix seconds); `undefined` for the head. */
  readonly supersededAt: number | undefined;
  readonly place: Place;
};

/** An access of a state of a record that is not the head any more. */
export type SupersededRead = { readonly access: Access; readonly read: Revision };

type RevisionRow = PlaceRow & {
  readonly revision: number;
  readonly status: number;
  readonly digest: Uint8Array;
  readonly by_account: Uint8Array;
};

/** By number, time and place do not matter. */
const anywhere = { time: 0, blockNumber: 0, logIndex: 0 };

/** Lists the states of a record, the first to the head; none when it is not registered. */
export async function revisionsOf(reader: Reader, record: Hex): Promise<readonly Revision[]> {
  const columns = "status, digest, by_account, block_number, block_time, tx_hash, log_index";
  const rows = await reader.all<RevisionRow>(
    `SELECT 0 AS revision, ${columns} FROM records WHERE record = ?
      UNION ALL SELECT revision, ${columns} FROM revisions WHERE record = ? ORDER BY revision`,
    [bytesOf(record), bytesOf(record)],
  );
  return rows.map((row, i) => ({
    ...{ revision: row.revision, status: statusOf(row.status), digest: hexOf(row.digest), by: hexOf(row.by_account) },
    supersededAt: rows[i + 1]?.block_time,
    place: placeOf(row),
  }));
}

/**
 * Lists the accesses of a record that saw another state than the head: since then its content was changed or added to, it came further, or it turned
 * out to be entered in error. In the second in which a record is amended, the new state is the one that is read.
 *
 * @param page - At most `limit`, those after the access with the number `after`.
 * @returns One page and the head, `undefined` when the record is not registered; `next` is the `after` of the next page.
 */
export async function findSupersededReads(
  reader: Reader,
  record: Hex,
  page: { readonly limit: number; readonly after?: number | undefined },
): Promise<{
  readonly reads: readonly SupersededRead[];
  readonly head: Revision | undefined;
  readonly next: number | undefined;
}> {
  const revisions = await revisionsOf(reader, record);
  const [first, head] = [revisions[0], revisions.at(-1)];
  if (first === undefined || head === undefined || first === head) return { reads: [], head, next: undefined };
  const filter = { record, until: head.place.blockTime };
  const after = page.after === undefined ? undefined : { record, number: page.after, ...anywhere };
  const { accesses, next } = await whoAccessed(reader, filter, { limit: page.limit, after });
  const reads = accesses.map((access): SupersededRead => {
    const read = revisions.findLast(({ place }) => place.blockTime <= access.time) ?? first;
    return { access, read };
  });
  return { reads, head, next: next?.number };
}
