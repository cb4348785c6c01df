import { randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { parseUid } from "../../src/dicom/uid.ts";
import { openSqlite } from "../../src/sql/sqlite.ts";
import { VaultDamagedError } from "../../src/vault/errors.ts";
import { buildSealer } from "../../src/vault/seal.ts";
import type { Vault } from "../../src/vault/vault.ts";
import { thrownBy } from "../sql/folder.ts";
import { buildManifest, buildStudy, custodian, instanceUid, openAgain, studyUid, withVault } from "./fixture.ts";

const digest = `0x${"d1".repeat(32)}` as const;

/** What each alteration of the file must not get past. */
const alterations: readonly (readonly [string, string, (vault: Vault, record: `0x${string}`) => Promise<unknown>])[] = [
  [
    "a record's row",
    "UPDATE records SET sealed = (SELECT sealed FROM records AS other WHERE other.record <> records.record)",
    (vault, record) => vault.getRecord(record),
  ],
  [
    "a part's row",
    "UPDATE parts SET sealed = (SELECT sealed FROM parts AS other WHERE other.part <> parts.part LIMIT 1)",
    (vault, record) => vault.listParts(record),
  ],
  ["a part's parent", "UPDATE parts SET parent = part", (vault, record) => vault.listParts(record)],
  ["a part's level", "UPDATE parts SET level = 'instance'", (vault, record) => vault.listParts(record)],
  [
    "a part's look-up",
    "UPDATE parts SET uid_mac = (SELECT uid_mac FROM parts AS other WHERE other.position = 1)",
    (vault) => vault.findParts(instanceUid),
  ],
  [
    "a record's look-up",
    "UPDATE records SET uid_mac = (SELECT uid_mac FROM records AS other ORDER BY other.rowid LIMIT 1)",
    (vault) => vault.findRecords(studyUid),
  ],
  [
    "a manifest's digest",
    `UPDATE manifests SET digest = x'${"d1".repeat(32)}' WHERE digest <> x'${"d1".repeat(32)}'`,
    (vault, record) => vault.getManifest(record, digest),
  ],
  [
    "a label's row",
    "UPDATE labels SET sealed = (SELECT sealed FROM labels AS other WHERE other.id_mac <> labels.id_mac)",
    (vault) => vault.findLabel("actor", custodian),
  ],
  [
    "every value",
    "UPDATE labels SET sealed = zeroblob(length(sealed))",
    (vault) => vault.findLabel("actor", custodian),
  ],
  [
    "the length of every value",
    "UPDATE labels SET sealed = substr(sealed, 1, 27)",
    (vault) => vault.findLabel("actor", custodian),
  ],
];

describe("what is sealed", () => {
  for (const [what, sql, use] of alterations) {
    it(`is refused when ${what} was altered or exchanged`, () =>
      withVault(async (vault, path) => {
        const { record } = await vault.addRecord(buildStudy());
        await vault.addRecord(buildStudy({ uid: parseUid("1.2.3"), parts: [] }));
        await vault.addRevision(record, { digest: `0x${"d2".repeat(32)}`, manifest: buildManifest("second") }, []);
        if (!sql.includes("digest")) {
          await vault.addRevision(record, { digest, manifest: buildManifest("first") }, []);
        }
        await vault.setLabel("actor", custodian, "St. Mary");
        await vault.setLabel("actor", "0x01", "Dr. Adams");

        const database = await openSqlite({ path });
        expect((await database.run(sql)).changes).to.be.greaterThan(0);
        await database.close();
        expect(await thrownBy(() => use(vault, record))).to.be.instanceOf(VaultDamagedError);
      }));
  }

  it("is refused at opening when a pending record was altered", () =>
    withVault(async (vault, path) => {
      await vault.addRecord(buildStudy());
      const database = await openSqlite({ path });
      await database.run("UPDATE records SET sealed = zeroblob(200)");
      await database.close();
      expect(await thrownBy(() => openAgain(path))).to.be.instanceOf(VaultDamagedError);
    }));

  it("opens for its own identity under its own key, and not with any bit changed", () => {
    const sealer = buildSealer(new Uint8Array(32).fill(1), randomBytes);
    const stranger = buildSealer(new Uint8Array(32).fill(2), randomBytes);
    const words = fc.array(fc.string(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(words, words, fc.string(), fc.nat(), (identity, other, value, pick) => {
        const sealed = sealer.seal(identity, value);
        expect(sealer.unseal(identity, sealed)).to.equal(value);
        expect(() => stranger.unseal(identity, sealed)).to.throw(VaultDamagedError);
        if (JSON.stringify(other) !== JSON.stringify(identity)) {
          expect(() => sealer.unseal(other, sealed)).to.throw(VaultDamagedError);
        }
        const altered = Uint8Array.from(sealed);
        const bit = pick % (8 * altered.length);
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => sealer.unseal(identity, altered)).to.throw(VaultDamagedError);
        expect(() => sealer.unseal(identity, sealed.subarray(0, pick % sealed.length))).to.throw(VaultDamagedError);
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it("never looks the same twice, though it is found by the same look-up", () => {
    const sealer = buildSealer(new Uint8Array(32).fill(1), randomBytes);
    const sealed = new Set(Array.from({ length: 50 }, () => Buffer.from(sealer.seal(["a"], "b")).toString("hex")));
    expect(sealed.size).to.equal(50);
    expect(sealer.lookUp(["uid", "1.2"])).to.deep.equal(sealer.lookUp(["uid", "1.2"]));
    expect(sealer.lookUp(["uid", "1.2"])).not.to.deep.equal(sealer.lookUp(["uid1.2"]));
    const stranger = buildSealer(new Uint8Array(32).fill(2), randomBytes);
    expect(stranger.lookUp(["uid", "1.2"])).not.to.deep.equal(sealer.lookUp(["uid", "1.2"]));
  });
});
