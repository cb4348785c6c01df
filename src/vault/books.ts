import { buildBook, computeLeaf, proveLeaf, verifyBookEntry } from "../consent/books.ts";
import type { Hex } from "../consent/commitments.ts";
import type { Restriction } from "../consent/restrictions.ts";
import { deleteBookKey, findBookKey, prepareBookKeys } from "./bookKeys.ts";
import { scrub } from "./erase.ts";
import { UnknownBookError, VaultDamagedError } from "./errors.ts";
import {
  bareRestriction,
  deleteRestrictions,
  type KeptRestriction,
  readLastAct,
  readRestrictions,
} from "./restrictions.ts";
import { type Store, toBytes, toHex } from "./store.ts";

/** A custodian's book of one interval, as the vault has it. */
export type BookEntry = {
  /** Days since 1970, as the registry counts them. */
  readonly interval: number;
  readonly root: Hex;
  /** `pending` until the chain has it; of an attempt that was cut off, it stays so. */
  readonly state: "pending" | "anchored";
  /** How many patients it has a leaf for. */
  readonly patients: number;
};

/** What a patient needs to find their restrictions, or that there are none, in the book that was anchored. */
export type ProvenEntry = {
  readonly custodian: Hex;
  readonly interval: number;
  readonly root: Hex;
  readonly bookKey: Hex;
  readonly restrictions: readonly Restriction[];
  readonly proof: readonly Hex[];
};

type BookRow = {
  readonly interval_number: number;
  readonly root: Uint8Array;
  readonly state: BookEntry["state"];
  readonly acts: number;
  readonly leaves: Uint8Array;
};

const leafBytes = 32;

/**
 * Makes a custodian's book for an interval from the restrictions in force, as pending: a leaf for each patient given, restricted or not. A patient who
 * is in none yet gets a book key.
 *
 * @param book.patients - Every patient of the custodian.
 */
export async function addBook(
  store: Store,
  book: { readonly custodian: Hex; readonly interval: number; readonly patients: readonly number[] },
): Promise<BookEntry> {
  const { custodian, interval } = book;
  const patients = [...new Set(book.patients)];
  return store.database.transaction(async (writer) => {
    const keys = await prepareBookKeys(store, writer, custodian, patients);
    const inForce = groupByPatient(await readRestrictions(store, writer));
    const entries = keys.map(({ patient, key }) => ({ bookKey: key, restrictions: inForce.get(patient) ?? [] }));
    const { root, leaves } = buildBook(entries, interval);
    await writer.run(
      "INSERT INTO books (custodian_mac, interval_number, root, state, acts, leaves) VALUES (?, ?, ?, 'pending', ?, ?) ON CONFLICT (custodian_mac, interval_number, root) DO NOTHING",
      [
        macOf(store, custodian),
        interval,
        toBytes(root),
        await readLastAct(writer),
        toBytes(`0x${leaves.map((leaf) => leaf.slice(2)).join("")}`),
      ],
    );
    return { interval, root, state: "pending", patients: leaves.length };
  });
}

/**
 * Marks a book as anchored, and drops what else was made for its interval.
 *
 * @throws {UnknownBookError} when the vault did not make it
 */
export async function confirmBook(
  store: Store,
  { custodian, interval, root }: { readonly custodian: Hex; readonly interval: number; readonly root: Hex },
): Promise<void> {
  const place = [macOf(store, custodian), interval, toBytes(root)];
  await store.database.transaction(async (writer) => {
    const { changes } = await writer.run(
      "UPDATE books SET state = 'anchored' WHERE custodian_mac = ? AND interval_number = ? AND root = ?",
      place,
    );
    if (changes === 0) throw new UnknownBookError("The vault did not make this book.");
    await writer.run("DELETE FROM books WHERE custodian_mac = ? AND interval_number = ? AND root <> ?", place);
  });
}

/** Lists a custodian's books, those left pending too, by interval. */
export async function listBooks(store: Store, custodian: Hex): Promise<readonly BookEntry[]> {
  const rows = await store.database.all<Omit<BookRow, "leaves" | "acts"> & { readonly size: number }>(
    "SELECT interval_number, root, state, length(leaves) AS size FROM books WHERE custodian_mac = ? ORDER BY interval_number, root",
    [macOf(store, custodian)],
  );
  return rows.map(({ interval_number: interval, root, state, size }) => {
    return { interval, root: toHex(root), state, patients: size / leafBytes };
  });
}

/**
 * Proves what an anchored book says of a patient. Of the others it tells hashes alone.
 *
 * @param interval - The book's; the last one's where it is left out.
 * @throws {UnknownBookError} when no such book is anchored, or the patient was not in it
 * @throws {VaultDamagedError} when the book or the restrictions in it were altered
 */
export async function proveEntry(store: Store, patient: number, interval?: number): Promise<ProvenEntry> {
  const { database } = store;
  const owner = await findBookKey(store, database, patient);
  if (owner === undefined) throw new UnknownBookError("The patient is in no book of this vault yet.");
  const { custodian, key: bookKey } = owner;
  const row = await database.get<BookRow>(
    `SELECT interval_number, root, state, acts, leaves FROM books WHERE custodian_mac = ? AND state = 'anchored' ${interval === undefined ? "" : "AND interval_number = ?"} ORDER BY interval_number DESC LIMIT 1`,
    [macOf(store, custodian), ...(interval === undefined ? [] : [interval])],
  );
  if (row === undefined) throw new UnknownBookError("The vault has no book that was anchored for this interval.");

  const restrictions = groupByPatient(await readRestrictions(store, database, patient, row.acts)).get(patient) ?? [];
  const entry = { bookKey, restrictions };
  const leaves = splitLeaves(row.leaves);
  const proof = proveLeaf(leaves, computeLeaf(entry, row.interval_number));
  if (proof === undefined) {
    throw new UnknownBookError("The patient was not in this book: enrolled after it, or erased from the books since.");
  }
  const proven = { ...entry, root: toHex(row.root), interval: row.interval_number, proof };
  if (!verifyBookEntry(proven).holds) throw new VaultDamagedError("the leaves of a book are not those of its root");
  return { custodian, ...proven };
}

/**
 * Destroys a patient's book key and restrictions, and overwrites their bytes in the vault's files. From then on nobody can say which leaf of any book was
 * the patient's. What was restricted is not applied any more.
 *
 * @returns Whether there was anything.
 * @throws {ErasureIncompleteError} as `erase` does
 */
export async function eraseFromBooks(store: Store, patient: number): Promise<boolean> {
  const wasThere = await store.database.transaction(async (writer) => {
    const hadKey = await deleteBookKey(store, writer, patient);
    const acts = await deleteRestrictions(store, writer, patient);
    return hadKey || acts > 0;
  });
  await scrub(store);
  return wasThere;
}

function groupByPatient(kept: readonly KeptRestriction[]): ReadonlyMap<number, readonly Restriction[]> {
  const inForce = kept.filter(({ liftedAt }) => liftedAt === undefined);
  return Map.groupBy(inForce.map(bareRestriction), ({ patient }) => patient);
}

function splitLeaves(bytes: Uint8Array): Hex[] {
  if (bytes.length % leafBytes !== 0) throw new VaultDamagedError("the leaves of a book were cut short");
  return Array.from({ length: bytes.length / leafBytes }, (_, i) =>
    toHex(bytes.subarray(i * leafBytes, (i + 1) * leafBytes)),
  );
}

function macOf({ sealer }: Store, custodian: Hex): Uint8Array {
  return sealer.lookUp(["book", custodian.toLowerCase()]);
}
