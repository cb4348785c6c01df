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
  /** The columns of its rows. */
  names: readonly string[];
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
      // Objects made here, all of one shape, are read in half the time of the driver's.
      statement.setReturnArrays(true);
      prepared = { statement, parameterCount: countParameters(sql), names: namesOf(statement), readsBigInts };
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
      const rows = read(prepared, (statement) => statement.all(...parameters)) as unknown as SqlValue[][];
      return rows.map((values) => buildRow(prepared, values));
    },
    get(sql, parameters) {
      const prepared = prepare(sql, parameters);
      const values = read(prepared, (statement) => statement.get(...parameters)) as unknown as SqlValue[] | undefined;
      return values === undefined ? undefined : buildRow(prepared, values);
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

function namesOf(statement: StatementSync): readonly string[] {
  return statement.columns().map(({ name }) => name);
}

/** Names the values of a row, with whole numbers that a `number` holds exactly as one. */
function buildRow(prepared: Prepared, values: readonly SqlValue[]): Row {
  // SQLite prepares a statement anew when its table was changed.
  if (values.length !== prepared.names.length) prepared.names = namesOf(prepared.statement);
  const { names, readsBigInts } = prepared;
  const row: Record<string, SqlValue> = {};
  for (let i = 0; i < names.length; i += 1) {
    const value = values[i] ?? null;
    row[names[i] ?? ""] = readsBigInts && typeof value === "bigint" ? narrow(value) : value;
  }
  return row;
}

function narrow(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_OUT_OF_RANGE";
}
