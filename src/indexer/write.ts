import type { Database, Writer } from "../sql/database.ts";
import type { Block } from "./chain.ts";
import { type DigestedBlock, digestBlocks, readDigest } from "./digest.ts";
import { WriterReplacedError } from "./errors.ts";
import { fold, insertRows } from "./fold.ts";
import type { Organizations } from "./handler.ts";
import { bytesOf } from "./hex.ts";
import type { Range } from "./ranges.ts";
import { moveCursor } from "./rollBack.ts";
import { tableNames } from "./tables.ts";

/**
 * Makes the caller the one writer of the index, until the next one does the same.
 *
 * A number and no clock: a writer that died leaves nothing to wait for, and one that was replaced finds out at its next commit.
 *
 * @returns The term, to be shown at every commit.
 */
export async function takeOver(database: Database): Promise<number> {
  const row = await database.get<{ term: number }>(
    "INSERT INTO writer (id, term) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET term = writer.term + 1 RETURNING term",
  );
  return row?.term ?? 0;
}

/**
 * Makes sure that no other writer took over. None does before the end of the transaction either: transactions that write wait for each other.
 *
 * @throws {WriterReplacedError} when another writer took over since
 */
export async function requireTerm(writer: Writer, term: number): Promise<void> {
  const row = await writer.get<{ term: number }>("SELECT term FROM writer");
  if (row?.term !== term) throw new WriterReplacedError();
}

/** Notes the chain's head as it was seen, for those who only read. */
export async function noteHead(writer: Writer, { number, time }: Block): Promise<void> {
  await writer.run("UPDATE writer SET head_number = ?, head_time = ?", [number, time]);
}

/**
 * Folds consecutive ranges into the tables: their rows, their block hashes and the cursor.
 *
 * @param organizations - The directory as the tables hold it; afterwards as after the ranges, whether or not the transaction is committed.
 */
export async function writeRanges(
  writer: Writer,
  ranges: readonly Range[],
  organizations: Organizations,
): Promise<void> {
  const digested: DigestedBlock[] = [];
  let digest = await readDigest(writer);
  // All of a table is inserted at once: each beginning and end of a COPY waits for the server.
  const rows = fold([], new Map(), organizations);
  for (const { logs, blocks } of ranges) {
    if (blocks.size === 0) continue;
    const some = fold(logs, blocks, organizations);
    digested.push(...digestBlocks(digest, blocks.values(), some));
    digest = digested.at(-1)?.digest ?? digest;
    for (const table of tableNames) for (const row of some[table]) rows[table].push(row);
  }
  await insertRows(writer, rows);
  const columns = ["number", "hash", "time"];
  const rowOf = ({ number, hash, time }: Block) => [number, bytesOf(hash), time];
  if (digested.length > 0) {
    const digests = digested.map((block) => [...rowOf(block), block.digest]);
    await writer.insertMany("blocks", [...columns, "digest"], digests);
  }
  const ends = ranges.map(({ end }) => end);
  await writer.insertMany("checkpoints", columns, ends.map(rowOf));
  const last = ends.at(-1);
  if (last !== undefined) await moveCursor(writer, last);
}
