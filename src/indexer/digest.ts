import { hash as hashOnce } from "node:crypto";
import type { Reader, SqlValue } from "../sql/database.ts";
import type { Block } from "./chain.ts";
import type { Rows } from "./fold.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { placeColumns, type Table, tableNames, tables } from "./tables.ts";

/** A block that holds events, with the digest of every row up to its end. */
export type DigestedBlock = Block & { readonly digest: Uint8Array };

const digestBytes = 32;
const firstSize = 1 << 16;
const blocksAtOnce = 1_000;
const text = new TextEncoder();

/** What a value is, before its bytes. */
const kinds = { nothing: 0, number: 1, bytes: 2, text: 3, large: 4 } as const;

/**
 * Computes a running digest: SHA-256 of the digest before, the block, and the rows of its events, table by table in the order of the log. Two indexes of
 * one chain that have the same digest at a block have the same rows up to it; where they differ, halving finds the first block.
 *
 * @param before - The digest of the block before that holds events; 32 zeros for the first.
 * @param blocks - The blocks that the rows are of, in order.
 * @param rows - By table, each in the order of the chain.
 */
export function digestBlocks(before: Uint8Array, blocks: Iterable<Block>, rows: Rows): readonly DigestedBlock[] {
  const filled = tableNames
    .filter((table) => rows[table].length > 0)
    .map((table) => ({ name: text.encode(table), rows: rows[table], next: 0 }));
  const out = buildBytes();
  let last = before;
  return Array.from(blocks, (block) => {
    out.clear();
    out.addRow([last, block.number, bytesOf(block.hash), block.time]);
    for (const table of filled) {
      const first = table.next;
      for (
        let row = table.rows[first];
        row !== undefined && blockOf(row) === block.number;
        row = table.rows[table.next]
      ) {
        if (table.next === first) out.addRow([table.name]);
        out.addRow(row);
        table.next += 1;
      }
    }
    last = hashOnce("sha256", out.get(), "buffer");
    return { ...block, digest: last };
  });
}

/** Reads the digest of every row of an index: of its last block that holds events; 32 zeros where there is none. */
export async function readDigest(reader: Reader): Promise<Uint8Array> {
  const row = await reader.get<{ digest: Uint8Array }>("SELECT digest FROM blocks ORDER BY number DESC LIMIT 1");
  return row?.digest ?? new Uint8Array(digestBytes);
}

/**
 * Computes every digest of an index anew from its rows.
 *
 * @returns The first block whose digest is another: a row of it was altered, added or removed since it was folded. `undefined` when all are as they were.
 */
export async function findAlteredBlock(reader: Reader): Promise<number | undefined> {
  let last = new Uint8Array(digestBytes);
  for (let after = -1; ; ) {
    const stored = await reader.all<{ number: number; hash: Uint8Array; time: number; digest: Uint8Array }>(
      `SELECT number, hash, time, digest FROM blocks WHERE number > ? ORDER BY number LIMIT ${blocksAtOnce}`,
      [after],
    );
    const upTo = stored.length < blocksAtOnce ? Number.MAX_SAFE_INTEGER : (stored.at(-1)?.number ?? after);
    const rows = await readRows(reader, after, upTo);
    const blocks = stored.map(({ number, hash, time }) => ({ number, hash: hexOf(hash), time }));
    const digested = digestBlocks(last, blocks, rows);
    const altered = stored.find(({ digest }, i) => hexOf(digest) !== hexOf(digested[i]?.digest ?? last));
    const strange = findStrange(rows, new Set(blocks.map(({ number }) => number)));
    if (altered !== undefined || strange !== undefined) return Math.min(altered?.number ?? upTo, strange ?? upTo);
    if (stored.length < blocksAtOnce) return undefined;
    last = new Uint8Array(digested.at(-1)?.digest ?? last);
    after = upTo;
  }
}

/** Finds the first block that has rows and is no block of the index. */
function findStrange(rows: Rows, known: ReadonlySet<number>): number | undefined {
  const numbers = tableNames.flatMap((table) => rows[table].map(blockOf)).filter((number) => !known.has(number));
  return numbers.length === 0 ? undefined : numbers.reduce((least, number) => Math.min(least, number));
}

async function readRows(reader: Reader, after: number, upTo: number): Promise<Rows> {
  const entries: [Table, SqlValue[][]][] = [];
  for (const table of tableNames) {
    const columns = [...tables[table], ...placeColumns];
    const rows = await reader.all(
      `SELECT ${columns.join(", ")} FROM ${table} WHERE block_number > ? AND block_number <= ? ORDER BY block_number, log_index`,
      [after, upTo],
    );
    entries.push([table, rows.map((row) => columns.map((column) => row[column] ?? null))]);
  }
  return Object.fromEntries(entries) as Rows;
}

function blockOf(row: readonly SqlValue[]): number {
  return Number(row[row.length - placeColumns.length]);
}

/** Gathers rows in one form only: of each value its kind, its length where that varies, its bytes. */
function buildBytes() {
  let buffer = new Uint8Array(firstSize);
  let view = new DataView(buffer.buffer);
  let end = 0;

  function makeRoom(bytes: number): void {
    if (end + bytes <= buffer.length) return;
    const larger = new Uint8Array(2 * (end + bytes));
    larger.set(buffer.subarray(0, end));
    buffer = larger;
    view = new DataView(buffer.buffer);
  }

  function addSized(kind: number, bytes: Uint8Array): void {
    const { length } = bytes;
    makeRoom(length + 5);
    buffer[end] = kind;
    view.setUint32(end + 1, length);
    end += 5;
    // Most are too short for the call of `set` to pay.
    if (length > 64) buffer.set(bytes, end);
    else for (let i = 0; i < length; i += 1) buffer[end + i] = bytes[i] ?? 0;
    end += length;
  }

  function addValue(value: SqlValue): void {
    if (typeof value === "number") {
      buffer[end] = kinds.number;
      view.setFloat64(end + 1, value);
      end += 9;
    } else if (value === null) {
      buffer[end] = kinds.nothing;
      end += 1;
    } else if (typeof value === "string") addSized(kinds.text, text.encode(value));
    else if (typeof value === "bigint") addSized(kinds.large, text.encode(`${value}`));
    else addSized(kinds.bytes, value);
  }

  return {
    clear(): void {
      end = 0;
    },
    get: (): Uint8Array => buffer.subarray(0, end),
    addRow(row: readonly SqlValue[]): void {
      for (const value of row) {
        makeRoom(9);
        addValue(value);
      }
    },
  };
}
