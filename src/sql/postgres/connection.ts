import pg from "pg";
import { DatabaseUnavailableError } from "../errors.ts";
import { quoteName } from "../names.ts";
import { buildTurns } from "../turns.ts";
import type { PostgresAddress } from "./url.ts";

/** What a connection is told of how to behave. */
export type Session = {
  readonly readOnly: boolean;
  readonly durability: "normal" | "full";
  readonly lockTimeoutMs: number;
  readonly connectTimeoutMs: number;
};

/** A connection to a server. One that breaks is made again at the next use, but for a transaction that began on it. */
export type Connection = {
  /**
   * Uses the connection when whoever asked before has finished, making it first where there is none.
   *
   * @throws {DatabaseUnavailableError} with reason `lost` when it is not the one the open transaction began on
   * @throws What the driver throws.
   */
  readonly use: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  /** Begins to hold whoever uses it to this connection. */
  readonly hold: (client: pg.Client) => void;
  /** Ends that; tells whether the connection was still the same. */
  readonly release: () => boolean;
  readonly end: () => Promise<void>;
};

/** How long a transaction may stand still before the server ends it: one whose program died must not keep others waiting for ever. */
const idleTransactionTimeoutMs = 60_000;

/** Builds a connection that is not made yet. */
export function buildConnection(address: PostgresAddress, session: Session): Connection {
  const turns = buildTurns();
  let current: pg.Client | undefined;
  let held: pg.Client | undefined;

  async function connect(): Promise<pg.Client> {
    const { connectionString } = address;
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: session.connectTimeoutMs,
      keepAlive: true,
    });
    client.on("error", () => {
      // Whoever waits for an answer hears of it; whoever comes later gets a new connection.
      if (current === client) current = undefined;
    });
    try {
      await client.connect();
      await client.query(buildSettings());
    } catch (error) {
      await client.end().catch(() => undefined); // the first error says what is wrong
      throw error;
    }
    current = client;
    return client;
  }

  function buildSettings(): string {
    return [
      `SET search_path TO ${quoteName(address.schema)}`,
      "SET bytea_output TO hex",
      `SET synchronous_commit TO ${session.durability === "full" ? "on" : "off"}`,
      `SET default_transaction_read_only TO ${session.readOnly ? "on" : "off"}`,
      // What a question finds differs from value to value: it is planned for those it is asked with, each time.
      "SET plan_cache_mode TO force_custom_plan",
      "SET jit TO off",
      // ANALYZE looks at 6,000 rows of a table: enough to tell a column of few values from one of many, at a fifth of the time.
      "SET default_statistics_target TO 20",
      `SET lock_timeout TO ${session.lockTimeoutMs}`,
      `SET idle_in_transaction_session_timeout TO ${idleTransactionTimeoutMs}`,
    ].join("; ");
  }

  return {
    use: (work) =>
      turns.take(async () => {
        if (held !== undefined && held !== current) {
          throw new DatabaseUnavailableError(
            "lost",
            `The connection to the database at ${address.place} broke. Try again.`,
          );
        }
        return work(current ?? (await connect()));
      }),
    hold(client) {
      held = client;
    },
    release() {
      const isSame = held !== undefined && held === current;
      held = undefined;
      return isSame;
    },
    end: () =>
      turns.take(async () => {
        const client = current;
        current = undefined;
        await client?.end();
      }),
  };
}
