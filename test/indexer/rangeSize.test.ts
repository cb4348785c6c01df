import { expect } from "chai";
import { buildRangeSize } from "../../src/indexer/rangeSize.ts";

/** As after as many answers as it takes to ask for all it may. */
function grown(maxSize = 100_000) {
  const size = buildRangeSize(maxSize);
  for (let i = 0; i < 40; i += 1) size.answered(size.get(), 0);
  return size;
}

// buildRangeSize
// ├── it grows fourfold with each full range, up to a bound
// ├── when a range was refused
// │   ├── it takes the range the node names
// │   ├── it never again goes above a limit the node names
// │   └── else it halves; and it grows slowly from then on
// ├── when a range held many logs → it shrinks to what holds about five thousand
// ├── when an answer was slow → it shrinks to what comes in two seconds
// └── it is never below one block
describe("buildRangeSize", () => {
  it("grows fourfold with each answer to a whole range, and not for a rest", () => {
    const size = buildRangeSize(100_000);
    const first = size.get();
    size.answered(first, 0);
    expect(size.get()).to.equal(4 * first);
    size.answered(3, 0);
    expect(size.get()).to.equal(4 * first);
    expect(grown().get()).to.equal(100_000);
  });

  it("halves at a refusal without a word, and then grows slowly", () => {
    const size = grown(1_000);
    size.refused(1_000, new TypeError("fetch failed"));
    expect(size.get()).to.equal(500);
    size.answered(500, 0);
    expect(size.get()).to.equal(550);
  });

  it("takes the range that the node names, and grows from there", () => {
    const size = grown();
    size.refused(100_000, new TypeError("query exceeds max results 20000, retry with the range 1-64"));
    expect(size.get()).to.equal(64);
    size.answered(64, 0);
    expect(size.get()).to.equal(70);
  });

  it("never again goes above a limit that the node names", () => {
    const size = grown();
    size.refused(100_000, new TypeError("eth_getLogs is limited to a 2,000 block range"));
    expect(size.get()).to.equal(2_000);
    for (let i = 0; i < 40; i += 1) size.answered(size.get(), 0);
    expect(size.get()).to.equal(2_000);
  });

  it("comes down to one block and gets up again", () => {
    const size = grown();
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
    const size = grown();
    size.answered(1_000, 50_000);
    expect(size.get()).to.equal(40);
    size.answered(40, 10_000_000);
    expect(size.get()).to.equal(1);
  });

  it("shrinks where answers are slow", () => {
    const size = grown();
    size.answered(1_000, 10, 8_000);
    expect(size.get()).to.equal(250);
    size.answered(250, 10, 2_000);
    expect(size.get()).to.equal(1_000);
  });
});
