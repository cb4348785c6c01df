import type { Database, Writer } from "../../src/sql/database.ts";
import { DatabaseUnavailableError } from "../../src/sql/errors.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** The machine stopped: what was in memory is gone. */
export class SimulatedCrash extends Error {}

/** What happens to the database's connection, and at which of the statements and commits from now on. */
export type Accident = {
  readonly kind: "crash" | "lost";
  readonly at: number;
  /** Whether what was asked for is done before it happens: a commit that nobody hears of. */
  readonly isDone: boolean;
};

export type Disk = {
  readonly database: Database;
  /** Ends whoever uses it: nothing is read or written any more. */
  readonly kill: () => void;
};

/**
 * Stands between an indexer and its database.
 *
 * @param accident - Is asked before each statement and commit, by its number from one on.
 * @param onCrash - Is called at the moment of a crash, before anything is taken back.
 */
export function buildDisk(
  database: Database,
  time: VirtualTime,
  accident: Accident | undefined,
  onCrash: () => void = () => undefined,
): Disk {
  let isDead = false;
  let steps = 0;

  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (isDead) throw new SimulatedCrash();
    steps += 1;
    if (accident === undefined || steps !== accident.at) return time.during(work);
    if (accident.isDone) await time.during(work);
    if (accident.kind === "lost") throw new DatabaseUnavailableError("lost", "The connection broke.");
    isDead = true;
    onCrash();
    throw new SimulatedCrash();
  }

  const guard = (writer: Writer): Writer => ({
    all: (sql, parameters) => step(() => writer.all(sql, parameters)),
    get: (sql, parameters) => step(() => writer.get(sql, parameters)),
    run: (sql, parameters) => step(() => writer.run(sql, parameters)),
    insertMany: (table, columns, rows) => step(() => writer.insertMany(table, columns, rows)),
  });

  return {
    database: {
      ...guard(database),
      // Counts before the work, so that a crash comes at its beginning, inside it, at its commit, or after the commit.
      transaction: (work) => step(() => database.transaction(async (writer) => work(guard(writer)))),
      migrate: (migrations) => step(() => database.migrate(migrations)),
      close: async () => undefined,
    },
    kill: () => {
      isDead = true;
    },
  };
}
