import type { Client } from "pg";
import type { Row, SqlValue } from "../database.ts";
import type { Statements } from "../engine.ts";
import { quoteName } from "../names.ts";
import { countParameters, replaceParameters, requireCount } from "../parameters.ts";
import type { Connection } from "./connection.ts";
import { type Column, copyRows } from "./copy.ts";
import { castOf, parameterOf, types } from "./values.ts";

/** What is known on one connection. */
type Kept = {
  readonly client: Client;
  /** The names under which statements are prepared, by their text. */
  readonly names: Map<string, string>;
  /** Statements that were run once: only those that come again are worth preparing. */
  readonly once: Set<string>;
  readonly columns: Map<string, ReadonlyMap<string, Column>>;
};

const keptAtMost = 500;
/** SQLite's function for the digits of bytes has another name here. */
const hexOfColumn = /\bhex\(([\w.]+)\)/g;
const changesSchema = /^\s*(?:create|alter|drop)\b/i;

/** Builds the statements of a connection. */
export function buildStatements(connection: Connection): Statements {
  let kept: Kept | undefined;

  function keptOf(client: Client): Kept {
    if (kept?.client !== client) kept = { client, names: new Map(), once: new Set(), columns: new Map() };
    return kept;
  }

  function query(sql: string, parameters: readonly SqlValue[]) {
    requireCount(parameters.length, countParameters(sql));
    const text = replaceParameters(
      sql.replaceAll(hexOfColumn, "encode($1, 'hex')"),
      (index) => `$${index + 1}${castOf(parameters[index])}`,
    );
    return connection.use(async (client) => {
      const known = keptOf(client);
      if (changesSchema.test(sql)) known.columns.clear();
      const name = nameOf(known, text);
      return client.query<Row>({ text, values: parameters.map(parameterOf), types, ...(name && { name }) });
    });
  }

  return {
    all: async (sql, parameters) => (await query(sql, parameters)).rows,
    get: async (sql, parameters) => (await query(sql, parameters)).rows[0],
    run: async (sql, parameters) => ({ changes: (await query(sql, parameters)).rowCount ?? 0 }),
    insertMany: (table, names, rows) =>
      connection.use(async (client) => {
        const { columns } = keptOf(client);
        const known = columns.get(table) ?? (await readColumns(client, table));
        columns.set(table, known);
        const wanted = names.map((name) => known.get(name) ?? { name, oid: 0 });
        await copyRows(client, table, wanted, rows);
      }),
  };
}

/** Names a statement that is worth preparing; the server keeps the first 500 of them until the connection ends. */
function nameOf({ names, once }: Kept, text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= keptAtMost) return name;
  if (!once.delete(text)) {
    if (once.size >= keptAtMost) once.clear();
    once.add(text);
    return undefined;
  }
  names.set(text, `statement ${names.size}`);
  return names.get(text);
}

async function readColumns(client: Client, table: string): Promise<ReadonlyMap<string, Column>> {
  const { rows } = await client.query<Column>({
    text: `SELECT attname AS name, atttypid::int4 AS oid FROM pg_attribute
            WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    values: [quoteName(table)],
  });
  return new Map(rows.map((column) => [column.name, column]));
}
