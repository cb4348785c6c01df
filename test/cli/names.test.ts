import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Address, type Hex, zeroAddress } from "viem";
import { SetupError, UsageError } from "../../src/cli/errors.ts";
import { parseName, resolveAccount, resolvePart, resolvePatient } from "../../src/cli/names.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import { createVault, type Vault } from "../../src/vault/vault.ts";

// What is typed stands for an account, a patient, a record or a part of one
// ├── accounts: address, @n, keystore, name; refused when it is none or several
// ├── patients: number, name; refused when nobody is enrolled
// └── records and parts: commitment, UID; of this chain where several hold it; within a record where one is named

const address = (digits: string): Address => `0x${digits.repeat(20)}`;
const [nodeAccount, keystoreAccount, drRoth, mercy, saintMary] = ["11", "22", "33", "44", "55"].map(address) as [
  ...[Address, Address, Address, Address, Address],
];
const [study, series, image, other] = ["1.2.3", "1.2.3.1", "1.2.3.1.1", "1.2.4"].map(parseUid) as [
  ...[
    ReturnType<typeof parseUid>,
    ReturnType<typeof parseUid>,
    ReturnType<typeof parseUid>,
    ReturnType<typeof parseUid>,
  ],
];

describe("names", () => {
  let folder: string;
  let vault: Vault;
  let first: Hex;
  let otherStudy: Hex;

  /** What of the registry the names are looked up in: three patients, and these records. */
  const chainWith = (...records: readonly Hex[]) => ({
    patientOf: async ({ patient }: { patient: number }) =>
      patient >= 1 && patient <= 3
        ? {
            controller: nodeAccount,
            custodian: mercy,
            since: 0,
            epoch: 0,
            replaced: false,
            hold: "self" as const,
            claimedAt: 0,
          }
        : undefined,
    recordOf: async ({ record }: { record: Hex }) =>
      records.includes(record)
        ? { custodian: mercy, patient: 1, accessCount: 0, kind: "imaging-study" as const, digest: record }
        : undefined,
  });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-names-"));
    vault = await createVault({ path: join(folder, "vault.db"), secret: { keyFile: new Uint8Array(32).fill(1) } });
    await vault.setLabel("actor", drRoth, "Dr. Roth");
    await vault.setLabel("actor", mercy, "Mercy");
    await vault.setLabel("actor", saintMary, "mercy");
    await vault.setLabel("patient", "2", "Jane Doe");
    await vault.setLabel("patient", "1", "John");
    await vault.setLabel("patient", "3", "John");
    await vault.setLabel("patient", "9", "Gone");
    first = await add(mercy, study);
    otherStudy = await add(mercy, other);
  });

  after(async () => {
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  async function add(custodian: Address, uid: typeof study): Promise<Hex> {
    const parts =
      uid === study
        ? [
            { uid: series, level: "series" as const },
            { uid: image, level: "instance" as const, parentUid: series },
          ]
        : [];
    return (await vault.addRecord({ uid, kind: "imaging-study", patient: 1, custodian, parts })).record;
  }

  async function refusal(asked: Promise<unknown>): Promise<unknown> {
    return asked.then(
      (answer) => expect.fail(`it was resolved to ${JSON.stringify(answer)}`),
      (error) => error,
    );
  }

  describe("resolveAccount", () => {
    const directory = () => ({
      vault,
      stored: [{ name: "jane", address: keystoreAccount, path: "" }],
      nodeAccounts: [zeroAddress, nodeAccount],
    });

    for (const [text, found] of [
      [drRoth, drRoth],
      [drRoth.toUpperCase().replace("0X", "0x"), drRoth],
      ["@1", nodeAccount],
      ["jane", keystoreAccount],
      ["Dr. Roth", drRoth],
      [" dr. roth ", drRoth],
    ] as const) {
      it(`takes ${JSON.stringify(text)}`, async () => {
        expect(await resolveAccount(directory(), text)).to.equal(found);
      });
    }

    for (const text of ["@2", "@", "@-1", "Roth", "", "0x12", "MERCY", "Jane Doe"]) {
      it(`refuses ${JSON.stringify(text)}, and does not repeat a name`, async () => {
        const error = await refusal(resolveAccount(directory(), text));
        expect(error).to.be.instanceOf(UsageError);
        expect(String(error)).not.to.match(/roth|mercy|jane/i);
      });
    }
  });

  describe("resolvePatient", () => {
    for (const [text, number] of [
      ["1", 1],
      ["003", 3],
      ["Jane Doe", 2],
      ["jane doe", 2],
    ] as const) {
      it(`takes ${text}`, async () => {
        expect(await resolvePatient({ vault, chain: chainWith() }, text)).to.equal(number);
      });
    }

    // A name of a chain that is gone, and numbers that were never given out.
    for (const text of ["Jane", "", "John", "Gone", "0", "4", "-1", "1.0", "281474976710656", "9999999999999999999"]) {
      it(`refuses ${JSON.stringify(text)}, and does not repeat a name`, async () => {
        const error = await refusal(resolvePatient({ vault, chain: chainWith() }, text));
        expect(error).to.be.instanceOf(UsageError);
        expect(String(error)).not.to.match(/jane|john|gone/i);
      });
    }
  });

  describe("resolvePart", () => {
    const session = () => ({ vault, chain: chainWith(first, otherStudy) });

    it("takes a study's UID and a commitment for the record", async () => {
      const whole = { record: first, part: wholeRecord };
      expect(await resolvePart(session(), study)).to.deep.include(whole);
      expect(await resolvePart(session(), first.toUpperCase().replace("0X", "0x"))).to.deep.equal(whole);
      expect(await resolvePart(session(), study, first)).to.deep.include(whole);
      expect(await resolvePart(session(), first, first)).to.deep.equal(whole);
    });

    it("takes the UID and the commitment of a part", async () => {
      const parts = await vault.listParts(first);
      for (const { uid, part } of parts) {
        expect(await resolvePart(session(), uid)).to.deep.include({ record: first, part });
        expect(await resolvePart(session(), part, first)).to.deep.equal({ record: first, part });
      }
      expect(parts).to.have.lengthOf(2);
    });

    it("refuses what is in another record, or in none", async () => {
      for (const [text, within] of [
        ["1.2.99"],
        [other, first],
        [otherStudy, first],
        [image, otherStudy],
        [`0x${"00".repeat(32)}`, first],
        ["Jane Doe"],
        [""],
        ["0x12"],
      ] as [string, Hex?][]) {
        expect(await refusal(resolvePart(session(), text, within)), text).to.be.instanceOf(UsageError);
      }
    });

    it("takes the record that is on this chain where several hold a UID, and refuses where several are", async () => {
      const second = await add(saintMary, study);
      expect(await resolvePart(session(), image)).to.deep.include({ record: first });
      expect(await resolvePart({ vault, chain: chainWith(second) }, image)).to.deep.include({ record: second });
      expect(await resolvePart({ vault, chain: chainWith(first, second) }, image, second)).to.deep.include({
        record: second,
      });

      const error = await refusal(resolvePart({ vault, chain: chainWith(first, second) }, image));
      expect(error).to.be.instanceOf(UsageError);
      expect(String(error)).to.include(first).and.to.include(second);
      expect(await refusal(resolvePart({ vault, chain: chainWith() }, image))).to.be.instanceOf(UsageError);
    });
  });

  describe("parseName", () => {
    it("takes one line, without the space around it", () => {
      expect(parseName("  Zoë Müller-O'Neill ")).to.equal("Zoë Müller-O'Neill");
    });

    for (const text of ["", "  ", "a\nb", "a\u001b[31m", "\u0000"]) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        expect(() => parseName(text))
          .to.throw(UsageError)
          .and.not.to.be.instanceOf(SetupError);
      });
    }
  });
});
