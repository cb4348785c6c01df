import { expect } from "chai";
import { findNearest, suggest } from "../../src/consent/nearest.ts";

const words = ["TREAT", "ETREAT", "HPAYMT", "HRESCH"] as const;

describe("near words", () => {
  it("are those a few letters away, the nearest first", () => {
    expect(findNearest("hresh", words)).to.deep.equal(["HRESCH"]);
    expect(findNearest("treat", words)).to.deep.equal(["TREAT", "ETREAT"]);
    expect(findNearest("treating", words)).to.deep.equal(["TREAT"]);
    expect(findNearest("xyzzy", words)).to.deep.equal([]);
    expect(findNearest("ea", words)).to.deep.equal([]);
    expect(findNearest("  ", words)).to.deep.equal([]);
  });

  it("are named; where there is none, a short list is given whole", () => {
    expect(suggest("hresh", words)).to.equal("Near ones: HRESCH.");
    expect(suggest("hresh", words, ["HRESCH", "TREAT"])).to.equal("Near ones: HRESCH, TREAT.");
    expect(suggest("xyzzy", words)).to.equal("Known ones: TREAT, ETREAT, HPAYMT, HRESCH.");
    expect(
      suggest(
        "xyzzy",
        Array.from({ length: 17 }, (_, index) => `A${index}`),
      ),
    ).to.not.include("A0");
  });
});
