import { expect } from "chai";
import { ChainUnavailableError } from "../../src/indexer/errors.ts";
import { findFitting } from "../../src/indexer/refusal.ts";

const asked = 100_000;
const always = (blocks: number) => ({ blocks, always: true });
const once = (blocks: number) => ({ blocks, always: false });

// findFitting
// ├── when the node names a range that fits → its length, this once
// ├── when it names a limit of blocks → the limit, always
// ├── when it names no fewer blocks than were asked for → nothing
// └── when it says anything else → nothing
describe("findFitting", () => {
  for (const [words, expected] of [
    ["Based on your parameters, this block range should work: [0x10, 0x4f]", once(64)],
    ["query returned more than 10000 results. Try with this block range [0x1, 0x40].", once(64)],
    ["query exceeds max results 20000, retry with the range 101-164", once(64)],
    ["You can make eth_getLogs requests with up to a 2K block range and no limit on the response size", always(2_000)],
    ["eth_getLogs is limited to a 10,000 range", always(10_000)],
    ["exceed maximum block range: 5000", always(5_000)],
    ["block range too large, max is 1k blocks", always(1_000)],
    ["maximum 800 blocks", always(800)],
    ["query returned more than 10000 results", undefined],
    ["limited to a 200000 block range", undefined],
    ["this block range should work: [0x10, 0xf]", undefined],
    ["fetch failed", undefined],
    ["rate limit of 50 requests a second", undefined],
    ["429: 1000 compute units", undefined],
  ] as const) {
    it(`reads "${words}"`, () => {
      expect(findFitting(new TypeError(words), asked)).to.deep.equal(expected);
    });
  }

  it("reads the words of causes, and what viem keeps as details", () => {
    const cause = Object.assign(new TypeError("HTTP request failed."), { details: "maximum 800 blocks" });
    expect(findFitting(new ChainUnavailableError("eth_getLogs", { cause }), asked)).to.deep.equal(always(800));
  });

  it("finds nothing in what is no error, and comes to an end with a cause that is its own", () => {
    const error = new TypeError("fetch failed");
    error.cause = error;
    for (const given of [error, undefined, null, "maximum 800 blocks", { message: 7 }]) {
      expect(findFitting(given, asked)).to.equal(undefined);
    }
  });
});
