import { createHash } from "node:crypto";
import { expect } from "chai";
import { readInstance } from "../../src/dicom/index.ts";
import { digestMeta, encodeMeta } from "../../src/dicom/meta.ts";
import { image } from "./images.ts";
import { describeWithSharedData, sharedFiles } from "./sampleFiles.ts";
import {
  DEFLATED,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  type Lengths,
  text,
  us,
  writeFile,
} from "./writeFile.ts";

const number = (tag: number, vr: string, value: Uint8Array) => ({ tag, vr, value });
const doubles = new Uint8Array(new Float64Array([1.5, -2.25]).buffer);
const code = [text(0x00080100, "SH", "121"), text(0x00080102, "SH", "DCM"), text(0x00080104, "LO", "Finding")];
const rich: Elements = [
  us(0x00181310, 0, 256, 256, 0),
  number(0x00189073, "FD", doubles),
  number(0x00189332, "FD", doubles),
  number(0x00280009, "AT", Uint8Array.of(0x18, 0, 0x63, 0x10)),
  number(0x00720074, "FD", doubles),
  number(0x00720078, "UL", Uint8Array.of(1, 2, 3, 4)),
  { tag: 0x00081140, vr: "SQ", value: { items: [[text(0x00081155, "UI", "1.2.3"), us(0x00081160, 5)], []] } },
  { tag: 0x0040a043, vr: "SQ", value: { items: [[...code, { tag: 0x00081140, vr: "SQ", value: { items: [code] } }]] } },
];
const withPixels = (more: Elements) => image({ pixels: Uint8Array.of(1, 2, 3, 4), more });
const metaOf = (bytes: Uint8Array) => digestMeta(readInstance(bytes).file.dataSet);
const streamOf = (bytes: Uint8Array) =>
  Buffer.concat([...encodeMeta(readInstance(bytes).file.dataSet)]).toString("hex");

// digestMeta
// ├── of one data set in every native transfer syntax, lengths explicit or undefined → one digest
// ├── it is the byte stream of PS3.3 C.12.1.1.3.1: no lengths around sequences and items
// ├── what it leaves out can change: private, group lengths, signatures, padding, pixels, unknown elements
// └── what it covers cannot: a value, a nested value, an item more
describe("digestMeta", () => {
  const expected = metaOf(writeFile(EXPLICIT_LITTLE, withPixels(rich)));

  for (const transferSyntaxUid of [IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED]) {
    for (const lengths of ["explicit", "undefined"] satisfies Lengths[]) {
      it(`is the same in ${transferSyntaxUid} with ${lengths} lengths`, () => {
        expect(metaOf(writeFile(transferSyntaxUid, withPixels(rich), lengths))).to.equal(expected);
      });
    }
  }

  it("writes the stream of PS3.3, byte by byte", () => {
    const only = [
      us(0x00280010, 2),
      { tag: 0x00081140, vr: "SQ", value: { items: [[text(0x00081155, "UI", "1.2")]] } },
    ];
    const stream = streamOf(writeFile(IMPLICIT_LITTLE, withPixels(only.slice(1))));
    const sequence = "0800401153510000" + "feff00e0" + "0800551155490400312e3200" + "feffdde0";
    expect(stream).to.include(sequence);
    expect(stream.startsWith("0800160055491a00")).to.equal(true);
    expect(stream.endsWith("28000301555302000000")).to.equal(true);
    expect(digestMeta(readInstance(writeFile(IMPLICIT_LITTLE, withPixels(only.slice(1)))).file.dataSet)).to.equal(
      `0x${createHash("sha256").update(Buffer.from(stream, "hex")).digest("hex")}`,
    );
  });

  const ignored: Record<string, Elements> = {
    "private elements": [text(0x00090010, "LO", "ACME"), text(0x00091001, "LT", "anything"), us(0x00291010, 7)],
    "a private sequence": [{ tag: 0x00091002, vr: "SQ", value: { items: [[text(0x00100010, "PN", "X")]] } }],
    "group lengths": [
      number(0x00080000, "UL", Uint8Array.of(1, 2, 3, 4)),
      number(0x00280000, "UL", Uint8Array.of(9, 0, 0, 0)),
    ],
    "Length to End": [number(0x00080001, "UL", Uint8Array.of(1, 2, 3, 4))],
    "MAC Parameters": [{ tag: 0x4ffe0001, vr: "SQ", value: { items: [[us(0x04000005, 1)]] } }],
    "elements no dictionary knows": [text(0x00080002, "LO", "?")],
  };
  for (const [what, more] of Object.entries(ignored)) {
    it(`leaves out ${what}`, () => {
      for (const transferSyntaxUid of [IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG]) {
        expect(metaOf(writeFile(transferSyntaxUid, withPixels([...rich, ...more])))).to.equal(expected);
      }
    });
  }

  it("leaves out private elements and unknown ones inside sequences", () => {
    const hidden = (more: Elements) => [
      { tag: 0x00081140, vr: "SQ", value: { items: [[text(0x00081155, "UI", "1.2.3"), ...more]] } },
    ];
    const plain = metaOf(writeFile(EXPLICIT_LITTLE, withPixels(hidden([]))));
    const more = [text(0x00090010, "LO", "ACME"), text(0x000a0010, "LO", "?")];
    expect(metaOf(writeFile(EXPLICIT_LITTLE, withPixels(hidden(more))))).to.equal(plain);
    expect(metaOf(writeFile(IMPLICIT_LITTLE, withPixels(hidden(more))))).to.equal(plain);
  });

  it("covers values, nested values and the number of items", () => {
    const reference = (uid: string, count: number) => [
      {
        tag: 0x00081140,
        vr: "SQ",
        value: { items: Array.from({ length: count }, () => [text(0x00081155, "UI", uid)]) },
      },
    ];
    const digests = [rich, reference("1.2", 1), reference("1.3", 1), reference("1.2", 2), reference("1.2", 0), []].map(
      (more) => metaOf(writeFile(EXPLICIT_LITTLE, withPixels(more))),
    );
    expect(new Set(digests).size).to.equal(digests.length);
    expect(
      metaOf(writeFile(EXPLICIT_LITTLE, image({ pixels: Uint8Array.of(1, 2, 3, 4), name: "Other^Name" }))),
    ).not.to.equal(digests.at(-1));
  });

  it("holds a long value in a VR with a short length, the same from implicit and UN files", () => {
    const contour = text(0x30060050, "DS", "1.0\\".repeat(20_000));
    const implicit = metaOf(writeFile(IMPLICIT_LITTLE, withPixels([contour])));
    expect(metaOf(writeFile(EXPLICIT_LITTLE, withPixels([{ ...contour, vr: "UN" }])))).to.equal(implicit);
    expect(streamOf(writeFile(IMPLICIT_LITTLE, withPixels([contour])))).to.include("06305000554e000080380100312e305c");
  });

  describeWithSharedData("of one image in nine files", () => {
    it("is one digest, but for what the converters wrote: SOP Instance UID, Series Number, and of one file the derivation", () => {
      const digests = sharedFiles("transfer-syntaxes").map(({ bytes }) => {
        const common = new Map(readInstance(bytes).file.dataSet);
        for (const written of [0x00080018, 0x00200011, 0x00082111, 0x00089215]) common.delete(written);
        return digestMeta(common);
      });
      expect(digests).to.have.length(9);
      expect(new Set(digests).size).to.equal(1);
      expect(new Set(sharedFiles("transfer-syntaxes").map(({ bytes }) => metaOf(bytes))).size).to.equal(9);
    });
  });
});
