import { createHash } from "node:crypto";
import { expect } from "chai";
import { keccak256 } from "viem";
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

/** Every form in which something secret could stand in a file, by name. */
function formsOf(secret: Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(secret);
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest();
  const digests: [string, Buffer][] = [
    ["plain", bytes],
    ["sha256", hash("sha256")],
    ["sha1", hash("sha1")],
    ["md5", hash("md5")],
    ["keccak", Buffer.from(keccak256(bytes).slice(2), "hex")],
  ];
  const written = digests.flatMap(([name, form]): [string, Buffer][] => [
    [name, form],
    [`${name}, hex`, Buffer.from(form.toString("hex"))],
    [`${name}, HEX`, Buffer.from(form.toString("hex").toUpperCase())],
    [`${name}, base64`, Buffer.from(form.toString("base64").replace(/.{0,2}=*$/, ""))],
  ]);
  return [...written, ["UTF-16", Buffer.from(bytes.toString("utf8"), "utf16le")]];
}

function findForms(files: Buffer, secrets: readonly (string | Uint8Array)[]): string[] {
  return secrets.flatMap((secret, index) =>
    formsOf(Buffer.from(secret))
      .filter(([, form]) => files.includes(form))
      .map(([name]) => `secret ${index}: ${name}`),
  );
}

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
