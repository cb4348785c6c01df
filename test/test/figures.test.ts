import { expect } from "chai";
import { readMochaFigures, readSolidityFigures, renderFigures } from "../../scripts/test/figures.ts";
import { deepen } from "../../scripts/test/stage.ts";

const solidity = `  test/contracts/A.t.sol:A
    ✔ testFuzz_a((uint48,bytes32),uint8) (runs: 100000)
    ✔ testFuzz_b(uint256) (runs: 10000)
    ✔ testFuzz_c() (runs: 10000)
    1) testFuzz_d(uint8)
    ✔ test_e()
sequences: 70
    ✔ test_f()
sequences: 5
    ✔ test_g()
    ✔ invariant_h() (runs: 768)
    ✔ invariant_i() (runs: 768)

  7 passing
`;

describe("npm run test:deep", () => {
  it("counts from what passed, and nothing that failed", () => {
    expect(readSolidityFigures(solidity, 64)).to.deep.equal([
      { what: "fuzz tests", count: "3: 2 x 10,000 and 1 x 100,000 runs" },
      { what: "laws", count: "2: 2 x 768 runs of 64 calls, 98,304 calls" },
      { what: "sequences of operations", count: "75" },
      { what: "other Solidity tests", count: "3" },
    ]);
  });

  it("takes from Mocha's tests the numbers that they name", () => {
    const mocha =
      "  a\n    ✔ agree on 20000 accesses of 29 kinds (seed 3) (917ms)\n    ✔ knows\n    ✔ refuses /studies/1.2.840?limit=100,200\n    ✔ 50 times: lost nothing\n    1) fails in 300 of them\n  2 passing (9s)\n";
    expect(readMochaFigures(mocha)).to.deep.equal([
      { what: "agree on 20000 accesses of 29 kinds (seed 3)", count: "20,000" },
      { what: "50 times: lost nothing", count: "50" },
    ]);
  });

  it("prints a row for each", () => {
    expect(
      renderFigures([
        { what: "a", count: "1" },
        { what: "bcd", count: "2" },
      ]),
    ).to.equal("  a    1\n  bcd  2\n");
  });

  it("runs a test as often as it asks for in the deep lane, else as often as all", () => {
    const test = "a\n    /// hardhat-config: fuzz.runs = 10\n    /// deep-config: fuzz.runs = 99\n    /// @dev b\n";
    expect(deepen(test)).to.equal("a\n    /// hardhat-config: fuzz.runs = 99\n    /// @dev b\n");
  });
});
