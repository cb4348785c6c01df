import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from } from "pg-copy-streams";
import type { SqlValue } from "../database.ts";
import { ValueKindError } from "../errors.ts";
import { quoteName } from "../names.ts";
import { requireCount } from "../parameters.ts";
import { oids } from "./values.ts";

/** A column and its type's number. */
export type Column = { readonly name: string; readonly oid: number };

const chunkBytes = 1 << 18;
const header = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1"); // signature, no flags, no extension

/**
 * Inserts rows with COPY in the binary format, which spares both sides the hex digits of bytes.
 *
 * @throws {ValueKindError} when a value is of another kind than its column
 * @throws {ParameterCountError} when a row has more or fewer values than there are columns
 * @see https://www.postgresql.org/docs/current/sql-copy.html
 */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly Column[],
  rows: Iterable<readonly SqlValue[]>,
): Promise<void> {
  const names = columns.map(({ name }) => quoteName(name)).join(", ");
  const copy = client.query(from(`COPY ${quoteName(table)} (${names}) FROM STDIN (FORMAT binary)`));
  await pipeline(encodeRows(columns, rows), copy);
}

/** Writes rows as COPY reads them, in pieces of about 256 KiB. */
export function* encodeRows(columns: readonly Column[], rows: Iterable<readonly SqlValue[]>): Generator<Buffer> {
  let chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let end = header.copy(chunk);
  for (const row of rows) {
    requireCount(row.length, columns.length);
    const size = sizeOf(row);
    if (end + size > chunk.length) {
      yield chunk.subarray(0, end);
      chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, size)); // the driver still holds the one before
      end = 0;
    }
    end = writeRow(chunk, end, columns, row);
  }
  yield chunk.subarray(0, end);
  yield Buffer.from([0xff, 0xff]);
}

/** The most bytes a row takes: a count, and for each value its length and itself. */
function sizeOf(row: readonly SqlValue[]): number {
  let size = 2;
  for (const value of row) {
    if (typeof value === "string") size += 4 + Buffer.byteLength(value);
    else size += value instanceof Uint8Array ? 4 + value.length : 12;
  }
  return size;
}

function writeRow(chunk: Buffer, start: number, columns: readonly Column[], row: readonly SqlValue[]): number {
  let end = chunk.writeInt16BE(row.length, start);
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? null;
    const column = columns[i];
    if (value === null) {
      end = chunk.writeInt32BE(-1, end);
    } else if (value instanceof Uint8Array && column?.oid === oids.bytea) {
      end = chunk.writeInt32BE(value.length, end);
      chunk.set(value, end);
      end += value.length;
    } else if (typeof value === "number" && Number.isSafeInteger(value) && column?.oid === oids.int8) {
      end = chunk.writeInt32BE(8, end);
      end = chunk.writeInt32BE(Math.floor(value / 2 ** 32), end);
      end = chunk.writeUInt32BE(value >>> 0, end);
    } else if (typeof value === "bigint" && BigInt.asIntN(64, value) === value && column?.oid === oids.int8) {
      end = chunk.writeInt32BE(8, end);
      end = chunk.writeBigInt64BE(value, end);
    } else if (typeof value === "string" && column?.oid === oids.text) {
      const length = chunk.write(value, end + 4);
      end = chunk.writeInt32BE(length, end) + length;
    } else {
      throw new ValueKindError(
        `The column "${column?.name}" does not hold values of that kind: give whole numbers to BIGINT, bytes to BYTEA and strings to TEXT.`,
      );
    }
  }
  return end;
}
