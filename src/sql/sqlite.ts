import { AsyncLocalStorage } from "node:async_hooks";
import { DatabaseSync } from "node:sqlite";
import type { Database, Row, SqlValue, Writer } from "./database.ts";
import { DatabaseUnavailableError, TransactionMisuseError } from "./errors.ts";
import { migrateSchema } from "./migrate.ts";
import { buildStatements } from "./statements.ts";
import { buildTransaction, type TransactionState } from "./transaction.ts";
import { isLocked, translateError } from "./translate.ts";
import { buildTurns } from "./turns.ts";

export type SqliteOptions = {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** Opens for reading alone; the file must be there. */
  readonly readOnly?: boolean;
  /** Refuses to make a file that is not there. */
  readonly mustExist?: boolean;
  /**
   * What a committed transaction survives. `normal` (the default): a crash of the program; a power failure may take the last transactions, never
   * the rest. `full`: a power failure too, at the price of one fsync a transaction.
   */
  readonly durability?: "normal" | "full";
  /** How long to wait for another connection's write to end (milliseconds); 5,000 when not given. */
  readonly busyTimeoutMs?: number;
};

const pollMs = 10;

/**
 * Opens a SQLite database in write-ahead mode with foreign keys on: many readers beside one writer, across processes.
 *
 * Statements run synchronously on the calling thread; only waiting for a lock does not block.
 *
 * @throws {DatabaseUnavailableError} when the file is missing, not a database, locked, or cannot be written
 */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const { path, readOnly = false, durability = "normal", busyTimeoutMs = 5000 } = options;
  const attempts = Math.max(1, Math.ceil(busyTimeoutMs / pollMs));
  const connection = connect();
  try {
    await patiently(configure);
  } catch (error) {
    connection.close();
    throw error;
  }

  const statements = buildStatements(connection);
  const inside = new AsyncLocalStorage<TransactionState>();
  const turns = buildTurns();
  let closed = false;

  function requireOutside(): void {
    if (closed) throw new DatabaseUnavailableError("closed", `The database at ${path} was closed.`);
    if (inside.getStore()?.open) {
      throw new TransactionMisuseError("A transaction is open here: use the transaction, not the database");
    }
  }

  /** Runs one statement that is its own transaction: at once when nothing waits, else in its turn. */
  async function single<T>(statement: () => T): Promise<T> {
    requireOutside();
    if (turns.taken()) return turns.take(() => patiently(statement));
    try {
      return statement();
    } catch (error) {
      if (isLocked(error)) return turns.take(() => patiently(statement));
      throw translateError(error, path);
    }
  }

  async function transaction<T>(work: (transaction: Writer) => Promise<T>): Promise<T> {
    requireOutside();
    return turns.take(async () => {
      await patiently(() => connection.exec(readOnly ? "BEGIN" : "BEGIN IMMEDIATE"));
      const state: TransactionState = { open: true };
      try {
        const result = await inside.run(state, () => work(buildTransaction(statements, state, path)));
        if (state.failure !== undefined) throw state.failure.error;
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk makes SQLite roll back by itself.
        if (connection.isTransaction) connection.exec("ROLLBACK");
        throw translateError(error, path);
      } finally {
        state.open = false;
      }
    });
  }

  return {
    all: <R extends Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      single(() => statements.all(sql, parameters) as R[]),
    get: <R extends Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      single(() => statements.get(sql, parameters) as R | undefined),
    run: (sql, parameters = []) => single(() => statements.run(sql, parameters)),
    insertMany: (table, columns, rows) => transaction((writer) => writer.insertMany(table, columns, rows)),
    transaction,
    migrate: (migrations) =>
      transaction(async (writer) => {
        const tables = await writer.all<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        );
        const names = tables.map(({ name }) => name);
        await migrateSchema(writer, migrations, names, readOnly ? "check" : "apply");
      }),
    async close() {
      if (closed) return;
      requireOutside();
      closed = true;
      await turns.take(async () => connection.close());
    },
  };

  function connect(): DatabaseSync {
    try {
      if (options.mustExist) new DatabaseSync(path, { readOnly: true }).close();
      return new DatabaseSync(path, { readOnly, timeout: 0 });
    } catch (error) {
      throw translateError(error, path);
    }
  }

  function configure(): void {
    // Reads the first page, so that a file that is not a database is found here.
    connection.prepare("SELECT count(*) FROM sqlite_master").get();
    if (readOnly) return;
    const [mode] = Object.values(connection.prepare("PRAGMA journal_mode = WAL").get() ?? {});
    if (mode !== "wal" && mode !== "memory") {
      const message = `The database at ${path} is on a file system without shared memory. Keep it on a local disk.`;
      throw new DatabaseUnavailableError("io", message);
    }
    connection.exec(`PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
  }

  /** Runs a statement again while another connection holds the lock. A statement refused for the lock had no effect. */
  async function patiently<T>(statement: () => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return statement();
      } catch (error) {
        if (!isLocked(error) || attempt >= attempts) throw translateError(error, path);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  }
}
