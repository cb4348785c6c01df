import { keccak256, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { bytesOf } from "../../src/indexer/hex.ts";
import { placeColumns, type RowOf, type Table, tables } from "../../src/indexer/tables.ts";
import type { Database, SqlValue } from "../../src/sql/database.ts";
import { cast } from "../query/cast.ts";

const keyOf = (name: string) => privateKeyToAccount(keccak256(stringToHex(`bench ${name}`)));

/** Whoever signs in: by keys of the benchmark's own, since those that accesses were made up with have none. */
export const people = { auditor: keyOf("auditor"), patient: keyOf("patient"), organization: keyOf("organization") };
export type Person = keyof typeof people;

/** The patients that the signed-in patient and organization have. */
export const ownPatient = 77;
const [firstPatient, patients] = [10_000, 1_000];

const noEnd = 2 ** 40 - 1;
const nothing = Buffer.alloc(32, 7);

/** Puts those who sign in into an index that was filled: an auditor, a patient, and an organization that enrolled a twentieth of all patients; and what the index is of. */
export async function addPeople(database: Database): Promise<void> {
  const { number, time } = { number: 2_001, time: cast.firstTime + 2_001 * cast.secondsPerBlock };
  const bytes = (person: Person): Uint8Array => bytesOf(people[person].address.toLowerCase() as `0x${string}`);
  async function insert<T extends Table>(table: T, row: RowOf<T>, logIndex: number): Promise<void> {
    const columns: readonly string[] = tables[table];
    const values = columns.map((column) => (row as Readonly<Record<string, SqlValue>>)[column] ?? null);
    await database.insertMany(table, [...columns, ...placeColumns], [[...values, number, time, nothing, logIndex]]);
  }
  const always = { event: "admitted", valid_from: 0, valid_until: noEnd };
  const first = bytesOf(cast.organizations[0] ?? "0x");
  const own = bytes("organization");
  await insert("actors", { ...always, actor: bytes("auditor"), organization: first, kind: 2, roles: 16 }, 1);
  await insert("actors", { ...always, actor: own, organization: own, kind: 1, roles: 0 }, 2);
  await insert("patients", { patient: ownPatient, event: "claimed", controller: bytes("patient"), hold: 0 }, 3);
  await database.run("UPDATE patients SET custodian = ? WHERE event = 'enrolled' AND patient >= ? AND patient < ?", [
    own,
    firstPatient,
    firstPatient + patients,
  ]);
  await database.run("UPDATE records SET custodian = ? WHERE patient >= ? AND patient < ?", [
    own,
    firstPatient,
    firstPatient + patients,
  ]);
  await database.run(
    "INSERT INTO blocks (number, hash, time, digest) SELECT block_number, tx_hash, block_time, tx_hash FROM accesses WHERE log_index = 0",
  );
  await database.run("ANALYZE blocks");
  const values = [1, nothing, nothing.subarray(0, 20), nothing, 1, number, nothing, time];
  await database.run("INSERT INTO chain VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", values);
  await database.run("INSERT INTO checkpoints (number, hash, time) VALUES (?, ?, ?)", [number, nothing, time]);
}
