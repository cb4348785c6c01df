import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Row, SqlValue } from "../database.ts";
import { quoteName } from "../names.ts";
import { countParameters, requireCount } from "../parameters.ts";

/** Statements of one connection, kept prepared. Everything here is synchronous: it is the fast path under the asynchronous interface. */
export type SqliteStatements = {
  readonly all: (sql: string, parameters: readonly SqlValue[]) => Row[];
  readonly get: (sql: string, parameters: readonly SqlValue[]) => Row | undefined;
  readonly run: (sql: string, parameters: readonly SqlValue[]) => { readonly changes: number };
  readonly insertMany: (table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>) => void;
};

type Prepared = {
  readonly statement: StatementSync;
  readonly parameterCount: number;
  /** Whether it reads whole numbers as bigint, to be narrowed afterwards. */
  readsBigInts: boolean;
};

const keptAtMost = 500;

/** Builds the statements of a connection that is open. */
export function buildStatements(connection: DatabaseSync): SqliteStatements {
  const kept = new Map<string, Prepared>();

  function prepare(sql: string, parameters: readonly SqlValue[]): Prepared {
    let prepared = kept.get(sql);
    if (prepared === undefined) {
      const statement = connection.prepare(sql);
      // A statement that writes and answers must not be run twice, so it reads big numbers from the start.
      const readsBigInts = /\breturning\b/i.test(sql);
      statement.setReadBigInts(readsBigInts);
      prepared = { statement, parameterCount: countParameters(sql), readsBigInts };
      if (kept.size >= keptAtMost) kept.clear();
      kept.set(sql, prepared);
    }
    requireCount(parameters.length, prepared.parameterCount); // SQLite takes a missing value as NULL
    return prepared;
  }

  function read<T>(prepared: Prepared, ask: (statement: StatementSync) => T): T {
    if (prepared.readsBigInts) return ask(prepared.statement);
    try {
      return ask(prepared.statement);
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      prepared.readsBigInts = true;
      prepared.statement.setReadBigInts(true);
      return ask(prepared.statement);
    }
  }

  return {
    all(sql, parameters) {
      const prepared = prepare(sql, parameters);
      const rows = read(prepared, (statement) => statement.all(...parameters));
      return prepared.readsBigInts ? rows.map(narrow) : rows;
    },
    get(sql, parameters) {
      const prepared = prepare(sql, parameters);
      const row = read(prepared, (statement) => statement.get(...parameters));
      return prepared.readsBigInts && row !== undefined ? narrow(row) : row;
    },
    run(sql, parameters) {
      const { changes } = prepare(sql, parameters).statement.run(...parameters);
      return { changes: Number(changes) };
    },
    insertMany(table, columns, rows) {
      const places = columns.map(() => "?").join(", ");
      const sql = `INSERT INTO ${quoteName(table)} (${columns.map(quoteName).join(", ")}) VALUES (${places})`;
      let statement: StatementSync | undefined;
      for (const row of rows) {
        requireCount(row.length, columns.length);
        statement ??= prepare(sql, row).statement;
        statement.run(...row);
      }
    },
  };
}

/** Turns whole numbers that a `number` holds exactly into one. */
function narrow(row: Row): Row {
  const narrowed: Record<string, SqlValue> = {};
  for (const [column, value] of Object.entries(row)) {
    narrowed[column] = typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  return narrowed;
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_OUT_OF_RANGE";
}
