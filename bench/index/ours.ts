import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Address } from "viem";
import { buildChain } from "../../src/indexer/chain.ts";
import { fold, insertRows } from "../../src/indexer/fold.ts";
import { makeIndexes } from "../../src/indexer/indexes.ts";
import { buildRangeSize } from "../../src/indexer/rangeSize.ts";
import { type Range, readRanges } from "../../src/indexer/ranges.ts";
import { migrations } from "../../src/indexer/schema.ts";
import { createIndexer } from "../../src/indexer/sync.ts";
import type { Database } from "../../src/sql/database.ts";
import { openDatabase } from "../../src/sql/openDatabase.ts";
import { buildRequest } from "./request.ts";

/** A chain to index: where its node is, and the registry on it. */
export type Source = { readonly rpcUrl: string; readonly registry: Address };

/** One cold index, and the time of each of its stages alone: reading, folding, writing (with the making of the indexes). In the index they overlap. */
export type OurFigures = {
  readonly eventsPerSecond: number;
  readonly fetchMs: number;
  readonly decodeMs: number;
  readonly writeMs: number;
  readonly bytesPerAccess: number;
};

/** A place for a database: how to open it empty, and how many bytes it takes. */
export type Place = {
  readonly openEmpty: () => Promise<Database>;
  readonly sizeOf: (database: Database) => Promise<number>;
};

/** A file of SQLite in a folder. */
export function placeInFile(folder: string): Place {
  const path = join(folder, "index.sqlite");
  return {
    async openEmpty() {
      for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
      return openDatabase(path);
    },
    async sizeOf(database) {
      await database.all("PRAGMA wal_checkpoint(TRUNCATE)");
      return statSync(path).size;
    },
  };
}

const schema = "fiducial_bench";

/** The address of the schema of its own that the benchmarks have in a PostgreSQL. */
export function locateInPostgres(url: string): string {
  const own = new URL(url.replace("@/", "@localhost/")); // a socket's folder stands without a host
  own.searchParams.set("schema", schema);
  return own.href;
}

/** A schema of its own in a PostgreSQL. */
export function placeInPostgres(url: string): Place {
  return {
    async openEmpty() {
      const around = await openDatabase(url);
      await around.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await around.run(`CREATE SCHEMA ${schema}`);
      await around.close();
      return openDatabase(locateInPostgres(url));
    },
    async sizeOf(database) {
      const size = "SELECT sum(pg_total_relation_size(relid)) AS bytes FROM pg_stat_user_tables WHERE schemaname = ?";
      return Number((await database.get<{ bytes: number | string }>(size, [schema]))?.bytes);
    },
  };
}

/** Indexes a chain from nothing, as the command line does, and measures. */
export async function measureOurs(source: Source, place: Place): Promise<OurFigures> {
  const whole = await measureWhole(source, place);
  const begun = performance.now();
  const ranges = await readAll(source);
  const fetched = performance.now();
  const organizations = new Map<string, Uint8Array>();
  const rows = ranges.map(({ logs, blocks }) => fold(logs, blocks, organizations));
  const folded = performance.now();
  const database = await place.openEmpty();
  try {
    await database.migrate(migrations);
    const opened = performance.now();
    await database.transaction(async (writer) => {
      for (const some of rows) await insertRows(writer, some);
    });
    await makeIndexes((work) => database.transaction(work));
    const written = performance.now();
    return { ...whole, fetchMs: fetched - begun, decodeMs: folded - fetched, writeMs: written - opened };
  } finally {
    await database.close();
  }
}

async function measureWhole({ rpcUrl, registry }: Source, place: Place) {
  const database = await place.openEmpty();
  try {
    const now = (): number => performance.now();
    const begun = now();
    const indexer = await createIndexer({ database, request: buildRequest(rpcUrl), registry, startBlock: 0, now });
    const { events } = await indexer.syncOnce({
      onProgress: ({ events: sofar, pace }) => {
        if (process.stderr.isTTY && pace !== undefined) {
          const rate = Math.round(pace.eventsPerSecond).toLocaleString("en");
          process.stderr.write(`\r${sofar} events, ${rate} a second, ${Math.ceil(pace.secondsLeft)} s left   `);
        }
      },
    });
    const seconds = (now() - begun) / 1_000;
    const accesses = (await database.get<{ n: number }>("SELECT count(*) AS n FROM accesses"))?.n ?? 0;
    return { eventsPerSecond: events / seconds, bytesPerAccess: (await place.sizeOf(database)) / accesses };
  } finally {
    await database.close();
  }
}

async function readAll({ rpcUrl, registry }: Source): Promise<readonly Range[]> {
  const chain = buildChain(buildRequest(rpcUrl));
  const { number: head } = await chain.getHead();
  const source = { chain, registry, size: buildRangeSize(100_000), settled: head - 64 };
  const ranges: Range[] = [];
  for await (const range of readRanges(source, 0, head)) ranges.push(range);
  return ranges;
}
