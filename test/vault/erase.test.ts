import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Hex } from "../../src/consent/commitments.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { ErasureIncompleteError, RecordErasedError } from "../../src/vault/errors.ts";
import type { RandomBytes } from "../../src/vault/seal.ts";
import { createVault } from "../../src/vault/vault.ts";
import { thrownBy, withFolder } from "../sql/folder.ts";
import {
  buildManifest,
  buildStudy,
  openAgain,
  passphrase,
  readFiles,
  scryptCost,
  studyParts,
  studyUid,
  withVault,
} from "./fixture.ts";

const digest = `0x${"d1".repeat(32)}` as const;

/** A random source that gives the same bytes every time. */
function buildRandomBytes(seed: string): RandomBytes {
  let calls = 0;
  return (length) => createHash("shake256", { outputLength: length }).update(`${seed} ${calls++}`).digest();
}

/** Reads from the vault's file, in pieces of 16 bytes, what it holds of some records in digests and sealed values, and every name. */
async function readPieces(path: string, records: readonly Hex[]): Promise<Buffer[]> {
  const database = await openSqlite({ path, readOnly: true });
  const rows = await database.all("SELECT sealed FROM labels");
  for (const record of records) {
    const bytes = Buffer.from(record.slice(2), "hex");
    for (const columns of [
      "uid_mac, identity_mac, sealed FROM records",
      "part, uid_mac, sealed FROM parts",
      "sealed FROM manifests",
    ]) {
      rows.push(...(await database.all(`SELECT ${columns} WHERE record = ?`, [bytes])));
    }
  }
  await database.close();
  const blobs = rows.flatMap((row) => Object.values(row)).filter((value) => value instanceof Uint8Array);
  // The beginning and the end; what is large is spread over several pages.
  return blobs.flatMap((blob) => [Buffer.from(blob.subarray(0, 16)), Buffer.from(blob.subarray(-16))]);
}

function countIn(path: string, pieces: readonly Buffer[]): number {
  const files = readFiles(path);
  return pieces.filter((piece) => files.includes(piece)).length;
}

describe("erase", () => {
  it("destroys key, identifier, parts and manifests, keeps the time, and says what it destroyed", () =>
    withVault(async (vault, path) => {
      const manifest = { digest, manifest: buildManifest("HEAD^CONTRAST") };
      const { record, parts } = await vault.addRecord(buildStudy({ manifest }));
      await vault.confirmRecord(record);
      expect(await vault.erase(record, 1_800_000_000)).to.deep.equal({
        record,
        erasedAt: 1_800_000_000,
        parts: parts.map(({ part }) => part),
        manifests: [digest],
      });

      const again = await openAgain(path);
      for (const use of [
        () => again.getRecord(record),
        () => again.listParts(record),
        () => again.relatedParts(record, record),
        () => again.getManifest(record, digest),
        () => again.confirmRecord(record),
        () => again.erase(record, 1_900_000_000),
      ]) {
        expect(await thrownBy(use))
          .to.be.instanceOf(RecordErasedError)
          .with.property("erasedAt", 1_800_000_000);
      }
      expect(await again.findRecords(studyUid)).to.deep.equal([]);
      expect(await again.findParts(studyParts[0]?.uid ?? studyUid)).to.deep.equal([]);
      const anew = await again.addRecord(buildStudy());
      expect(anew.record).not.to.equal(record);
      await again.close();
    }));

  // Secure deletion alone leaves copies behind that SQLite made when it moved rows between pages. The random source is fixed, so that
  // the rows stand in the same pages every time: with this one, some stay behind unless the file is written anew.
  it("leaves no byte of what it destroyed in the files, and every byte of the rest", () =>
    withFolder(async (folder) => {
      const path = `${folder}/vault.db`;
      const vault = await createVault({ path, secret: { passphrase }, scryptCost, randomBytes: buildRandomBytes("8") });
      const records: Hex[] = [];
      for (let number = 0; number < 12; number += 1) {
        const parts = Array.from({ length: 60 }, (_, index) => parseUid(`1.2.${number}.${index}`));
        const study = {
          uid: parseUid(`1.2.${number}`),
          parts: parts.map((uid) => ({ uid, level: "series" }) as const),
        };
        records.push((await vault.addRecord(buildStudy(study))).record);
      }
      const [erased, kept] = [await readPieces(path, records.slice(0, 6)), await readPieces(path, records.slice(6))];
      expect(countIn(path, erased)).to.equal(erased.length);

      for (const record of records.slice(0, 6)) await vault.erase(record, 1);
      expect(countIn(path, erased)).to.equal(0);
      expect(countIn(path, kept)).to.equal(kept.length);
      await vault.close();
    }));

  it("leaves no byte of a large manifest or of a name", () =>
    withVault(async (vault, path) => {
      const { record } = await vault.addRecord(
        buildStudy({ manifest: { digest, manifest: buildManifest("words ".repeat(5000)) } }),
      );
      await vault.setLabel("patient", "7", "Ève Müller");
      const pieces = await readPieces(path, [record]);
      expect(countIn(path, pieces)).to.equal(pieces.length);
      await vault.erase(record, 1);
      await vault.eraseLabel("patient", "7");
      expect(countIn(path, pieces)).to.equal(0);
    }));

  it("is not needed for a pending record, whose bytes are overwritten as it is dropped", () =>
    withVault(async (vault, path) => {
      const { record } = await vault.addRecord(buildStudy({ parts: [] }));
      const pieces = await readPieces(path, [record]);
      await vault.dropPending(record);
      await vault.close();
      expect(countIn(path, pieces)).to.equal(0);
    }));

  it("says when another program keeps old bytes in the files, and finishes when it has ended", () =>
    withVault(async (vault, path) => {
      const { record } = await vault.addRecord(buildStudy());
      const database = await openSqlite({ path, readOnly: true });
      const row = await database.get<{ sealed: Uint8Array }>("SELECT sealed FROM records");
      await database.transaction(async (reader) => {
        await reader.get("SELECT record FROM records");
        expect(await thrownBy(() => vault.erase(record, 1))).to.be.instanceOf(ErasureIncompleteError);
      });
      await database.close();
      expect(await thrownBy(() => vault.getRecord(record))).to.be.instanceOf(RecordErasedError);
      await vault.scrub();
      expect(readFiles(path).includes(Buffer.from(row?.sealed ?? ""))).to.equal(false);
    })).timeout(5000);
});
