import type { Database } from "./database.ts";

export type DatabaseOptions = {
  /** Opens for reading alone; the database must be there. */
  readonly readOnly?: boolean;
  /** What a committed transaction survives: see `SqliteOptions` and `PostgresOptions`. */
  readonly durability?: "normal" | "full";
  /** How long to wait for another connection's write to end (milliseconds); 5,000 when not given. */
  readonly busyTimeoutMs?: number;
};

/**
 * Opens the database that a URL or a path names: PostgreSQL for `postgresql://...` or `postgres://...`, else a file of SQLite.
 *
 * @throws {InvalidDatabaseUrlError} when it begins like a URL of PostgreSQL and is none
 * @throws {DatabaseUnavailableError} when it is missing or cannot be used
 */
export async function openDatabase(urlOrPath: string, options: DatabaseOptions = {}): Promise<Database> {
  // Each driver is loaded when it is wanted.
  if (/^postgres(?:ql)?:/i.test(urlOrPath)) {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres({ ...options, url: urlOrPath });
  }
  const { openSqlite } = await import("./sqlite.ts");
  return openSqlite({ ...options, path: urlOrPath });
}
