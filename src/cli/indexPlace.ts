import { clearIndex } from "../indexer/clear.ts";
import { findIdentity } from "../indexer/identity.ts";
import { migrations } from "../indexer/schema.ts";
import type { Database } from "../sql/database.ts";
import { openDatabase } from "../sql/openDatabase.ts";
import { SetupError } from "./errors.ts";
import { type Home, removeIndex } from "./home.ts";

/** The chain id of every development chain: an index of one is worth nothing once its chain is gone. */
const LOCAL_CHAIN = 31_337;

/** Where the index is: in PostgreSQL where the environment names one in DATABASE_URL, else in the home folder. */
export function locateIndex(home: Home): string {
  return process.env.DATABASE_URL || home.index;
}

/** Says where the index is. What DATABASE_URL holds is never repeated: a password may be in it. */
export function describeIndexPlace(home: Home): string {
  return process.env.DATABASE_URL ? "in the database that DATABASE_URL names" : home.index;
}

/**
 * Sees that a local chain can be indexed where DATABASE_URL says, before one is started: the index of a chain that goes on elsewhere is nothing to
 * write over.
 *
 * @throws {SetupError} when such an index is there
 * @throws {DatabaseUnavailableError} when the database can't be used
 */
export async function requireFreeIndex(home: Home): Promise<void> {
  if (!process.env.DATABASE_URL) return;
  const database = await openMigrated(home);
  try {
    const identity = await findIdentity(database);
    if (identity === undefined || identity.chainId === LOCAL_CHAIN) return;
    throw new SetupError(
      `The database that DATABASE_URL names holds the index of chain ${identity.chainId}, which is no local one. Name an empty schema (?schema=NAME), or run this without DATABASE_URL.`,
    );
  } finally {
    await database.close();
  }
}

/** Opens an empty index for a local chain that was just started; what is there is of a local chain that is gone. */
export async function openNewIndex(home: Home): Promise<Database> {
  if (!process.env.DATABASE_URL) await removeIndex(home);
  const database = await openMigrated(home);
  await clearIndex(database);
  return database;
}

async function openMigrated(home: Home): Promise<Database> {
  const database = await openDatabase(locateIndex(home));
  try {
    await database.migrate(migrations);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
