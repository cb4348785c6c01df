import type { Address } from "viem";
import type { Block } from "../../indexer/chain.ts";
import { EmptyIndexError } from "../../indexer/errors.ts";
import { findIdentity } from "../../indexer/identity.ts";
import { migrations } from "../../indexer/schema.ts";
import type { Database, Reader } from "../../sql/database.ts";
import { openDatabase } from "../../sql/openDatabase.ts";
import type { Home } from "../home.ts";

/** What an index says it is of. */
export type Claimed = { readonly chainId: number; readonly registry: Address; readonly cursor: Block };

/**
 * Opens the index as it is, for reading alone: in PostgreSQL where the environment names one in DATABASE_URL, else in the home folder. It is not brought up to
 * date, since writing could cover up what is to be found.
 *
 * @throws {DatabaseUnavailableError} {SchemaMismatchError} when there is none, or it is none of this program's
 */
export async function openForReading(home: Home): Promise<Database> {
  const database = await openDatabase(process.env.DATABASE_URL || home.index, { readOnly: true });
  try {
    await database.migrate(migrations);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Reads what an index says it is of, and up to which block.
 *
 * @throws {EmptyIndexError} when nothing was indexed yet
 */
export async function readClaimed(reader: Reader): Promise<Claimed> {
  const identity = await findIdentity(reader);
  if (identity === undefined) throw new EmptyIndexError();
  return identity;
}
