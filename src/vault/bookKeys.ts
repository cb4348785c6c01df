import type { Hex } from "../consent/commitments.ts";
import type { Reader, Writer } from "../sql/database.ts";
import { type Store, toHex } from "./store.ts";

const keyBytes = 32;

/** The secret of one patient in the custodian's book: 32 random bytes, from which the patient's leaf of every interval is made. */
export type BookKey = { readonly patient: number; readonly custodian: Hex; readonly key: Hex };

type KeyRow = { readonly patient_mac: Uint8Array; readonly sealed: Uint8Array };

/** Finds a patient's book key; `undefined` for a patient that was in no book yet, or was erased from them. */
export async function findBookKey(store: Store, reader: Reader, patient: number): Promise<BookKey | undefined> {
  const row = await reader.get<KeyRow>("SELECT patient_mac, sealed FROM book_keys WHERE patient_mac = ?", [
    macOf(store, patient),
  ]);
  return row === undefined ? undefined : openKey(store, row);
}

/** Reads the book keys of a custodian's patients, and makes one for each that has none. */
export async function prepareBookKeys(
  store: Store,
  writer: Writer,
  custodian: Hex,
  patients: readonly number[],
): Promise<readonly BookKey[]> {
  const rows = await writer.all<KeyRow>("SELECT patient_mac, sealed FROM book_keys");
  const known = new Map(rows.map((row) => [toHex(row.patient_mac), row]));
  const added: [Uint8Array, Uint8Array][] = [];
  const keys = patients.map((patient): BookKey => {
    const mac = macOf(store, patient);
    const row = known.get(toHex(mac));
    if (row !== undefined) return openKey(store, row);
    const made: BookKey = { patient, custodian: lower(custodian), key: toHex(store.randomBytes(keyBytes)) };
    added.push([mac, store.sealer.seal(identityOf(mac), made)]);
    return made;
  });
  await writer.insertMany("book_keys", ["patient_mac", "sealed"], added);
  return keys;
}

/**
 * Destroys a patient's book key.
 *
 * @returns Whether there was one.
 */
export async function deleteBookKey(store: Store, writer: Writer, patient: number): Promise<boolean> {
  const { changes } = await writer.run("DELETE FROM book_keys WHERE patient_mac = ?", [macOf(store, patient)]);
  return changes > 0;
}

function openKey({ sealer }: Store, { patient_mac: mac, sealed }: KeyRow): BookKey {
  return sealer.unseal<BookKey>(identityOf(mac), sealed);
}

function macOf({ sealer }: Store, patient: number): Uint8Array {
  return sealer.lookUp(["book key", String(patient)]);
}

function identityOf(mac: Uint8Array): readonly string[] {
  return ["book_keys", toHex(mac)];
}

function lower(address: Hex): Hex {
  return address.toLowerCase() as Hex;
}
