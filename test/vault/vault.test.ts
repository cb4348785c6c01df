import { existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { DatabaseUnavailableError, SchemaMismatchError } from "../../src/sql/errors.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import {
  VaultDamagedError,
  VaultExistsError,
  VaultMissingError,
  WeakSecretError,
  WrongPassphraseError,
} from "../../src/vault/errors.ts";
import { createVault, openVault } from "../../src/vault/vault.ts";
import { thrownBy, withFolder } from "../sql/folder.ts";
import { buildStudy, openAgain, passphrase, scryptCost, withVault } from "./fixture.ts";

const keyFile = new Uint8Array(32).fill(7);

describe("createVault and openVault", () => {
  for (const [name, secret, wrong] of [
    ["a passphrase", { passphrase }, [{ passphrase: `${passphrase} ` }, { passphrase: "" }, { keyFile }]],
    [
      "a key file",
      { keyFile },
      [{ keyFile: new Uint8Array(32).fill(8) }, { keyFile: new Uint8Array(33).fill(7) }, { passphrase }],
    ],
  ] as const) {
    it(`open with ${name} what was made with it, and with nothing else`, () =>
      withFolder(async (folder) => {
        const path = `${folder}/vault.db`;
        const vault = await createVault({ path, secret, scryptCost });
        const { record, key } = await vault.addRecord(buildStudy());
        await vault.close();
        for (const other of wrong) {
          expect(await thrownBy(() => openVault({ path, secret: other }))).to.be.instanceOf(WrongPassphraseError);
        }
        const again = await openVault({ path, secret });
        expect((await again.getRecord(record)).key).to.deep.equal(Buffer.from(key));
        await again.close();
      }));
  }

  it("take a passphrase for the same however its letters are composed", () =>
    withFolder(async (folder) => {
      const path = `${folder}/vault.db`;
      await (await createVault({ path, secret: { passphrase: "Ève in Zürich" }, scryptCost })).close();
      await (await openVault({ path, secret: { passphrase: "E\u0300ve in Zu\u0308rich" } })).close();
    }));

  it("derive the key at the stated cost unless told otherwise", () =>
    withFolder(async (folder) => {
      const path = `${folder}/vault.db`;
      await (await createVault({ path, secret: { passphrase } })).close();
      const database = await openSqlite({ path });
      const row = await database.get<{ header: string }>("SELECT header FROM vault");
      expect(JSON.parse(row?.header ?? "").derivation).to.include({ N: 2 ** 17, r: 8, p: 1 });
      await database.close();
      await (await openVault({ path, secret: { passphrase } })).close();
    }));

  it("make a vault only where there is none, and only when asked", () =>
    withVault(async (vault, path) => {
      const { record } = await vault.addRecord(buildStudy());
      const made = await thrownBy(() => createVault({ path, secret: { passphrase }, scryptCost }));
      expect(made).to.be.instanceOf(VaultExistsError);
      expect((await vault.getRecord(record)).record).to.equal(record);

      expect(await thrownBy(() => openAgain(`${path}.none`))).to.be.instanceOf(VaultMissingError);
      expect(existsSync(`${path}.none`)).to.equal(false);
      writeFileSync(`${path}.empty`, "");
      expect(await thrownBy(() => openAgain(`${path}.empty`))).to.be.instanceOf(VaultMissingError);
      const empty = await openSqlite({ path: `${path}.empty` });
      expect(await empty.all("SELECT name FROM sqlite_master")).to.deep.equal([]);
      await empty.close();
      const nowhere = () => createVault({ path: `${path}/no/vault.db`, secret: { passphrase }, scryptCost });
      expect(await thrownBy(nowhere)).to.be.instanceOf(DatabaseUnavailableError);
    }));

  it("make one vault when two are asked for at once", () =>
    withFolder(async (folder) => {
      const path = `${folder}/vault.db`;
      const make = (word: string) => createVault({ path, secret: { passphrase: word }, scryptCost });
      const results = await Promise.allSettled([make("the first of two"), make("the second of two")]);
      const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(made).to.have.lengthOf(1);
      expect(refused[0]).to.be.instanceOf(VaultExistsError);
      await made[0]?.close();
    }));

  it("finish a vault that was interrupted before it had a header", () =>
    withVault(async (vault, path) => {
      await vault.close();
      const database = await openSqlite({ path });
      await database.run("DELETE FROM vault");
      await database.close();
      expect(await thrownBy(() => openAgain(path))).to.be.instanceOf(VaultMissingError);
      await (await createVault({ path, secret: { passphrase }, scryptCost })).close();
      await (await openAgain(path)).close();
    }));

  it("refuse a secret that protects nothing", () =>
    withFolder(async (folder) => {
      const path = `${folder}/vault.db`;
      for (const secret of [{ passphrase: "" }, { passphrase: "1234567" }, { keyFile: new Uint8Array(31) }]) {
        expect(await thrownBy(() => createVault({ path, secret, scryptCost }))).to.be.instanceOf(WeakSecretError);
      }
      expect(existsSync(path)).to.equal(false);
    }));

  it("refuse a database of another program", () =>
    withFolder(async (folder) => {
      const path = `${folder}/other.db`;
      const other = await openSqlite({ path });
      await other.run("CREATE TABLE somebody_elses (id BIGINT)");
      await other.close();
      expect(await thrownBy(() => openAgain(path))).to.be.instanceOf(SchemaMismatchError);
      const made = await thrownBy(() => createVault({ path, secret: { passphrase }, scryptCost }));
      expect(made).to.be.instanceOf(SchemaMismatchError);
    }));

  it("refuse an altered header: unreadable, of unknown make, of absurd or of another cost", () =>
    withVault(async (vault, path) => {
      await vault.close();
      const database = await openSqlite({ path });
      const row = await database.get<{ header: string }>("SELECT header FROM vault");
      const header = JSON.parse(row?.header ?? "");
      const flipped = `${header.wrapped[0] === "0" ? "1" : "0"}${header.wrapped.slice(1)}`;
      for (const [altered, refusal] of [
        ["{", VaultDamagedError],
        ["null", VaultDamagedError],
        [JSON.stringify({ ...header, version: 2 }), VaultDamagedError],
        [JSON.stringify({ ...header, derivation: { ...header.derivation, N: 2 ** 40 } }), VaultDamagedError],
        [JSON.stringify({ ...header, derivation: { ...header.derivation, N: 17 } }), VaultDamagedError],
        [JSON.stringify({ ...header, derivation: { ...header.derivation, r: "8" } }), VaultDamagedError],
        [JSON.stringify({ ...header, derivation: { ...header.derivation, N: 32 } }), WrongPassphraseError],
        [JSON.stringify({ ...header, wrapped: flipped }), WrongPassphraseError],
        [JSON.stringify({ ...header, wrapped: "" }), WrongPassphraseError],
      ] as const) {
        await database.run("UPDATE vault SET header = ?", [altered]);
        expect(await thrownBy(() => openAgain(path)), altered).to.be.instanceOf(refusal);
      }
      await database.close();
    }));

  it("look things up beside a writer, and change nothing, when open read-only", () =>
    withVault(async (vault, path) => {
      const reader = await openVault({ path, secret: { passphrase }, readOnly: true });
      const { record } = await vault.addRecord(buildStudy());
      expect((await reader.getRecord(record)).state).to.equal("pending");
      expect(await reader.listParts(record)).to.have.lengthOf(5);
      const refused = await thrownBy(() => reader.confirmRecord(record));
      expect(refused).to.be.instanceOf(DatabaseUnavailableError).with.property("reason", "readOnly");
      await reader.close();
    }));
});
