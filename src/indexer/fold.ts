import type { SqlValue, Writer } from "../sql/database.ts";
import type { Block, Log } from "./chain.ts";
import { cutAccess } from "./cutAccess.ts";
import { decodeEvent, type EventName } from "./decode.ts";
import { MalformedAnswerError } from "./errors.ts";
import type { Handler, Organizations } from "./handler.ts";
import { handlers } from "./handlers/handlers.ts";
import { bytesOf } from "./hex.ts";
import { placeColumns, type Table, tableNames, tables } from "./tables.ts";

const method = "eth_getLogs";

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
  let [txHash, tx]: [string, Uint8Array] = ["", new Uint8Array()];
  for (const log of logs) {
    const block = blocks.get(log.blockNumber);
    if (block === undefined) throw new MalformedAnswerError(method, "a log is of a block without a header");
    // The logs of a transaction stand together.
    if (log.txHash !== txHash) [txHash, tx] = [log.txHash, bytesOf(log.txHash)];
    const access = cutAccess(log, organizations);
    const entry = access === undefined ? foldOther(log, organizations) : { table: "accesses" as const, row: access };
    if (entry === undefined) continue;
    entry.row.push(log.blockNumber, block.time, tx, log.logIndex);
    rows[entry.table].push(entry.row);
  }
  return rows;
}

function foldOther(
  log: Log,
  organizations: Organizations,
): { readonly table: Table; readonly row: SqlValue[] } | undefined {
  const event = decodeEvent(log.topics, log.data);
  if (event === undefined || event.name === "Accessed") {
    throw new MalformedAnswerError(method, "a log is no event of the registry");
  }
  // The table of handlers is complete by its type, and `decodeEvent` gives each the values of its event: a test holds that.
  const handle = handlers[event.name] as Handler<EventName>;
  const entry = handle(event.values as never, organizations);
  if (entry === undefined) return undefined;
  const given = entry.row as Readonly<Record<string, SqlValue | undefined>>;
  return { table: entry.table, row: tables[entry.table].map((column) => given[column] ?? null) };
}

/** Inserts rows, in the order of the tables. */
export async function insertRows(writer: Writer, rows: Rows): Promise<void> {
  for (const table of tableNames) {
    if (rows[table].length > 0) await writer.insertMany(table, [...tables[table], ...placeColumns], rows[table]);
  }
}
