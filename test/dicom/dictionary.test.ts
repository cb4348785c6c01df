import { createRequire } from "node:module";
import { expect } from "chai";
import { findVr } from "../../src/dicom/dictionary.ts";

const other: Record<string, Record<string, [string, string]>> = createRequire(import.meta.url)("daikon").Dictionary
  .dict;

// findVr
// ├── of a standard element → its VR
// ├── of a repeating group → that of the group it repeats
// ├── of a private or unknown element → undefined
// └── it agrees with the dictionary of another package
describe("findVr", () => {
  it("knows standard elements", () => {
    expect(findVr(0x0020000d)).to.equal("UI");
    expect(findVr(0x00081140)).to.equal("SQ");
    expect(findVr(0x00280010)).to.equal("US");
    expect(findVr(0x00280106)).to.equal("US");
  });

  it("knows overlays of every number", () => {
    expect(findVr(0x60000010)).to.equal("US");
    expect(findVr(0x601e3000)).to.equal("OW");
    expect(findVr(0x60010010)).to.equal(undefined);
  });

  it("knows no private and no unknown element", () => {
    expect(findVr(0x00091001)).to.equal(undefined);
    expect(findVr(0x00080002)).to.equal(undefined);
  });

  it("agrees with daikon's dictionary on sequences and on the width of numbers", () => {
    const width = (vr: string) =>
      /^(US|SS|OW|AT)$/.test(vr)
        ? 2
        : /^(UL|SL|FL|OF|OL)$/.test(vr)
          ? 4
          : /^(FD|OD)$/.test(vr)
            ? 8
            : vr === "SQ"
              ? 0
              : 1;
    let compared = 0;
    const differing: string[] = [];
    for (const [group, elements] of Object.entries(other)) {
      for (const [element, [vr]] of Object.entries(elements)) {
        const known = findVr(Number.parseInt(group + element, 16));
        if (known === undefined || !/^[A-Z]{2}$/.test(vr)) continue;
        compared += 1;
        if (width(known) !== width(vr)) differing.push(`${group},${element} ${known} ${vr}`);
      }
    }
    expect(compared).to.be.greaterThan(2000);
    // daikon's table is older: two of these are a choice of OB and OW, two are attributes PS3.6 has renamed since
    expect(differing).to.deep.equal(["0014,3050 OW OB", "0014,3070 OW OB", "0068,62F0 SQ FD", "0076,0034 SQ CS"]);
  });
});
