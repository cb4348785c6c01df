import { expect } from "chai";
import {
  InvalidUidError,
  MalformedError,
  MissingIdentifierError,
  readInstance,
  TruncatedError,
} from "../../src/dicom/index.ts";
import { image, report, SECONDARY_CAPTURE, SERIES, STUDY } from "./images.ts";
import {
  DEFLATED,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  text,
  writeFile,
} from "./writeFile.ts";

const four = { pixels: Uint8Array.of(1, 2, 3, 4) };
/** Preamble, DICM, group length, transfer syntax. */
const bytesOfMeta = (transferSyntaxUid: string) => 132 + 12 + 8 + 2 * Math.ceil(transferSyntaxUid.length / 2);
const without = (elements: Elements, tag: number) => elements.filter((element) => element.tag !== tag);

// readInstance
// ├── in every native transfer syntax, whatever the preamble → the identifiers, without padding
// ├── of an object without pixels → no frames
// ├── when an identifier is absent or empty → MissingIdentifierError names it
// ├── when an identifier is no UID → InvalidUidError
// ├── when an image has no pixel data → TruncatedError, unless the pixels are on a server
// └── when Number of Frames is no number → MalformedError
describe("readInstance", () => {
  for (const transferSyntaxUid of [IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED]) {
    it(`reads ${transferSyntaxUid}`, () => {
      const more = [text(0x00080020, "DA", "20260102")];
      const { file, ...names } = readInstance(writeFile(transferSyntaxUid, image({ ...four, more })));
      expect(names).to.deep.equal({
        studyUid: STUDY,
        seriesUid: SERIES,
        sopInstanceUid: "1.2.3.1.1.1",
        sopClassUid: SECONDARY_CAPTURE,
        transferSyntaxUid,
        modality: "OT",
        studyDate: "20260102",
        frames: 1,
      });
    });
  }

  it("reads a deflated stream that begins like an element of the meta group", () => {
    const bytes = writeFile(DEFLATED, image(four));
    const meta = bytesOfMeta(DEFLATED);
    const emptyBlocks = [0x02, 0x00, 0x00, 0x00, 0xff, 0xff];
    const stream = Uint8Array.from([...bytes.subarray(0, meta), ...emptyBlocks, ...bytes.subarray(meta)]);
    expect(readInstance(stream).studyUid).to.equal(STUDY);
  });

  it("reads an object without pixels", () => {
    expect(readInstance(writeFile(EXPLICIT_LITTLE, report("1.2.9", "fine")))).to.include({
      frames: 0,
      modality: "SR",
      studyDate: null,
    });
  });

  const identifiers = {
    "SOP Class UID (0008,0016)": 0x00080016,
    "SOP Instance UID (0008,0018)": 0x00080018,
    "Study Instance UID (0020,000D)": 0x0020000d,
    "Series Instance UID (0020,000E)": 0x0020000e,
  };
  for (const [attribute, tag] of Object.entries(identifiers)) {
    it(`names ${attribute} when it is absent`, () => {
      const bytes = writeFile(EXPLICIT_LITTLE, without(image(four), tag));
      expect(() => readInstance(bytes))
        .to.throw(MissingIdentifierError)
        .with.property("attribute", attribute);
    });
  }

  it("names an identifier that is there and empty", () => {
    const bytes = writeFile(EXPLICIT_LITTLE, image({ ...four, study: "" }));
    expect(() => readInstance(bytes))
      .to.throw(MissingIdentifierError)
      .with.property("attribute", "Study Instance UID (0020,000D)");
  });

  it("refuses an identifier that is no UID", () => {
    expect(() => readInstance(writeFile(EXPLICIT_LITTLE, image({ ...four, study: "Doe" })))).to.throw(InvalidUidError);
  });

  it("names the transfer syntax when the meta group has none", () => {
    const bytes = Buffer.concat([
      new Uint8Array(128),
      Buffer.from("DICM"),
      Buffer.from([8, 0, 5, 0, 0x43, 0x53, 0, 0]),
    ]);
    expect(() => readInstance(bytes))
      .to.throw(MissingIdentifierError)
      .with.property("attribute", "Transfer Syntax UID (0002,0010)");
  });

  it("takes an image without pixel data for cut short", () => {
    expect(() => readInstance(writeFile(EXPLICIT_LITTLE, without(image(four), 0x7fe00010)))).to.throw(TruncatedError);
    const head = image(four).filter(({ tag }) => tag < 0x00280000); // not even Rows
    expect(() => readInstance(writeFile(EXPLICIT_LITTLE, head))).to.throw(TruncatedError);
  });

  it("takes an image with its pixels on a server as it is", () => {
    const more = [text(0x00287fe0, "UR", "https://example.org/jpip")];
    const bytes = writeFile(EXPLICIT_LITTLE, without(image({ ...four, more }), 0x7fe00010));
    expect(readInstance(bytes).frames).to.equal(1);
  });

  it("refuses a Number of Frames that is no number above zero", () => {
    for (const frames of ["0", "-1", "x", "1.5"]) {
      const bytes = writeFile(EXPLICIT_LITTLE, image({ ...four, more: [text(0x00280008, "IS", frames)] }));
      expect(() => readInstance(bytes), frames).to.throw(MalformedError);
    }
  });
});
