import { expect } from "chai";
import { buildRangeSize } from "../../src/indexer/ranges.ts";

// buildRangeSize
// ├── it doubles with each full range, up to a bound
// ├── when a range was refused → it halves, and grows slowly from then on
// ├── when a range held many logs → it shrinks to what holds about ten thousand
// └── it is never below one block
describe("buildRangeSize", () => {
  it("doubles with each answer to a whole range, and not for a rest", () => {
    const size = buildRangeSize(100_000);
    const first = size.get();
    size.answered(first, 0);
    expect(size.get()).to.equal(2 * first);
    size.answered(3, 0);
    expect(size.get()).to.equal(2 * first);
    for (let i = 0; i < 40; i += 1) size.answered(size.get(), 0);
    expect(size.get()).to.equal(100_000);
  });

  it("halves at a refusal and then grows slowly", () => {
    const size = buildRangeSize(100_000);
    size.refused(size.get());
    expect(size.get()).to.equal(500);
    size.answered(500, 0);
    expect(size.get()).to.equal(550);
  });

  it("comes down to one block and gets up again", () => {
    const size = buildRangeSize(100_000);
    for (let i = 0; i < 20; i += 1) size.refused(size.get());
    expect(size.get()).to.equal(1);
    for (let i = 0; i < 30; i += 1) size.answered(size.get(), 0);
    expect(size.get()).to.be.within(5, 30);
  });

  it("never asks for more than it may", () => {
    const size = buildRangeSize(10);
    for (let i = 0; i < 5; i += 1) {
      expect(size.get()).to.equal(10);
      size.answered(10, 0);
    }
  });

  it("shrinks where blocks are full", () => {
    const size = buildRangeSize(100_000);
    size.answered(size.get(), 50_000);
    expect(size.get()).to.equal(200);
    size.answered(200, 10_000_000);
    expect(size.get()).to.equal(1);
  });
});
