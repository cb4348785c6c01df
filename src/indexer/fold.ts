import type { SqlValue, Writer } from "../sql/database.ts";
import type { Block, Log } from "./chain.ts";
import { decodeEvent, type EventName } from "./decode.ts";
import { MalformedAnswerError } from "./errors.ts";
import type { Handler, Organizations } from "./handler.ts";
import { handlers } from "./handlers/handlers.ts";
import { bytesOf } from "./hex.ts";
import { placeColumns, type Table, tableNames, tables } from "./tables.ts";

/** Rows to insert, by table. */
export type Rows = { readonly [T in Table]: SqlValue[][] };

/**
 * Turns logs of the registry into rows.
 *
 * @param logs - In the order of the chain.
 * @param blocks - The blocks that hold them, by number.
 * @param organizations - The directory as it stood before the first of them; afterwards as it stands after the last.
 * @throws {MalformedAnswerError} when a log is no event of the registry
 */
export function fold(logs: readonly Log[], blocks: ReadonlyMap<number, Block>, organizations: Organizations): Rows {
  const rows = Object.fromEntries(tableNames.map((table): [Table, SqlValue[][]] => [table, []])) as Rows;
  for (const log of logs) {
    const event = decodeEvent(log.topics, log.data);
    const block = blocks.get(log.blockNumber);
    if (event === undefined || block === undefined) {
      throw new MalformedAnswerError("eth_getLogs", "a log is no event of the registry");
    }
    // The table of handlers is complete by its type, and `decodeEvent` gives each the values of its event: a test holds that.
    const handle = handlers[event.name] as Handler<EventName>;
    const entry = handle(event.values as never, organizations);
    if (entry === undefined) continue;
    const given = entry.row as Readonly<Record<string, SqlValue | undefined>>;
    const row = tables[entry.table].map((column) => given[column] ?? null);
    row.push(log.blockNumber, block.time, bytesOf(log.txHash), log.logIndex);
    rows[entry.table].push(row);
  }
  return rows;
}

/** Inserts rows, in the order of the tables. */
export async function insertRows(writer: Writer, rows: Rows): Promise<void> {
  for (const table of tableNames) {
    if (rows[table].length > 0) await writer.insertMany(table, [...tables[table], ...placeColumns], rows[table]);
  }
}
