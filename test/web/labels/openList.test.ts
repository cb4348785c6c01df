import { expect } from "chai";
import type { Address, Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { buildRecordListDocument, type ListedRecord } from "../../../src/consent/recordListDocument.ts";
import {
  buildDocumentTypedData,
  formatSignedDocument,
  InvalidDocumentError,
  UnverifiedDocumentError,
} from "../../../src/consent/signedDocument.ts";
import { readLists, shelfKey, writeLists } from "../../../web/labels/keep.ts";
import { addList, ForeignListError, indexLabels, openList } from "../../../web/labels/openList.ts";

const hospital = privateKeyToAccount(`0x${"11".repeat(32)}`);
const other = privateKeyToAccount(`0x${"22".repeat(32)}`);
const registry: Address = `0x${"9".repeat(40)}`;
const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const knee: ListedRecord = {
  ...{ record: word("1"), kind: "imaging-study", modalities: ["MR"] },
  ...{ started: "2026-03-03", description: "Knee, left" },
};
const head: ListedRecord = { ...knee, record: word("2"), description: "Head" };

async function sign(
  records: readonly ListedRecord[],
  by: PrivateKeyAccount = hospital,
  issuedAt = 1_000,
): Promise<string> {
  const where = { chainId: 31337, registry, issuedAt };
  const unsigned = {
    ...{ kind: "records" as const, ...where, organization: by.address.toLowerCase() as Address },
    document: buildRecordListDocument(records, { ...where, patient: 7 }),
  };
  const signature = await by.signTypedData(buildDocumentTypedData(unsigned));
  return formatSignedDocument({ ...unsigned, signature });
}

const custodianOf = async (record: Hex) => (record === head.record ? other.address : hospital.address);
const open = (text: string, change = {}) => openList(text, { chainId: 31337, registry, custodianOf, ...change });

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

// openList
// ├── a list that the custodian signed → its labels
// ├── records that the signer does not keep → left out; where none is left, the list is not taken
// ├── altered, of another registry or chain, of another kind, or no list → not taken
// └── kept → by account; forgotten again; the newest word of a record wins
describe("a hospital's signed list of records", () => {
  it("gives the labels of the records that the signer keeps", async () => {
    const opened = await open(await sign([knee, head]));
    expect(opened).to.deep.equal({
      organization: hospital.address.toLowerCase(),
      issuedAt: 1_000,
      labels: [knee],
      refused: 1,
    });
  });

  it("is not taken from somebody who keeps none of them", async () => {
    const text = await sign([knee], other);
    expect(await failureOf(open(text))).to.be.instanceOf(ForeignListError);
    const unseen = open(await sign([knee]), { custodianOf: async () => undefined });
    expect(await failureOf(unseen)).to.be.instanceOf(ForeignListError);
  });

  it("is not taken where it was altered, or is meant for elsewhere", async () => {
    const text = await sign([knee]);
    const altered = text.replace("Knee, left", "Knee, rite");
    expect(altered).not.to.equal(text);
    expect(await failureOf(open(altered))).to.be.instanceOf(UnverifiedDocumentError);
    expect(await failureOf(open(text, { chainId: 1 }))).to.be.instanceOf(UnverifiedDocumentError);
    expect(await failureOf(open(text, { registry: other.address }))).to.be.instanceOf(UnverifiedDocumentError);
    expect(await failureOf(open("{}"))).to.be.instanceOf(InvalidDocumentError);
  });

  it("is kept by account, and forgotten again", async () => {
    const shelf = new Map<string, string>();
    const store = {
      getItem: (key: string) => shelf.get(key) ?? null,
      setItem: (key: string, text: string) => void shelf.set(key, text),
      removeItem: (key: string) => void shelf.delete(key),
    };
    const key = shelfKey(31337, registry, hospital.address);
    const { refused, ...list } = await open(await sign([knee]));
    writeLists(store, key, [list]);
    expect(readLists(store, key)).to.deep.equal([list]);
    expect(readLists(store, shelfKey(31337, registry, other.address))).to.deep.equal([]);
    writeLists(store, key, []);
    expect([shelf.size, refused]).to.deep.equal([0, 0]);
    shelf.set(key, "[7, {}]");
    expect(readLists(store, key)).to.deep.equal([]);
  });

  it("gives way to a newer one, record by record", async () => {
    const { refused: _, ...old } = await open(await sign([knee], hospital, 1_000));
    const renamed = { ...knee, description: "Knee, right" };
    const { refused: __, ...young } = await open(await sign([renamed], hospital, 2_000));
    for (const lists of [addList([old], young), addList([young], old)]) {
      expect(indexLabels(lists).get(knee.record)?.description).to.equal("Knee, right");
    }
    expect(addList([old], old)).to.deep.equal([old]);
    const another = { ...old, labels: [head] }; // of another patient, signed in the same second
    expect(addList([old], another)).to.deep.equal([old, another]);
  });
});
