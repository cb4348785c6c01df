import { expect } from "chai";
import { type GasFigures, isMet, listRows, renderRows } from "../../bench/gasTable.ts";

const figures: GasFigures = {
  permit: { direct: 55_000, signatureFirst: 78_000, signatureNext: 62_000 },
  revoke: 33_000,
  register: 75_000,
  access: { single: 38_000, batch100: 10_000, batch100Floor: 8_000 },
  size: { FiducialRegistry: 24_576, Other: 1 },
};

describe("gasTable", () => {
  it("meets every bound at the bound itself", () => {
    const rows = listRows(figures);
    expect(rows.filter((row) => !isMet(row))).to.deep.equal([]);
    expect(renderRows(rows)).not.to.include("MISSES");
  });

  for (const [what, over] of [
    ["permit, direct", { permit: { ...figures.permit, direct: 55_001 } }],
    ["permit, by signature, first", { permit: { ...figures.permit, signatureFirst: 78_001 } }],
    ["permit, by signature, next", { permit: { ...figures.permit, signatureNext: 62_001 } }],
    ["revoke", { revoke: 33_001 }],
    ["access, single", { access: { ...figures.access, single: 38_001 } }],
    ["access, in a batch of 100", { access: { ...figures.access, batch100: 12_001, batch100Floor: 12_000 } }],
    ["  times its floor", { access: { ...figures.access, batch100: 10_001 } }],
    ["Other", { size: { FiducialRegistry: 24_576, Other: 24_577 } }],
  ] as const) {
    it(`misses the bound of "${what.trim()}" above it, and no other`, () => {
      const rows = listRows({ ...figures, ...over });
      expect(rows.filter((row) => !isMet(row)).map((row) => row.what)).to.deep.equal([what]);
      expect(renderRows(rows).match(/MISSES/g)).to.have.lengthOf(1);
    });
  }
});
