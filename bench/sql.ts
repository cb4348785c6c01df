/**
 * How fast rows of the access log go into each database: `npm run bench:sql`, with `-- --json` for one line of JSON, `-- --rows 1000000` for
 * more of them and `-- --batch 10000` for fewer in a transaction.
 *
 * Both in one run, in turns, the best of three of each, with every index of the table. PostgreSQL is the one of DATABASE_URL, else one that is
 * installed, with its usual settings.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeIndexes } from "../src/indexer/indexes.ts";
import { migrations } from "../src/indexer/schema.ts";
import { placeColumns, tables } from "../src/indexer/tables.ts";
import type { Database, SqlValue } from "../src/sql/database.ts";
import { openDatabase } from "../src/sql/openDatabase.ts";
import { findMissingPostgres, startServer } from "../test/sql/postgresServer.ts";
import { readOptions } from "./readOptions.ts";

type Rate = { readonly rowsPerSecond: number; readonly bytesPerRow: number };

const asked = readOptions({
  title: "How fast the databases take rows of accesses.",
  script: "bench:sql",
  options: {
    rows: { what: "how many rows", default: "100000" },
    batch: { what: "how many of them in a transaction", default: "50000" },
  },
  needs: "Measures PostgreSQL where its server is installed.",
});
const rowCount = asked.number("rows");
const batch = asked.number("batch");
const rounds = 3;
const columns = [...tables.accesses, ...placeColumns];
const rows = buildRows();

/** Accesses to 1 in 20 records by 2,000 practitioners of 20 organizations, through 5 gateways, a tenth of them by the accessor. */
function buildRows(): SqlValue[][] {
  const some = (count: number, size: number) => Array.from({ length: count }, () => new Uint8Array(randomBytes(size)));
  const records = some(Math.max(1, Math.floor(rowCount / 20)), 32);
  const [accessors, organizations, gateways, parts] = [some(2000, 20), some(20, 20), some(5, 20), some(5000, 32)];
  const numbers = new Map<number, number>();
  return Array.from({ length: rowCount }, (_, i) => {
    const record = Math.floor(Math.random() * records.length);
    const number = (numbers.get(record) ?? 0) + 1;
    numbers.set(record, number);
    const accessor = Math.floor(Math.random() * accessors.length);
    const time = 1_750_000_000 + i;
    const isOwn = i % 10 === 0;
    return [
      ...[
        records[record] ?? null,
        number,
        record % 1000,
        accessors[accessor] ?? null,
        organizations[accessor % 20] ?? null,
      ],
      ...[i % 3 === 0 ? null : (parts[i % 5000] ?? null), time, 50 + (i % 10), i % 6, 0x53, 0, i % 50 === 0 ? 4 : 2, 1],
      ...(isOwn ? [null, null] : [gateways[i % 5] ?? null, i]),
      ...[Math.floor(i / 100), time + 12, new Uint8Array(randomBytes(32)), i % 100],
    ];
  });
}

async function measure(database: Database, sizeOf: () => Promise<number>): Promise<Rate> {
  await database.migrate(migrations);
  await makeIndexes((work) => database.transaction(work));
  await database.run("DELETE FROM accesses");
  const begin = performance.now();
  for (let at = 0; at < rows.length; at += batch) {
    await database.insertMany("accesses", columns, rows.slice(at, at + batch));
  }
  const seconds = (performance.now() - begin) / 1000;
  return { rowsPerSecond: Math.round(rowCount / seconds), bytesPerRow: Math.round((await sizeOf()) / rowCount) };
}

async function measureSqlite(): Promise<Rate> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-bench-"));
  const database = await openDatabase(join(folder, "a.db"));
  try {
    return await measure(database, async () => {
      const row = await database.get<{ size: number }>(
        "SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size",
      );
      return row?.size ?? 0;
    });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

async function measurePostgres(server: string): Promise<Rate> {
  const schema = `fiducial_bench_${randomBytes(4).toString("hex")}`;
  const database = await openDatabase(`${server}${server.includes("?") ? "&" : "?"}schema=${schema}`);
  try {
    return await measure(database, async () => {
      const size = "SELECT pg_total_relation_size('accesses') AS size";
      return (await database.get<{ size: number }>(size))?.size ?? 0;
    });
  } finally {
    await database.run(`DROP SCHEMA ${schema} CASCADE`);
    await database.close();
  }
}

function best(rates: readonly Rate[]): Rate | undefined {
  return [...rates].sort((a, b) => b.rowsPerSecond - a.rowsPerSecond)[0];
}

const missing = findMissingPostgres();
const server = missing === undefined ? (process.env.DATABASE_URL ?? (await startServer())) : undefined;
const sqlite: Rate[] = [];
const postgres: Rate[] = [];
for (let round = 0; round < rounds; round += 1) {
  sqlite.push(await measureSqlite());
  if (server !== undefined) postgres.push(await measurePostgres(server));
}
const figures = { rows: rowCount, batch, sqlite: best(sqlite), postgres: best(postgres) };
if (asked.json) console.log(JSON.stringify(figures));
else {
  console.log(`${rowCount} accesses, ${batch} a transaction, every index, best of ${rounds}`);
  for (const [name, rate] of [
    ["node:sqlite", figures.sqlite],
    ["PostgreSQL", figures.postgres],
  ] as const) {
    console.log(
      rate ? `${name.padEnd(12)} ${rate.rowsPerSecond} rows/s, ${rate.bytesPerRow} bytes a row` : (missing ?? ""),
    );
  }
}
