import { expect } from "chai";
import { findPartUids } from "../../../src/gateway/dicomweb/partUids.ts";
import { image } from "../../dicom/images.ts";
import { daikonFiles } from "../../dicom/sampleFiles.ts";
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, writeFile } from "../../dicom/writeFile.ts";

describe("finding whose a file is", () => {
  it("finds it from the beginning, the same for every longer one, in real files", () => {
    for (const { name, bytes } of daikonFiles()) {
      const whole = findPartUids(bytes);
      expect(whole, name).not.to.equal(undefined);
      for (const length of [0, 100, 131, 140, 200, 300, 1000, 2000, 4000, 8000, bytes.length - 1]) {
        const found = findPartUids(bytes.subarray(0, length));
        if (found !== undefined) expect(found, name).to.deep.equal(whole);
      }
    }
  });

  for (const syntax of [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED]) {
    it(`finds it at each length, or says that it needs more, in ${syntax}`, () => {
      const file = writeFile(
        syntax,
        image({ study: "1.1", series: "1.1.1", sop: "1.1.1.1", pixels: Uint8Array.of(1, 2, 3, 4) }),
      );
      let found = 0;
      for (let length = 0; length <= file.length; length += 1) {
        const uids = findPartUids(file.subarray(0, length));
        if (uids === undefined) expect(found).to.equal(0);
        else expect(uids).to.deep.equal({ study: "1.1", series: "1.1.1", instance: "1.1.1.1" });
        found += uids === undefined ? 0 : 1;
      }
      expect(found).to.be.greaterThan(0);
    });
  }

  it("reads past elements of group 0000, which old files have after the file meta group", () => {
    for (const syntax of [EXPLICIT_LITTLE, IMPLICIT_LITTLE]) {
      const more = [{ tag: 0x00000000, vr: "UL", value: Uint8Array.of(1, 0, 0, 0) }];
      const file = writeFile(syntax, image({ study: "1.1", more, pixels: Uint8Array.of(1, 2, 3, 4) }));
      expect(findPartUids(file)).to.have.property("study", "1.1");
    }
  });

  it("takes the meta group's own length before a deflated stream that begins like an element of it", () => {
    const elements = image({ study: "1.1", pixels: Uint8Array.of(1, 2, 3, 4) });
    const endOfMeta = (file: Uint8Array): number => 144 + (file[140] ?? 0);
    const [plain, deflated] = [EXPLICIT_LITTLE, DEFLATED].map((syntax) => Buffer.from(writeFile(syntax, elements)));
    if (plain === undefined || deflated === undefined) expect.fail();
    const dataSet = plain.subarray(endOfMeta(plain));
    // An empty block of fixed codes, then a stored one: 02 00, its length and the complement.
    const block = Buffer.alloc(6, 2);
    block.writeUInt8(0, 1);
    block.writeUInt16LE(dataSet.length, 2);
    block.writeUInt16LE(0xffff - dataSet.length, 4);
    const stream = Buffer.concat([block, dataSet, Buffer.from("010000ffff", "hex")]);
    const file = Buffer.concat([deflated.subarray(0, endOfMeta(deflated)), stream]);
    expect(findPartUids(file)).to.have.property("study", "1.1");
  });
});
