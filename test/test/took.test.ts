import { expect } from "chai";
import { renderLongest } from "../../scripts/test/took.ts";

describe("how long npm test took", () => {
  it("names the ten files that took longest, and how long all took together", () => {
    const took = Array.from({ length: 12 }, (_, i) => ({ file: `test/${i}.test.ts`, ms: ((i * 5) % 12) * 1_000 }));
    const [all, ...lines] = renderLongest(took, 61_234).split("\n");
    expect(all).to.equal("The tests took 61.2 s. Longest:");
    expect(lines).to.have.lengthOf(10);
    expect(lines[0]).to.equal("  11.0 s  test/7.test.ts");
    expect(lines.at(-1)).to.equal("   2.0 s  test/10.test.ts");
  });
});
