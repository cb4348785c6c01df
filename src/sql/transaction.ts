import type { Row, SqlValue, Writer } from "./database.ts";
import type { Statements } from "./engine.ts";
import { TransactionMisuseError } from "./errors.ts";

/** Where a transaction stands. */
export type TransactionState = {
  open: boolean;
  /** The first statement that failed. From there on the transaction can only be rolled back, as in PostgreSQL. */
  failure?: { readonly error: unknown };
};

/**
 * Builds what the work of a transaction is given: the statements of the connection, for as long as the transaction is open and nothing failed.
 *
 * @param translate - Turns what the driver throws into an error of this room.
 */
export function buildTransaction(
  statements: Statements,
  state: TransactionState,
  translate: (error: unknown) => unknown,
): Writer {
  async function attempt<T>(statement: () => T | Promise<T>): Promise<T> {
    if (!state.open) throw new TransactionMisuseError("The transaction has ended: nothing was read or written");
    if (state.failure !== undefined) {
      throw new TransactionMisuseError("A statement of this transaction failed: it can only be rolled back");
    }
    try {
      return await statement();
    } catch (error) {
      const translated = translate(error);
      state.failure ??= { error: translated };
      throw translated;
    }
  }

  return {
    all: <R extends Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      attempt(() => statements.all(sql, parameters) as R[] | Promise<R[]>),
    get: <R extends Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      attempt(() => statements.get(sql, parameters) as R | undefined | Promise<R | undefined>),
    run: (sql, parameters = []) => attempt(() => statements.run(sql, parameters)),
    insertMany: (table, columns, rows) => attempt(() => statements.insertMany(table, columns, rows)),
  };
}
