import { expect } from "chai";
import { PURPOSES, type PurposeCode } from "../../../src/consent/purposes.ts";
import { type Branch, choiceOf, PURPOSE_TREE, togglePurpose, widePurposes } from "../../../web/leave/purposeTree.ts";

const listAll = (branches: readonly Branch[]): PurposeCode[] =>
  branches.flatMap(({ code, below }) => [code, ...listAll(below)]);

// the choice of purposes
// ├── the tree holds every purpose but the root once, treatment first
// ├── choosing one takes in all below it and replaces what was chosen there
// └── what reaches wide is named
describe("the choice of purposes", () => {
  it("offers every purpose once, treatment first", () => {
    expect(listAll(PURPOSE_TREE)).to.have.members(
      PURPOSES.map(({ code }) => code).filter((code) => code !== "PurposeOfUse"),
    );
    expect(PURPOSE_TREE[0]?.code).to.equal("TREAT");
  });

  it("takes in what lies below, and lets go of it whole", () => {
    const chosen = togglePurpose(togglePurpose(["TREAT"], "CLINTRCH"), "HRESCH");
    expect(chosen).to.deep.equal(["TREAT", "HRESCH"]);
    expect(choiceOf(chosen, "CLINTRCHPC")).to.equal("included");
    expect(togglePurpose(chosen, "CLINTRCHPC")).to.equal(chosen);
    expect(togglePurpose(chosen, "HRESCH")).to.deep.equal(["TREAT"]);
  });

  it("says where only a part is chosen", () => {
    expect(choiceOf(["CLINTRCHPC"], "HRESCH")).to.equal("partly");
    expect(choiceOf(["CLINTRCHPC"], "TREAT")).to.equal("none");
  });

  it("warns of what reaches wide, also where it was chosen piece by piece", () => {
    expect(widePurposes(["TREAT"])).to.deep.equal([]);
    expect(widePurposes(["BTG"])).to.deep.equal(["BTG"]);
    expect(widePurposes(["HOPERAT", "HMARKT"])).to.deep.equal(["HOPERAT", "MLTRAINING", "HMARKT"]);
    expect(widePurposes(["PurposeOfUse", "HMARKT"])).to.deep.equal(["PurposeOfUse"]);
  });
});
