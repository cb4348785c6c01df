import { expect } from "chai";
import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type ActorName, buildDirectoryDocument, readDirectoryDocument } from "../../src/consent/directoryDocument.ts";
import {
  buildRecordListDocument,
  type ListedRecord,
  readRecordListDocument,
} from "../../src/consent/recordListDocument.ts";
import {
  buildDocumentTypedData,
  formatSignedDocument,
  InvalidDocumentError,
  parseSignedDocument,
  type SignedDocument,
  UnverifiedDocumentError,
  verifySignedDocument,
} from "../../src/consent/signedDocument.ts";
import { findProblems } from "../audit/fhir/validator.ts";
import { thrownBy } from "../sql/folder.ts";

const key = (digit: string): Hex => `0x${digit.repeat(64)}`;
const hospital = privateKeyToAccount(key("1"));
const stranger = privateKeyToAccount(key("2"));
const registry: Address = `0x${"ab".repeat(20)}`;
const other: Address = `0x${"cd".repeat(20)}`;
const organization = hospital.address.toLowerCase() as Address;
const terms = { kind: "directory", chainId: 31337, registry } as const;
const names: readonly ActorName[] = [
  { account: organization, kind: "organization", name: "St. Mary Hospital" },
  { account: `0x${"12".repeat(20)}`, kind: "practitioner", name: "Dr. Çelik-Ødegård" },
  { account: `0x${"34".repeat(20)}`, kind: "device", name: "PACS gateway" },
];

async function sign(changes: Partial<SignedDocument> = {}, signer = hospital): Promise<SignedDocument> {
  const issuedAt = 1_800_000_000;
  const document = buildDirectoryDocument(names, { chainId: 31337, issuedAt });
  const unsigned = { ...terms, organization, issuedAt, document, ...changes };
  return { ...unsigned, signature: await signer.signTypedData(buildDocumentTypedData(unsigned)) };
}

// A signed document
// ├── comes out of its file as it went in, and holds
// ├── altered anywhere → does not hold
// ├── of another signer, kind, chain, registry or organization → does not hold
// ├── of a contract → holds where the contract says so, and not where nobody can ask it
// └── no such file → is refused as none
describe("a signed document", () => {
  it("comes out of its file as it went in, and holds", async () => {
    const signed = await sign();
    const read = parseSignedDocument(formatSignedDocument(signed));
    expect(read).to.deep.equal(signed);
    await verifySignedDocument(read, terms);
    await verifySignedDocument(read, { ...terms, registry: registry.toUpperCase().replace("X", "x") as Address });
    await verifySignedDocument(read, { ...terms, organization: hospital.address });
  });

  it("does not hold when anything of it was altered", async () => {
    const signed = await sign();
    const alterations: readonly Partial<SignedDocument>[] = [
      { document: signed.document.replace("Mary", "Nary") },
      { document: `${signed.document} ` },
      { issuedAt: signed.issuedAt + 1 },
      { organization: other },
      { signature: `0x${"00".repeat(65)}` },
      { signature: "0x00" },
      { signature: `${signed.signature.slice(0, -4)}ff${signed.signature.slice(-2)}` as Hex },
    ];
    for (const altered of alterations) {
      const file = formatSignedDocument({ ...signed, ...altered });
      const thrown = await thrownBy(() => verifySignedDocument(parseSignedDocument(file), terms));
      expect(thrown, Object.keys(altered).join()).to.be.instanceOf(UnverifiedDocumentError);
    }
  });

  for (const [what, changes, known] of [
    ["of another kind", { kind: "records" }, {}],
    ["for another chain", { chainId: 1 }, {}],
    ["for another registry", { registry: other }, {}],
    ["whose text says another chain than was signed for", {}, { chainId: 1 }],
    ["from another organization than the one it has to be from", {}, { organization: other }],
  ] as const) {
    it(`does not hold ${what}`, async () => {
      const signed = await sign(changes);
      const thrown = await thrownBy(() => verifySignedDocument(signed, { ...terms, ...known }));
      expect(thrown).to.be.instanceOf(UnverifiedDocumentError);
    });
  }

  it("does not hold when somebody else signed in the organization's name, nor when a chain is only claimed", async () => {
    const forged = await sign({}, stranger);
    expect(await thrownBy(() => verifySignedDocument(forged, terms))).to.be.instanceOf(UnverifiedDocumentError);
    const moved = { ...(await sign({ chainId: 1 })), chainId: 31337 };
    expect(await thrownBy(() => verifySignedDocument(moved, terms))).to.be.instanceOf(UnverifiedDocumentError);
    const elsewhere = { ...(await sign({ registry: other })), registry };
    expect(await thrownBy(() => verifySignedDocument(elsewhere, terms))).to.be.instanceOf(UnverifiedDocumentError);
  });

  it("of a contract holds where the contract says so", async () => {
    const signed = await sign({ organization: other });
    const asked: Hex[] = [];
    const answer = (isValid: boolean) => async (about: { account: Address; hash: Hex; signature: Hex }) => {
      asked.push(about.account, about.signature);
      return isValid;
    };
    await verifySignedDocument(signed, { ...terms, isValidSignature: answer(true) });
    expect(asked).to.deep.equal([other, signed.signature]);
    const thrown = await thrownBy(() => verifySignedDocument(signed, { ...terms, isValidSignature: answer(false) }));
    expect(thrown).to.be.instanceOf(UnverifiedDocumentError);
    expect(await thrownBy(() => verifySignedDocument(signed, terms))).to.be.instanceOf(UnverifiedDocumentError);
  });

  it("is refused where the file is none", async () => {
    const whole = JSON.parse(formatSignedDocument(await sign()));
    const texts = [
      ...["", "{", "null", "[]", '"text"', "7"],
      ...[
        { fiducial: "signed document 2" },
        { kind: "secret" },
        { chainId: -1 },
        { chainId: "31337" },
        { registry: "0x12" },
        { organization: null },
        { issuedAt: 1.5 },
        { issuedAt: 2 ** 41 },
        { document: {} },
        { document: "\ud800" },
        { signature: "0x" },
        { signature: "0x123" },
      ].map((changes) => JSON.stringify({ ...whole, ...changes })),
    ];
    for (const text of texts)
      expect(await thrownBy(async () => parseSignedDocument(text)), text.slice(0, 80)).to.be.instanceOf(
        InvalidDocumentError,
      );
  });
});

// A directory
// ├── is a FHIR Bundle that gives its names back
// ├── passes over accounts of other chains and resources that it does not know
// └── a name that steers the screen → is refused
describe("a directory document", () => {
  const document = buildDirectoryDocument(names, { chainId: 31337, issuedAt: 1_800_000_000 });

  it("is a FHIR Bundle that gives its names back", () => {
    expect(findProblems(JSON.parse(document))).to.deep.equal([]);
    expect(readDirectoryDocument({ document, chainId: 31337 })).to.deep.equal(names);
    const empty = buildDirectoryDocument([], { chainId: 1, issuedAt: 0 });
    expect(findProblems(JSON.parse(empty))).to.deep.equal([]);
    expect(readDirectoryDocument({ document: empty, chainId: 1 })).to.deep.equal([]);
  });

  it("passes over accounts of other chains and resources that it does not know", () => {
    expect(readDirectoryDocument({ document, chainId: 1 })).to.deep.equal([]);
    const bundle = JSON.parse(document);
    bundle.entry.push({ resource: { resourceType: "Patient", name: [{ text: "Jane Doe" }] } }, {}, null, "text");
    expect(readDirectoryDocument({ document: JSON.stringify(bundle), chainId: 31337 })).to.deep.equal(names);
  });

  for (const name of ["", " ", "two\nlines", "\u202egnorw", "a\u0000", "x".repeat(201), 7, null]) {
    it(`refuses ${encodeURIComponent(`${name}`).slice(0, 20) || "nothing"} as a name`, async () => {
      const bundle = JSON.parse(document);
      bundle.entry[1].resource.name = [{ text: name }];
      const altered = JSON.stringify(bundle);
      const thrown = await thrownBy(async () => readDirectoryDocument({ document: altered, chainId: 31337 }));
      expect(thrown).to.be.instanceOf(InvalidDocumentError);
    });
  }

  it("refuses what is no Bundle", async () => {
    for (const none of ["", "{}", '{"resourceType":"Patient"}', "[]"]) {
      const thrown = await thrownBy(async () => readDirectoryDocument({ document: none, chainId: 31337 }));
      expect(thrown, none).to.be.instanceOf(InvalidDocumentError);
    }
  });
});

// A list of a patient's records
// ├── is a FHIR Bundle that gives its records back
// ├── passes over records of another registry
// └── holds no patient but the number
describe("a list of a patient's records", () => {
  const records: readonly ListedRecord[] = [
    { record: key("a"), kind: "imaging-study", modalities: ["MR", "PR"], started: "2026-03-01", description: "Knee" },
    { record: key("b"), kind: "imaging-study", modalities: [], started: undefined, description: undefined },
    { record: key("c"), kind: "report", modalities: [], started: "2026-03-02", description: "Report on the knee" },
    { record: key("d"), kind: "laboratory", modalities: [], started: undefined, description: undefined },
  ];
  const about = { chainId: 31337, registry, issuedAt: 1_800_000_000, patient: 7 };
  const document = buildRecordListDocument(records, about);

  it("is a FHIR Bundle that gives its records back", () => {
    expect(findProblems(JSON.parse(document))).to.deep.equal([]);
    expect(readRecordListDocument({ ...about, document })).to.deep.equal(records);
    const empty = buildRecordListDocument(
      records.map((record) => ({ ...record, description: "" })),
      about,
    );
    expect(findProblems(JSON.parse(empty))).to.deep.equal([]);
    expect(readRecordListDocument({ ...about, document: empty })).to.deep.equal(
      records.map((record) => ({ ...record, description: undefined })),
    );
  });

  it("passes over records of another registry or chain, and what it does not know", () => {
    expect(readRecordListDocument({ ...about, registry: other, document })).to.deep.equal([]);
    expect(readRecordListDocument({ ...about, chainId: 1, document })).to.deep.equal([]);
    const bundle = JSON.parse(document);
    bundle.entry[3].resource.type = { coding: [{ system: "urn:fiducial:kind", code: "secret" }] };
    bundle.entry[2].resource.resourceType = "Observation";
    expect(readRecordListDocument({ ...about, document: JSON.stringify(bundle) })).to.deep.equal(records.slice(0, 2));
  });

  it("refuses a description that steers the screen", async () => {
    const altered = document.replace('"Knee"', '"\\u202eeenK"');
    const thrown = await thrownBy(async () => readRecordListDocument({ ...about, document: altered }));
    expect(thrown).to.be.instanceOf(InvalidDocumentError);
  });
});
