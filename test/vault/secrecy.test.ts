import { expect } from "chai";
import { findForms, formsOf } from "../canary.ts";
import {
  buildManifest,
  buildStudy,
  custodian,
  passphrase,
  readFiles,
  studyParts,
  studyUid,
  withVault,
} from "./fixture.ts";

const digest = `0x${"d1".repeat(32)}` as const;

describe("the vault's files", () => {
  it("hold no identifier, name, patient id, key or passphrase in any form", () =>
    withVault(async (vault, path) => {
      const { record, key } = await vault.addRecord(
        buildStudy({ manifest: { digest, manifest: buildManifest("HEAD^CONTRAST") } }),
      );
      await vault.confirmRecord(record, 1_700_000_000);
      await vault.setLabel("actor", custodian, "Dr. Adams");
      await vault.setLabel("patient", "40755001", "Ève Müller");
      await vault.findParts(studyUid);

      const uids = [studyUid, ...studyParts.map(({ uid }) => uid)];
      const secrets = [...uids, key, passphrase, "Dr. Adams", "Ève Müller", "40755001", "HEAD^CONTRAST"];
      secrets.push(String(2 ** 48 - 1), custodian, custodian.toLowerCase());
      expect(readFiles(path).includes(Buffer.from(record.slice(2), "hex"))).to.equal(true);
      expect(findForms(readFiles(path), secrets)).to.deep.equal([]);
      await vault.close();
      expect(findForms(readFiles(path), secrets)).to.deep.equal([]);
    }));

  it("are searched in a way that finds each form", () => {
    for (const [name, form] of formsOf(Buffer.from(studyUid))) {
      const found = findForms(Buffer.concat([Buffer.from("before"), form, Buffer.from("after")]), [studyUid]);
      expect(found, name).to.include(`secret 0: ${name}`);
    }
  });
});
