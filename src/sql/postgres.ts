import { buildDatabase } from "./buildDatabase.ts";
import type { Database } from "./database.ts";
import { DatabaseUnavailableError, TransactionMisuseError } from "./errors.ts";
import { quoteName } from "./names.ts";
import { buildConnection } from "./postgres/connection.ts";
import { buildStatements } from "./postgres/statements.ts";
import { translateError } from "./postgres/translate.ts";
import { parsePostgresUrl } from "./postgres/url.ts";

export type PostgresOptions = {
  /** `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME`; the schema is `public` when not named, and made when it is not there. */
  readonly url: string;
  /** Opens for reading alone; the schema must be there. */
  readonly readOnly?: boolean;
  /**
   * What a committed transaction survives. `normal` (the default): a crash of the program; a crash of the server may take the last transactions,
   * never the rest. `full`: that too, at the price of one fsync a transaction.
   */
  readonly durability?: "normal" | "full";
  /** How long to wait for another connection's write to end (milliseconds); 5,000 when not given. */
  readonly busyTimeoutMs?: number;
  /** How long to wait for the server (milliseconds); 10,000 when not given. */
  readonly connectTimeoutMs?: number;
};

/**
 * Opens a schema of a PostgreSQL database: many readers beside one writer, across processes and machines.
 *
 * Writers wait for each other by an advisory lock on the schema, held to the end of the transaction. A connection that broke is made again at the
 * next use, never inside a transaction.
 *
 * @throws {InvalidDatabaseUrlError} when the URL is none
 * @throws {DatabaseUnavailableError} when the server does not answer or refuses, or the database is missing
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { readOnly = false, durability = "normal", busyTimeoutMs = 5000, connectTimeoutMs = 10_000 } = options;
  const address = parsePostgresUrl(options.url);
  const { schema, place } = address;
  const session = { readOnly, durability, lockTimeoutMs: Math.max(1, busyTimeoutMs), connectTimeoutMs };
  const connection = buildConnection(address, session);
  const statements = buildStatements(connection);

  try {
    await requireSchema();
  } catch (error) {
    await connection.end();
    throw translateError(error, place);
  }

  return buildDatabase({
    place,
    isReadOnly: readOnly,
    isSynchronous: false,
    writesInTransaction: true,
    statements,
    tablesSql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
    begin,
    commit,
    rollBack,
    patiently: async (statement) => {
      try {
        return await statement();
      } catch (error) {
        throw translateError(error, place);
      }
    },
    isLocked: () => false,
    translate: (error) => translateError(error, place),
    close: () => connection.end(),
  });

  async function begin(): Promise<void> {
    await connection.use(async (client) => {
      connection.hold(client);
      // READ COMMITTED: what was committed while it waited for the lock has to be seen.
      await client.query(readOnly ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
      if (!readOnly) await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [lockName(schema)]);
    });
  }

  async function commit(): Promise<void> {
    const { command } = await connection.use((client) => client.query("COMMIT"));
    // The server answers so when a statement failed that nobody waited for.
    if (command !== "COMMIT")
      throw new TransactionMisuseError("A statement of this transaction failed: nothing was kept");
    connection.release();
  }

  async function rollBack(): Promise<void> {
    // With its connection the server ended the transaction.
    if (!connection.release()) return;
    // A failure here is one of the connection, and what made the transaction fail is what there is to tell.
    await connection.use((client) => client.query("ROLLBACK")).catch(() => undefined);
  }

  async function requireSchema(): Promise<void> {
    const there = await statements.get("SELECT 1 AS one FROM pg_namespace WHERE nspname = ?", [schema]);
    if (there !== undefined) return;
    if (readOnly) throw new DatabaseUnavailableError("missing", `There is no database at ${place}.`);
    await begin();
    await statements.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`, []);
    await commit();
  }
}

/** Names the lock of a schema, apart from locks that other programs take in the same database. */
function lockName(schema: string): string {
  return `fiducial writer of ${schema}`;
}
