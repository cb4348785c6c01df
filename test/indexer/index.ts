import { createHash } from "node:crypto";
import type { Request } from "../../src/indexer/chain.ts";
import { createIndexer, type Indexer, type IndexerOptions } from "../../src/indexer/sync.ts";
import { tableNames } from "../../src/indexer/tables.ts";
import type { Database } from "../../src/sql/database.ts";
import { openNew } from "../sql/databases.ts";
import type { World } from "./world.ts";

/** The tables that are a fold of the chain: all but the marks of how it was read. */
export const foldedTables: readonly string[] = ["blocks", "chain", ...tableNames];

/** An indexer and its database. */
export type Index = { readonly database: Database; readonly indexer: Indexer };

type Options = Partial<Pick<IndexerOptions, "request" | "finality" | "blocksAtOnce" | "eventsAtOnce" | "now">>;

/** Opens an empty index of a world's registry. */
export async function openIndex(world: World, options: Options = {}): Promise<Index> {
  const database = await openNew();
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

/** Computes a digest of every table that is a fold of the chain. */
export async function digestOf(database: Database): Promise<string> {
  const hash = createHash("sha256");
  for (const table of foldedTables.toSorted()) {
    const rows = await database.all(`SELECT * FROM ${table}`);
    const lines = rows.map((row) => JSON.stringify(Object.entries(row)));
    hash.update(`${table}\n${lines.sort().join("\n")}\n`);
  }
  return hash.digest("hex");
}

/** Makes a node seem to be at an earlier block. */
export function asOfBlock(request: Request, head: number): Request {
  return (method, params) =>
    request(
      method,
      params.map((param) => (param === "latest" ? `0x${head.toString(16)}` : param)),
    );
}
