import type { Reader, Row, SqlValue } from "../../sql/database.ts";

const PAGE = 5_000;

/**
 * Reads all rows of a table in the order of a key, also where somebody took the key's uniqueness away: rows of one key are never parted by a page.
 *
 * @param table - And `key`: names of this program's, never of anybody's typing.
 * @param page - How many rows are asked for at once.
 */
export async function* readRows(
  reader: Reader,
  table: string,
  key: readonly string[],
  page = PAGE,
): AsyncGenerator<Row> {
  const columns = key.join(", ");
  let after: readonly SqlValue[] = [];
  let limit = page;
  for (;;) {
    const where = after.length === 0 ? "" : `WHERE (${columns}) > (${key.map(() => "?").join(", ")})`;
    const rows = await reader.all(`SELECT * FROM ${table} ${where} ORDER BY ${columns} LIMIT ${limit}`, after);
    if (rows.length < limit) {
      yield* rows;
      return;
    }
    const last = nameOf(keyOf(rows.at(-1), key));
    const whole = rows.findLastIndex((row) => nameOf(keyOf(row, key)) !== last) + 1;
    if (whole === 0) {
      limit *= 2; // a page of one key alone
      continue;
    }
    yield* rows.slice(0, whole);
    after = keyOf(rows[whole - 1], key);
    limit = page;
  }
}

function keyOf(row: Row | undefined, key: readonly string[]): readonly SqlValue[] {
  return key.map((column) => row?.[column] ?? null);
}

function nameOf(values: readonly SqlValue[]): string {
  return values
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : `${typeof value} ${value}`))
    .join();
}
