import { buildNoticeFeed, type NoticeRow } from "../../audit/reports/index.ts";
import { hexOf } from "../../indexer/hex.ts";
import { holdsBlock, indexStatus } from "../../indexer/queries/indexStatus.ts";
import { readReported } from "../../indexer/queries/readReported.ts";
import type { Reader } from "../../sql/database.ts";
import type { PublishedDirectory } from "../questions/names.ts";
import type { FeedCursor } from "./feedCursor.ts";
import { buildNames } from "./writeReport.ts";

/** A page of a feed to be read. */
export type FeedQuestion = {
  readonly patient: number;
  readonly after: FeedCursor | undefined;
  readonly limit: number;
  readonly directories: readonly PublishedDirectory[];
};

export type FeedPage = {
  readonly rows: readonly NoticeRow[];
  readonly next: FeedCursor | undefined;
  readonly isLast: boolean;
  /** When the chain was reorganised: what was told of later blocks than this no longer counts, and comes again as it is now. */
  readonly takenBackAfter: number | undefined;
  /** What was told of blocks up to this one will not be taken back. */
  readonly settled: number;
};

/** How many blocks below the head may still be replaced. */
const finality = 64;

/** Behind every log of a block. */
const lastLog = 999_999_999;

/** Reads what is new to a patient since a cursor, in the order of the chain; where the cursor's block is gone, goes back behind all that may have changed. */
export async function noticeFeed(reader: Reader, question: FeedQuestion): Promise<FeedPage> {
  const { patient, after, limit, directories } = question;
  const settled = Math.max((await indexStatus(reader)).head.number - finality, 0);
  if (after !== undefined && !(await holdsBlock(reader, { number: after.blockNumber, hash: after.hash }))) {
    const back = await findBlock(reader, after.blockNumber - finality);
    const next = back && { blockNumber: back.number, logIndex: lastLog, hash: back.hash };
    return { rows: [], next, isLast: false, takenBackAfter: back?.number ?? 0, settled };
  }
  const accesses = await readReported(reader, { patient });
  const page = buildNoticeFeed(accesses, { patient }, { limit, after }, await buildNames(reader, directories));
  const { next } = page;
  const told = next !== undefined && next !== after ? await findBlock(reader, next.blockNumber) : undefined;
  return { ...page, next: told && next ? { ...next, hash: told.hash } : after, takenBackAfter: undefined, settled };
}

/** Finds the last block up to a number that the index knows the hash of. */
async function findBlock(reader: Reader, number: number) {
  const known = "SELECT number, hash FROM checkpoints UNION SELECT number, hash FROM blocks";
  const row = await reader.get<{ number: number; hash: Uint8Array }>(
    `SELECT number, hash FROM (${known}) AS known WHERE number <= ? ORDER BY number DESC LIMIT 1`,
    [number],
  );
  return row && { number: row.number, hash: hexOf(row.hash) };
}
