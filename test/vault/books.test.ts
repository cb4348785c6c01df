import { expect } from "chai";
import { buildBook, computeLeaf, verifyBookEntry } from "../../src/consent/books.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import type { ProvenEntry } from "../../src/vault/books.ts";
import { UnknownBookError, VaultDamagedError } from "../../src/vault/errors.ts";
import type { Vault } from "../../src/vault/vault.ts";
import { findForms } from "../canary.ts";
import { thrownBy } from "../sql/folder.ts";
import { custodian, openAgain, readFiles, withVault } from "./fixture.ts";

const excluded = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const restriction: Restriction = { patient: 2, scope: ALL_RECORDS, excluded };
const patients = [1, 2, 3, 5, 8];
const first = 20_000;

/** Makes a book and has it anchored. */
async function anchor(vault: Vault, interval: number, of: readonly number[] = patients) {
  const book = await vault.addBook({ custodian, interval, patients: of });
  await vault.confirmBook({ custodian, interval, root: book.root });
  return book;
}

const holds = (entry: ProvenEntry, change: object = {}) => verifyBookEntry({ ...entry, ...change }).holds;

// a book in a vault
// ├── has a leaf for every patient, and a proof for each
// ├── says of a past interval what held when it was made
// ├── is settled when it was anchored: what else was made for its interval is dropped
// ├── proves nothing before it is anchored, of another interval, or of somebody who was not in it
// ├── when a patient is erased
// │   ├── the key and the restrictions leave no byte, and the others' proofs stay
// │   └── the patient is in the next book under another key, with nothing of before
// └── is refused when leaves, restrictions or keys were altered
describe("a book in a vault", () => {
  it("has a leaf for every patient, and a proof for each that holds for no lie", () =>
    withVault(async (vault) => {
      await vault.imposeRestriction(restriction, 1000, custodian);
      const book = await anchor(vault, first, [...patients, 1]);
      expect(book).to.include({ interval: first, state: "pending", patients: 5 });
      for (const patient of patients) {
        const entry = await vault.proveEntry(patient);
        expect(entry).to.deep.include({ interval: first, root: book.root, custodian: custodian.toLowerCase() });
        expect(entry.restrictions).to.deep.equal(patient === 2 ? [restriction] : []);
        expect(holds(entry)).to.equal(true);
        expect(holds(entry, { restrictions: patient === 2 ? [] : [restriction] })).to.equal(false);
      }
    }));

  it("says of a past interval what held when it was made", () =>
    withVault(async (vault, path) => {
      await anchor(vault, first);
      await vault.imposeRestriction(restriction, 1000, custodian);
      await anchor(vault, first + 1);
      await vault.liftRestriction({ patient: 2, number: 1 }, 2000, custodian);
      await anchor(vault, first + 2, [...patients, 13]);
      await vault.imposeRestriction({ ...restriction, patient: 13 }, 3000, custodian);
      await vault.close();
      const again = await openAgain(path);
      const said = [];
      for (const interval of [first, first + 1, first + 2]) {
        const entry = await again.proveEntry(2, interval);
        expect(holds(entry)).to.equal(true);
        said.push(entry.restrictions.length);
      }
      expect(said).to.deep.equal([0, 1, 0]);
      expect((await again.proveEntry(13)).restrictions).to.deep.equal([]);
      expect(await thrownBy(() => again.proveEntry(13, first))).to.be.instanceOf(UnknownBookError);
      const books = await again.listBooks(custodian);
      expect(books.map(({ interval, state, patients: count }) => [interval, state, count])).to.deep.equal([
        [first, "anchored", 5],
        [first + 1, "anchored", 5],
        [first + 2, "anchored", 6],
      ]);
      expect(new Set(books.map(({ root }) => root)).size).to.equal(3);
      await again.close();
    }));

  it("is settled when it was anchored: what else was made for its interval is dropped", () =>
    withVault(async (vault) => {
      const cutOff = await vault.addBook({ custodian, interval: first, patients });
      expect(await vault.addBook({ custodian, interval: first, patients })).to.deep.equal(cutOff);
      await vault.imposeRestriction(restriction, 1000, custodian);
      const other = await vault.addBook({ custodian, interval: first, patients });
      expect(other.root).not.to.equal(cutOff.root);
      await vault.confirmBook({ custodian, interval: first, root: cutOff.root });
      expect(await vault.listBooks(custodian)).to.deep.equal([{ ...cutOff, state: "anchored" }]);
      expect((await vault.proveEntry(2)).restrictions).to.deep.equal([]);
      for (const wrong of [{ root: other.root }, { interval: first + 1 }, { custodian: excluded } as const]) {
        const confirmed = { custodian, interval: first, root: cutOff.root, ...wrong } as const;
        expect(await thrownBy(() => vault.confirmBook(confirmed))).to.be.instanceOf(UnknownBookError);
      }
    }));

  it("proves nothing before it is anchored, of another interval, or of somebody who was not in it", () =>
    withVault(async (vault) => {
      expect(await thrownBy(() => vault.proveEntry(2))).to.be.instanceOf(UnknownBookError);
      await vault.addBook({ custodian, interval: first, patients });
      expect(await thrownBy(() => vault.proveEntry(2))).to.be.instanceOf(UnknownBookError);
      await anchor(vault, first + 1);
      for (const [patient, interval] of [
        [2, first],
        [2, first + 2],
        [4, first + 1],
      ] as const) {
        expect(await thrownBy(() => vault.proveEntry(patient, interval))).to.be.instanceOf(UnknownBookError);
      }
    }));

  it("forgets a patient: no byte of key or restrictions stays, the others' proofs do", () =>
    withVault(async (vault, path) => {
      await vault.imposeRestriction({ ...restriction, patient: 1 }, 1000, custodian);
      await vault.imposeRestriction(restriction, 1000, custodian);
      await anchor(vault, first);
      const before = await vault.proveEntry(2);
      const pieces = await readSealed(path);
      expect(await vault.eraseFromBooks(2)).to.equal(true);
      expect(await vault.eraseFromBooks(2)).to.equal(false);

      const left = pieces.filter((piece) => readFiles(path).includes(piece));
      expect([pieces.length, left.length]).to.deep.equal([2 + patients.length, 1 + patients.length - 1]);
      expect(await vault.listRestrictions(2)).to.deep.equal([]);
      expect(await thrownBy(() => vault.proveEntry(2))).to.be.instanceOf(UnknownBookError);
      expect(holds(await vault.proveEntry(1))).to.equal(true);

      // An act that comes after must not take the place of one that the book counted.
      await vault.imposeRestriction({ ...restriction, patient: 3 }, 1100, custodian);
      expect((await vault.proveEntry(3, first)).restrictions).to.deep.equal([]);

      await anchor(vault, first + 1);
      const after = await vault.proveEntry(2);
      expect(after.bookKey).not.to.equal(before.bookKey);
      expect(after.restrictions).to.deep.equal([]);
      expect(await thrownBy(() => vault.proveEntry(2, first))).to.be.instanceOf(UnknownBookError);
    }));

  it("is refused when leaves, restrictions or keys were altered", () =>
    withVault(async (vault, path) => {
      await vault.imposeRestriction(restriction, 1000, custodian);
      await anchor(vault, first);
      // Which place the patient's leaf has is chance; another's is altered.
      const own = computeLeaf(await vault.proveEntry(2), first)
        .slice(2)
        .toUpperCase();
      const another = `substr(hex(leaves), CASE WHEN hex(leaves) LIKE '${own}%' THEN 65 ELSE 1 END, 64)`;
      const alterations = [
        [`UPDATE books SET leaves = unhex(replace(hex(leaves), ${another}, '${"00".repeat(32)}'))`, VaultDamagedError],
        ["UPDATE books SET leaves = substr(leaves, 1, 40)", VaultDamagedError],
        ["UPDATE books SET acts = 0", UnknownBookError],
        ["UPDATE book_keys SET sealed = (SELECT sealed FROM book_keys LIMIT 1)", VaultDamagedError],
      ] as const;
      for (const [alteration, refused] of alterations) {
        await inDatabase(path, alteration);
        expect(await thrownBy(() => vault.proveEntry(2)), alteration).to.be.instanceOf(refused);
        expect(await inDatabase(path, "DELETE FROM books")).to.equal(1);
        if (refused === UnknownBookError || alteration.includes("leaves")) await anchor(vault, first);
      }
    }));

  it("is in the files without a patient, an account or a key in any form", () =>
    withVault(async (vault, path) => {
      const patient = 40_755_001;
      await vault.imposeRestriction({ ...restriction, patient, purposes: 3n }, 1_700_000_000, custodian);
      await anchor(vault, first, [patient, 40_755_002]);
      const { bookKey } = await vault.proveEntry(patient);
      const secrets = [String(patient), "40755002", excluded, excluded.toLowerCase(), custodian.toLowerCase()];
      const bytes = [bookKey, excluded, custodian].map((hex) => Buffer.from(hex.slice(2), "hex"));
      expect(findForms(readFiles(path), [...secrets, bookKey, bookKey.slice(2), ...bytes])).to.deep.equal([]);
      expect(await tiedRows(path)).to.deep.equal([]);
    }));

  it("is one that the consent room makes: same keys and restrictions, same root", () =>
    withVault(async (vault) => {
      await vault.imposeRestriction(restriction, 1000, custodian);
      const { root } = await anchor(vault, first);
      const lines = await Promise.all(patients.map((patient) => vault.proveEntry(patient)));
      expect(buildBook(lines, first).root).to.equal(root);
    }));
});

async function inDatabase(path: string, sql: string): Promise<number> {
  const database = await openSqlite({ path });
  const { changes } = await database.run(sql);
  await database.close();
  return changes;
}

async function readSealed(path: string): Promise<Buffer[]> {
  const database = await openSqlite({ path, readOnly: true });
  const rows = await database.all<{ sealed: Uint8Array }>(
    "SELECT sealed FROM restrictions UNION ALL SELECT sealed FROM book_keys",
  );
  await database.close();
  return rows.map(({ sealed }) => Buffer.from(sealed));
}

/** Restrictions that stand under the same digest as a book key: the keys come in the order of enrolment, which everybody knows. */
async function tiedRows(path: string) {
  const database = await openSqlite({ path, readOnly: true });
  const rows = await database.all("SELECT position FROM restrictions JOIN book_keys USING (patient_mac)");
  await database.close();
  return rows;
}
