import type { Row, SqlValue } from "./database.ts";

type Awaitable<T> = T | Promise<T>;

/** Statements of one connection. What they throw is the driver's, for `translate`. */
export type Statements = {
  readonly all: (sql: string, parameters: readonly SqlValue[]) => Awaitable<Row[]>;
  readonly get: (sql: string, parameters: readonly SqlValue[]) => Awaitable<Row | undefined>;
  readonly run: (sql: string, parameters: readonly SqlValue[]) => Awaitable<{ readonly changes: number }>;
  readonly insertMany: (
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly SqlValue[]>,
  ) => Awaitable<void>;
};

/** What differs between two databases, under the one interface. */
export type Engine = {
  /** How messages call the database, as in "The database at ./index.db". Holds no secret. */
  readonly place: string;
  readonly isReadOnly: boolean;
  /** Whether a statement has run when the call of it returns. */
  readonly isSynchronous: boolean;
  /** Whether a statement that writes outside of a transaction needs one, to wait for other writers as a transaction does. */
  readonly writesInTransaction: boolean;
  readonly statements: Statements;
  /** Lists the tables that are there, as `name`. */
  readonly tablesSql: string;
  /** Begins a transaction: one that may write waits for every other writer first, in any process. */
  readonly begin: () => Promise<void>;
  readonly commit: () => Promise<void>;
  /** Ends a transaction that failed; does nothing when the database has ended it already. */
  readonly rollBack: () => Promise<void>;
  /** Runs one statement of its own, again while another connection holds the lock. */
  readonly patiently: <T>(statement: () => Awaitable<T>) => Promise<T>;
  /** Tells whether a statement failed, without effect, because another connection holds the lock. */
  readonly isLocked: (error: unknown) => boolean;
  /** Turns an error of the driver that a well-made program still meets into one of this room; hands back any other as it is. */
  readonly translate: (error: unknown) => unknown;
  readonly close: () => Promise<void>;
};
