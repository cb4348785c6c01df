import { expect } from "chai";
import { commitPart, commitRecord, wholeRecord } from "../../src/consent/commitments.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import {
  InvalidPartsError,
  RecordExistsError,
  RecordNotPendingError,
  UnknownManifestError,
  UnknownRecordError,
} from "../../src/vault/errors.ts";
import { thrownBy } from "../sql/folder.ts";
import { buildManifest, buildStudy, openAgain, studyParts, studyUid, withVault } from "./fixture.ts";

const digest = `0x${"d1".repeat(32)}` as const;
const otherDigest = `0x${"d2".repeat(32)}` as const;

describe("addRecord", () => {
  it("commits to the record and its parts under one new key", () =>
    withVault(async (vault) => {
      const { record, key, parts } = await vault.addRecord(buildStudy());
      expect(record).to.equal(commitRecord(key, studyUid));
      expect(parts.map(({ part }) => part)).to.deep.equal(studyParts.map(({ uid }) => commitPart(key, uid)));
      const [series, , , secondSeries] = parts.map(({ part }) => part);
      expect(parts.map(({ parent }) => parent)).to.deep.equal([wholeRecord, series, series, wholeRecord, secondSeries]);

      const { key: _, ...entry } = await vault.getRecord(record);
      const { parts: __, ...given } = buildStudy();
      expect(entry).to.deep.equal({ record, state: "pending", ...given });
      expect(await vault.listRecords()).to.deep.equal([entry]);
      expect(await vault.findRecords(studyUid)).to.deep.equal([entry]);
      expect(await vault.listParts(record)).to.deep.equal(parts);
    }));

  it("gives a study of two custodians two keys, and finds both by its identifier", () =>
    withVault(async (vault) => {
      const other = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
      const first = await vault.addRecord(buildStudy());
      const second = await vault.addRecord(buildStudy({ custodian: other }));
      expect(first.record).not.to.equal(second.record);
      expect(Buffer.from(first.key).equals(second.key)).to.equal(false);
      const found = await vault.findRecords(studyUid);
      expect(found.map(({ record }) => record)).to.have.members([first.record, second.record]);
      expect(await vault.findRecords(parseUid("1.2"))).to.deep.equal([]);
    }));

  it("refuses what the custodian has already, names it, and writes nothing", () =>
    withVault(async (vault) => {
      const { record } = await vault.addRecord(buildStudy());
      const lowerCase = buildStudy({ custodian: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8" });
      const refused = await thrownBy(() => vault.addRecord(lowerCase));
      expect(refused).to.be.instanceOf(RecordExistsError).and.to.include({ record, state: "pending" });
      expect(await vault.listRecords()).to.have.lengthOf(1);
      await vault.addRecord(buildStudy({ kind: "report" }));
    }));

  it("lets two adds at once through one vault and through two, and only one of the same study", () =>
    withVault(async (vault, path) => {
      const second = await openAgain(path);
      const uids = ["1.1", "1.2", "1.3", "1.4"].map(parseUid);
      await Promise.all(uids.map((uid, index) => (index % 2 ? vault : second).addRecord(buildStudy({ uid }))));
      const found = (await vault.listRecords()).map(({ uid }) => uid).sort();
      expect(found).to.deep.equal(uids);
      for (const { record } of await vault.listRecords()) expect(await vault.listParts(record)).to.have.lengthOf(5);

      const same = await Promise.allSettled([vault.addRecord(buildStudy()), second.addRecord(buildStudy())]);
      expect(same.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
      await second.close();
    }));

  it("refuses parts that are no tree, and writes nothing", () =>
    withVault(async (vault) => {
      for (const parts of [
        [...studyParts, ...studyParts],
        studyParts.toReversed(),
        studyParts.slice(1),
        [{ uid: studyUid, level: "series", parentUid: studyUid } as const],
      ]) {
        expect(await thrownBy(() => vault.addRecord(buildStudy({ parts })))).to.be.instanceOf(InvalidPartsError);
      }
      expect(await vault.listRecords()).to.deep.equal([]);
    }));

  it("takes its keys from the random source it is given", () =>
    withVault(async (vault) => {
      const keys = new Set<string>();
      for (const uid of ["1.1", "1.2", "1.3"].map(parseUid)) {
        keys.add(Buffer.from((await vault.addRecord(buildStudy({ uid }))).key).toString("hex"));
      }
      expect(keys.size).to.equal(3);
    }));
});

describe("confirmRecord and dropPending", () => {
  it("confirm a record for good", () =>
    withVault(async (vault, path) => {
      const { record, key } = await vault.addRecord(buildStudy());
      await vault.confirmRecord(record, 1_700_000_000);
      await vault.confirmRecord(record);
      expect(await vault.getRecord(record)).to.deep.include({
        state: "confirmed",
        registeredAt: 1_700_000_000,
        key: Buffer.from(key),
      });
      expect(await vault.listRecords("pending")).to.deep.equal([]);
      expect(await thrownBy(() => vault.dropPending(record))).to.be.instanceOf(RecordNotPendingError);
      const again = await openAgain(path);
      expect(again.pendingAtOpen).to.deep.equal([]);
      await again.close();
    }));

  it("show at the next opening what was left pending, and drop it whole", () =>
    withVault(async (vault, path) => {
      const { record } = await vault.addRecord(buildStudy({ manifest: { digest, manifest: buildManifest("first") } }));
      const again = await openAgain(path);
      expect(again.pendingAtOpen).to.deep.equal([record]);
      await again.dropPending(record);
      for (const use of [vault.getRecord, vault.listParts, vault.dropPending, vault.confirmRecord]) {
        expect(await thrownBy(() => use(record))).to.be.instanceOf(UnknownRecordError);
      }
      expect(await vault.findParts(studyUid)).to.deep.equal([]);
      await vault.addRecord(buildStudy());
      await again.close();
    }));
});

describe("addRevision and getManifest", () => {
  it("keep the manifest of each revision, and add the parts that are new", () =>
    withVault(async (vault) => {
      const first = { digest, manifest: buildManifest("first") };
      const { record, key } = await vault.addRecord(buildStudy({ parts: studyParts.slice(0, 2), manifest: first }));
      const second = { digest: otherDigest, manifest: buildManifest("second") };
      const added = await vault.addRevision(record, second, studyParts);

      expect(added.map(({ uid }) => uid)).to.deep.equal(studyParts.slice(2).map(({ uid }) => uid));
      const parts = await vault.listParts(record);
      expect(parts.map(({ part }) => part)).to.deep.equal(studyParts.map(({ uid }) => commitPart(key, uid)));
      expect(await vault.getManifest(record, digest)).to.deep.equal(first.manifest);
      expect(await vault.getManifest(record, otherDigest)).to.deep.equal(second.manifest);
      const none = await thrownBy(() => vault.getManifest(record, wholeRecord));
      expect(none).to.be.instanceOf(UnknownManifestError);
      const unknown = await thrownBy(() => vault.getManifest(wholeRecord, digest));
      expect(unknown).to.be.instanceOf(UnknownRecordError);
    }));

  it("refuse a part that has moved, and keep nothing of that revision", () =>
    withVault(async (vault) => {
      const { record } = await vault.addRecord(buildStudy());
      const moved = studyParts.map(({ uid, level }) => ({ uid, level }));
      const revision = { digest, manifest: buildManifest("moved") };
      const refused = await thrownBy(() => vault.addRevision(record, revision, moved));
      expect(refused).to.be.instanceOf(InvalidPartsError);
      expect(await thrownBy(() => vault.getManifest(record, digest))).to.be.instanceOf(UnknownManifestError);
    }));
});
