import { AsyncLocalStorage } from "node:async_hooks";
import type { Database, Row, SqlValue, Writer } from "./database.ts";
import type { Engine } from "./engine.ts";
import { DatabaseUnavailableError, TransactionMisuseError } from "./errors.ts";
import { migrateSchema } from "./migrate.ts";
import { buildTransaction, type TransactionState } from "./transaction.ts";
import { buildTurns } from "./turns.ts";

/** Builds the one interface over a connection: turns, transactions, migrations and the refusal of what would wait for itself. */
export function buildDatabase(engine: Engine): Database {
  const { statements, place, translate } = engine;
  const inside = new AsyncLocalStorage<TransactionState>();
  const turns = buildTurns();
  let closed = false;

  function requireOutside(): void {
    if (closed) throw new DatabaseUnavailableError("closed", `The database at ${place} was closed.`);
    if (inside.getStore()?.open) {
      throw new TransactionMisuseError("A transaction is open here: use the transaction, not the database");
    }
  }

  /** Runs one statement that is its own transaction: at once where that is possible and nothing waits, else in its turn. */
  async function single<T>(statement: () => T | Promise<T>): Promise<T> {
    requireOutside();
    if (engine.isSynchronous && !turns.taken()) {
      try {
        return await statement();
      } catch (error) {
        if (!engine.isLocked(error)) throw translate(error);
      }
    }
    return turns.take(() => engine.patiently(statement));
  }

  async function transaction<T>(work: (transaction: Writer) => Promise<T>): Promise<T> {
    requireOutside();
    return turns.take(async () => {
      const state: TransactionState = { open: true };
      try {
        await engine.begin();
        const result = await inside.run(state, () => work(buildTransaction(statements, state, translate)));
        if (state.failure !== undefined) throw state.failure.error;
        // What the work did not wait for may have failed only now.
        await engine.commit().catch((error) => {
          throw state.failure?.error ?? error;
        });
        return result;
      } catch (error) {
        await engine.rollBack();
        throw translate(error);
      } finally {
        state.open = false;
      }
    });
  }

  function needsTransaction(sql: string): boolean {
    return engine.writesInTransaction && !isQuestion(sql);
  }

  return {
    async all<R extends Row>(sql: string, parameters: readonly SqlValue[] = []) {
      if (needsTransaction(sql)) return transaction((writer) => writer.all<R>(sql, parameters));
      return single(() => statements.all(sql, parameters) as R[] | Promise<R[]>);
    },
    async get<R extends Row>(sql: string, parameters: readonly SqlValue[] = []) {
      if (needsTransaction(sql)) return transaction((writer) => writer.get<R>(sql, parameters));
      return single(() => statements.get(sql, parameters) as R | undefined | Promise<R | undefined>);
    },
    async run(sql, parameters = []) {
      if (needsTransaction(sql)) return transaction((writer) => writer.run(sql, parameters));
      return single(() => statements.run(sql, parameters));
    },
    insertMany: (table, columns, rows) => transaction((writer) => writer.insertMany(table, columns, rows)),
    transaction,
    migrate: (migrations) =>
      transaction(async (writer) => {
        const tables = await writer.all<{ name: string }>(engine.tablesSql);
        const names = tables.map(({ name }) => name);
        await migrateSchema(writer, migrations, names, engine.isReadOnly ? "check" : "apply");
      }),
    async close() {
      if (closed) return;
      requireOutside();
      closed = true;
      await turns.take(engine.close);
    },
  };
}

/** Tells whether a statement only reads. Of one that might write it says no. */
function isQuestion(sql: string): boolean {
  return /^\s*(?:select|with|values|explain|show)\b/i.test(sql) && !/\b(?:insert|update|delete)\b/i.test(sql);
}
