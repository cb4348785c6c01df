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
});
