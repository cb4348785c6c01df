import { randomBytes as systemRandomBytes } from "node:crypto";
import type { Hex } from "../consent/commitments.ts";
import type { Database } from "../sql/database.ts";
import { DatabaseUnavailableError } from "../sql/errors.ts";
import { openSqlite } from "../sql/sqlite.ts";
import { addBook, confirmBook, eraseFromBooks, listBooks, proveEntry } from "./books.ts";
import { erase, eraseLabel, scrub } from "./erase.ts";
import { VaultExistsError, VaultMissingError } from "./errors.ts";
import { buildHeader, openHeader } from "./header.ts";
import { findLabel, listLabels, setLabel } from "./labels.ts";
import { getManifest } from "./manifests.ts";
import { findParts, listParts, relatedParts } from "./parts.ts";
import { findRecords, getRecord, listRecords } from "./records.ts";
import { addRecord, addRevision, confirmRecord, dropPending } from "./register.ts";
import { imposeRestriction, liftRestriction, listRestrictions, restrictionsAt } from "./restrictions.ts";
import { migrations } from "./schema.ts";
import { buildSealer, type RandomBytes } from "./seal.ts";
import { defaultScryptCost, requireStrength, type ScryptCost, type VaultSecret } from "./secret.ts";
import type { Store } from "./store.ts";

export type VaultOptions = {
  /** The vault's file. Beside it, while it is open, stand `-wal` and `-shm`. */
  readonly path: string;
  readonly secret: VaultSecret;
  /** Where keys and nonces come from; the system's cryptographic source when not given. */
  readonly randomBytes?: RandomBytes;
};

/** An open vault: the actions of this room, bound to it. */
export type Vault = ReturnType<typeof bindVault>;

/**
 * Makes a vault where there is none, and opens it.
 *
 * @param options.scryptCost - The price of trying a passphrase, for tests; 2^17, 8, 1 when not given.
 * @throws {VaultExistsError} when there is a vault already
 * @throws {WeakSecretError} when the passphrase or key file is too short
 * @throws {DatabaseUnavailableError} when the file cannot be made
 * @throws {SchemaMismatchError} when the file is a database of another program
 */
export async function createVault(options: VaultOptions & { readonly scryptCost?: ScryptCost }): Promise<Vault> {
  const { path, secret, randomBytes = systemRandomBytes, scryptCost = defaultScryptCost } = options;
  requireStrength(secret);
  const database = await openSqlite({ path, durability: "full" });
  return closeOnFailure(database, async () => {
    await database.migrate(migrations);
    const { header, dataKey } = await buildHeader(secret, scryptCost, randomBytes);
    await database.transaction(async (writer) => {
      if ((await writer.get("SELECT id FROM vault")) !== undefined) throw new VaultExistsError(path);
      await writer.run("INSERT INTO vault (id, header) VALUES (1, ?)", [header]);
    });
    await overwriteDeleted(database);
    return bindVault({ database, sealer: buildSealer(dataKey, randomBytes), randomBytes }, []);
  });
}

/**
 * Opens a vault that is there.
 *
 * @param options.readOnly - Refuses every change, for programs that only look things up.
 * @throws {VaultMissingError} when there is none
 * @throws {WrongPassphraseError} when the passphrase or key file does not open it
 * @throws {VaultDamagedError} when it is not readable
 * @throws {SchemaMismatchError} when the file is of another program or of a newer version
 */
export async function openVault(options: VaultOptions & { readonly readOnly?: boolean }): Promise<Vault> {
  const { path, secret, randomBytes = systemRandomBytes, readOnly = false } = options;
  const database = await openExisting(path, readOnly);
  return closeOnFailure(database, async () => {
    const tables = await database.get<{ count: number }>("SELECT count(*) AS count FROM sqlite_master");
    if (tables?.count === 0) throw new VaultMissingError(path);
    await database.migrate(migrations);
    const row = await database.get<{ header: string }>("SELECT header FROM vault");
    if (row === undefined) throw new VaultMissingError(path);
    const dataKey = await openHeader(row.header, secret);
    if (!readOnly) await overwriteDeleted(database);
    const store: Store = { database, sealer: buildSealer(dataKey, randomBytes), randomBytes };
    const pending = await listRecords(store, "pending");
    return bindVault(
      store,
      pending.map(({ record }) => record),
    );
  });
}

function bindVault(store: Store, pendingAtOpen: readonly Hex[]) {
  const bind =
    <Given extends unknown[], Result>(action: (store: Store, ...given: Given) => Result) =>
    (...given: Given) =>
      action(store, ...given);

  return {
    /** The records that were pending when the vault was opened: interrupted, to be confirmed or dropped. */
    pendingAtOpen,
    addRecord: bind(addRecord),
    addRevision: bind(addRevision),
    confirmRecord: bind(confirmRecord),
    dropPending: bind(dropPending),
    getRecord: bind(getRecord),
    listRecords: bind(listRecords),
    findRecords: bind(findRecords),
    listParts: bind(listParts),
    findParts: bind(findParts),
    relatedParts: bind(relatedParts),
    getManifest: bind(getManifest),
    setLabel: bind(setLabel),
    findLabel: bind(findLabel),
    listLabels: bind(listLabels),
    imposeRestriction: bind(imposeRestriction),
    liftRestriction: bind(liftRestriction),
    listRestrictions: bind(listRestrictions),
    restrictionsAt: bind(restrictionsAt),
    addBook: bind(addBook),
    confirmBook: bind(confirmBook),
    listBooks: bind(listBooks),
    proveEntry: bind(proveEntry),
    erase: bind(erase),
    eraseFromBooks: bind(eraseFromBooks),
    eraseLabel: bind(eraseLabel),
    scrub: bind(scrub),
    close: store.database.close,
  };
}

async function openExisting(path: string, readOnly: boolean): Promise<Database> {
  try {
    return await openSqlite({ path, mustExist: true, readOnly, durability: "full" });
  } catch (error) {
    if (error instanceof DatabaseUnavailableError && error.reason === "missing") {
      throw new VaultMissingError(path, { cause: error });
    }
    throw error;
  }
}

/** Makes SQLite write zeros over what is deleted, and keep its temporary tables off the disk. */
async function overwriteDeleted(database: Database): Promise<void> {
  await database.all("PRAGMA secure_delete = ON");
  await database.run("PRAGMA temp_store = MEMORY");
}

async function closeOnFailure<T>(database: Database, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await database.close();
    throw error;
  }
}
