import { createHash } from "node:crypto";
import type { Request } from "../../src/indexer/chain.ts";
import { createIndexer, type Indexer, type IndexerOptions } from "../../src/indexer/sync.ts";
import type { Database } from "../../src/sql/database.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import type { World } from "./story.ts";

/** An indexer and its database, in memory. */
export type Index = { readonly database: Database; readonly indexer: Indexer };

type Options = Partial<Pick<IndexerOptions, "request" | "finality" | "blocksAtOnce" | "eventsAtOnce" | "now">>;

/** Opens an empty index of a world's registry. */
export async function openIndex(world: World, options: Options = {}): Promise<Index> {
  const database = await openSqlite({ path: ":memory:" });
  return { database, indexer: await openIndexer(world, database, options) };
}

/** Opens an indexer on a database. */
export function openIndexer({ chain, request }: World, database: Database, options: Options = {}): Promise<Indexer> {
  return createIndexer({ database, request, registry: chain.registry, startBlock: chain.startBlock, ...options });
}

/** Reads the whole chain into a fresh index and takes its digest. */
export async function digestOfFresh(world: World, request: Request = world.request): Promise<string> {
  const { database, indexer } = await openIndex(world, { request });
  await indexer.syncOnce();
  return digestOf(database);
}

/** Computes a digest of every table that is a fold of the chain: all but the marks of how it was read. */
export async function digestOf(database: Database): Promise<string> {
  const hash = createHash("sha256");
  for (const table of await tablesOf(database)) {
    if (["writer", "checkpoints", "schema_migrations"].includes(table)) continue;
    const rows = await database.all(`SELECT * FROM ${table}`);
    const lines = rows.map((row) => JSON.stringify(Object.entries(row)));
    hash.update(`${table}\n${lines.sort().join("\n")}\n`);
  }
  return hash.digest("hex");
}

/** Lists the tables of a database, by name. */
export async function tablesOf(database: Database): Promise<readonly string[]> {
  const rows = await database.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

/** Makes a node seem to be at an earlier block. */
export function asOfBlock(request: Request, head: number): Request {
  return (method, params) =>
    request(
      method,
      params.map((param) => (param === "latest" ? `0x${head.toString(16)}` : param)),
    );
}
