import type { Migration, Writer } from "./database.ts";
import { SchemaMismatchError } from "./errors.ts";

/** The table that records which migrations a database has had. */
export const migrationsTable = "schema_migrations";

type Recorded = { readonly position: number; readonly name: string; readonly checksum: string };

/**
 * Brings a schema up to date inside `transaction`.
 *
 * @param tables - The names of the tables that are there.
 * @param mode - `check` writes nothing and refuses what is behind.
 * @throws {SchemaMismatchError} when what is recorded is not a beginning of `migrations`
 */
export async function migrateSchema(
  transaction: Writer,
  migrations: readonly Migration[],
  tables: readonly string[],
  mode: "apply" | "check",
): Promise<void> {
  const recorded = await readRecorded(transaction, tables);
  const wanted = await Promise.all(migrations.map(checksumOf));
  for (const { position, name, checksum } of recorded) {
    const migration = migrations[position];
    if (migration === undefined) {
      throw new SchemaMismatchError(
        `The database was written by a newer version: its migration "${name}" is unknown here. Update this program.`,
      );
    }
    if (migration.name !== name || wanted[position] !== checksum) {
      throw new SchemaMismatchError(
        `The database has another schema: its migration ${position} ("${name}") is not the one of this program ("${migration.name}"). Use the program that wrote it, or another file.`,
      );
    }
  }

  const missing = migrations.slice(recorded.length);
  if (mode === "check" && missing.length > 0) {
    throw new SchemaMismatchError(
      "The database is behind this program, and it is open read-only. Open it for writing once.",
    );
  }
  for (const [offset, migration] of missing.entries()) {
    const position = recorded.length + offset;
    for (const statement of migration.statements) await transaction.run(statement);
    await transaction.run(`INSERT INTO ${migrationsTable} (position, name, checksum) VALUES (?, ?, ?)`, [
      position,
      migration.name,
      wanted[position] ?? "",
    ]);
  }

  async function readRecorded(reader: Writer, present: readonly string[]): Promise<readonly Recorded[]> {
    if (present.includes(migrationsTable)) {
      return reader.all<Recorded>(`SELECT position, name, checksum FROM ${migrationsTable} ORDER BY position`);
    }
    if (present.length > 0) {
      throw new SchemaMismatchError("The database holds tables of another program. Use another file.");
    }
    if (mode === "apply") {
      await reader.run(
        `CREATE TABLE ${migrationsTable} (position BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)`,
      );
    }
    return [];
  }
}

/** Computes the SHA-256 of what a migration does, in hex. */
async function checksumOf(migration: Migration): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(migration.statements));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Buffer.from(digest).toString("hex");
}
