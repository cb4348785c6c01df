import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Database } from "../../src/sql/database.ts";
import { type DatabaseOptions, openDatabase } from "../../src/sql/openDatabase.ts";
import { findMissingPostgres, getPostgres } from "./postgresServer.ts";

/** A database that both sides of a test can open: a file, or a schema of its own. */
export type Place = { readonly open: (options?: DatabaseOptions) => Promise<Database>; readonly url: string };

type Kind = "node:sqlite" | "PostgreSQL";

let current: Kind = "node:sqlite";
const cleanups: (() => Promise<void> | void)[] = [];

/** Declares the same tests on each kind of database: `newPlace` and `openNew` make the kind that is on. */
export function describeOnBoth(title: string, tests: (kind: Kind) => void): void {
  for (const kind of ["node:sqlite", "PostgreSQL"] as const) describeOn(kind, `${title}, on ${kind}`, tests);
}

/** Declares tests on one kind of database; where there is none, one test that says what is missing. */
export function describeOn(kind: Kind, title: string, tests: (kind: Kind) => void): void {
  describe(title, function () {
    this.timeout(60_000); // as all tests have with Hardhat: the first one on a server starts it
    const missing = kind === "PostgreSQL" ? findMissingPostgres() : undefined;
    if (missing !== undefined) {
      it(missing);
      return;
    }
    before(() => {
      current = kind;
    });
    after(async () => {
      for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
      current = "node:sqlite";
    });
    tests(kind);
  });
}

/** Makes a place for a database that is gone when the tests around have ended, as is what was opened there. */
export async function newPlace(kind: Kind = current): Promise<Place> {
  const url = kind === "PostgreSQL" ? await newSchema() : newFile();
  return {
    url,
    open: async (options) => {
      const database = await openDatabase(url, options);
      cleanups.push(() => database.close());
      return database;
    },
  };
}

/** Opens an empty database: in memory, or a schema of its own. */
export async function openNew(kind: Kind = current): Promise<Database> {
  return kind === "PostgreSQL" ? (await newPlace(kind)).open() : openDatabase(":memory:");
}

/** Lists the tables of a database and the columns of each, in their order. */
export async function columnsOf(database: Database, table: string, kind: Kind = current): Promise<readonly string[]> {
  const sql =
    kind === "PostgreSQL"
      ? "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"
      : "SELECT name FROM pragma_table_info(?) ORDER BY cid";
  return (await database.all<{ name: string }>(sql, [table])).map(({ name }) => name);
}

/** Lists the tables of a database, by name. */
export async function tablesOf(database: Database, kind: Kind = current): Promise<readonly string[]> {
  const sql =
    kind === "PostgreSQL"
      ? "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  return (await database.all<{ name: string }>(sql)).map(({ name }) => name).sort();
}

/** Runs statements beside the interface, as an administrator of the server would. */
export async function administer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: await getPostgres() });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-test-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "a.db");
}

async function newSchema(): Promise<string> {
  const schema = `fiducial_test_${randomBytes(6).toString("hex")}`;
  const url = await getPostgres();
  cleanups.push(() => administer(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
  return `${url}${url.includes("?") ? "&" : "?"}schema=${schema}`;
}
