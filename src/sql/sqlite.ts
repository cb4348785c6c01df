import { DatabaseSync } from "node:sqlite";
import { buildDatabase } from "./buildDatabase.ts";
import type { Database } from "./database.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { buildStatements } from "./sqlite/statements.ts";
import { isLocked, translateError } from "./sqlite/translate.ts";

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

/** Pages kept in memory, in KiB: with SQLite's own 2 MB every index of a large table is read again for each batch. */
const cacheKib = 64 * 1024;

/** How many pages the log of a writer grows by before they go into the file: ten times SQLite's own, so that a page changed often goes once. */
const checkpointPages = 10_000;

/** How many rows of an index ANALYZE looks at: enough to tell a column of few values from one of many, at any size of the table. */
const analyzedRows = 1_000;

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

  return buildDatabase({
    place: path,
    isReadOnly: readOnly,
    isSynchronous: true,
    writesInTransaction: false, // a statement of its own waits for the lock in any case
    statements: buildStatements(connection),
    tablesSql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    begin: () => patiently(() => connection.exec(readOnly ? "BEGIN" : "BEGIN IMMEDIATE")),
    commit: async () => connection.exec("COMMIT"),
    async rollBack() {
      // A full disk makes SQLite roll back by itself.
      if (connection.isTransaction) connection.exec("ROLLBACK");
    },
    patiently,
    isLocked,
    translate: (error) => translateError(error, path),
    close: async () => connection.close(),
  });

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
    connection.exec(`PRAGMA cache_size = -${cacheKib}`);
    if (readOnly) return;
    const [mode] = Object.values(connection.prepare("PRAGMA journal_mode = WAL").get() ?? {});
    if (mode !== "wal" && mode !== "memory") {
      const message = `The database at ${path} is on a file system without shared memory. Keep it on a local disk.`;
      throw new DatabaseUnavailableError("io", message);
    }
    connection.exec(`PRAGMA analysis_limit = ${analyzedRows}`);
    connection.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
    connection.exec(`PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
  }

  /** Runs a statement again while another connection holds the lock. A statement refused for the lock had no effect. */
  async function patiently<T>(statement: () => T | Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await statement();
      } catch (error) {
        if (!isLocked(error) || attempt >= attempts) throw translateError(error, path);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  }
}
