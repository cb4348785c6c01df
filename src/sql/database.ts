/**
 * A value as it goes into and comes out of a database.
 *
 * A whole number comes back as `number` where that is exact, and as `bigint` beyond 2^53; it is never rounded. A `number` bound to a TEXT
 * column is refused by PostgreSQL and becomes "5.0" in SQLite: bind a string there.
 */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A row by column name. */
export type Row = Readonly<Record<string, SqlValue>>;

/** What can be asked. `?` stands for a parameter, in order; SQL is kept to the subset that SQLite and PostgreSQL share. */
export type Reader = {
  /**
   * Runs a statement and reads every row of its answer.
   *
   * @typeParam R - The columns asked for: the caller's promise about its own SQL, not checked.
   * @throws {ParameterCountError} when there are more or fewer parameters than `?`
   * @throws {ConstraintError} when the statement writes (RETURNING) and breaks a rule of its table
   * @throws {ValueKindError} when PostgreSQL does not take a value for what its column holds
   * @throws {DatabaseUnavailableError} when the database cannot be read
   */
  readonly all: <R extends Row = Row>(sql: string, parameters?: readonly SqlValue[]) => Promise<R[]>;

  /** Runs a statement and reads the first row of its answer; `undefined` when there is none. Throws as `all` does. */
  readonly get: <R extends Row = Row>(sql: string, parameters?: readonly SqlValue[]) => Promise<R | undefined>;
};

/** What can be asked and written, inside one transaction or as statements that are each their own. */
export type Writer = Reader & {
  /**
   * Runs a statement that answers no rows. Throws as `all` does.
   *
   * @returns How many rows were inserted, changed or deleted.
   */
  readonly run: (sql: string, parameters?: readonly SqlValue[]) => Promise<{ readonly changes: number }>;

  /**
   * Inserts many rows, all or none. Rows that are there already are not skipped: they are a `ConstraintError`.
   *
   * @param rows - The values of each row, in the order of `columns`.
   * @throws {ParameterCountError} when a row has more or fewer values than there are columns
   */
  readonly insertMany: (
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly SqlValue[]>,
  ) => Promise<void>;
};

/** One step of a schema. Once released it never changes: a later step changes what it made. */
export type Migration = {
  readonly name: string;
  /** Statements without parameters, in order. BIGINT, TEXT and BYTEA are types in both databases. */
  readonly statements: readonly string[];
};

/**
 * A connection to a database.
 *
 * Only one transaction is open at a time. What is asked of the `Database` itself while one is open waits until it has ended, so it never sees
 * what is not committed; it waits in the order of the calls. To read beside a long write, open a second, read-only connection: it sees the
 * last committed state and waits for nobody.
 */
export type Database = Writer & {
  /**
   * Runs `work` in one transaction that may write, after every other writer: all of it is committed, or nothing when it throws. On a read-only connection it
   * reads one unchanging state.
   *
   * As in PostgreSQL, a statement that fails ends the transaction: it rolls back even if `work` catches the error.
   *
   * @param work - Uses the transaction it is given, never the `Database`, which would wait for itself.
   * @throws {TransactionMisuseError} when called inside `work`, when `work` uses the `Database`, or the transaction after its end
   * @throws {DatabaseUnavailableError} with reason `locked` when another connection keeps writing for too long
   */
  readonly transaction: <T>(work: (transaction: Writer) => Promise<T>) => Promise<T>;

  /**
   * Brings the schema up to the last of `migrations`, in one transaction, and records each with a checksum. On a read-only connection it only
   * checks.
   *
   * @throws {SchemaMismatchError} when what is recorded is not a beginning of `migrations`, or the tables are another program's
   */
  readonly migrate: (migrations: readonly Migration[]) => Promise<void>;

  /** Waits for what was begun and closes the connection. Closing again does nothing. */
  readonly close: () => Promise<void>;
};
