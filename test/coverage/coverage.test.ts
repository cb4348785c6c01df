import { expect } from "chai";
import { parseLcov } from "../../scripts/coverage/lcov.ts";
import { dropDirectives, renderFoundry } from "../../scripts/coverage/stage.ts";
import { isMet, percentOf, renderSummary, summarize } from "../../scripts/coverage/summary.ts";
import { parseForgeTests, parseHardhatTests } from "../../scripts/coverage/tests.ts";

const lines =
  "TN:\nSF:contracts/A.sol\nDA:1,4\nDA:2,1\nend_of_record\nSF:test/contracts/B.sol\nDA:1,0\nend_of_record\n";
const branches =
  "SF:contracts/A.sol\nDA:1,0\nBRDA:1,0,0,3\nBRDA:1,0,1,-\nBRDA:2,1,0,0\nBRDA:2,1,1,1\nend_of_record\nSF:node_modules/x.sol\nBRDA:1,0,0,-\n";

describe("npm run coverage", () => {
  it("takes lines from one report and branches from the other, of the contracts alone", () => {
    const summary = summarize(parseLcov(lines), parseLcov(branches));
    expect(summary.rows).to.deep.equal([
      { file: "contracts/A.sol", lines: { covered: 2, all: 2 }, branches: { covered: 2, all: 4 } },
    ]);
    expect(summary.missedLines).to.deep.equal([]);
    expect(summary.missedBranches).to.deep.equal(["contracts/A.sol:1", "contracts/A.sol:2"]);
    expect(isMet(summary)).to.equal(false);
    expect(renderSummary(summary)).to.include("a branch at contracts/A.sol:2").and.to.include("MISSES");
  });

  it("is met by every line and 98 of 100 branches, and by nothing less", () => {
    const report = (line: number, missed: number) => {
      const rows = Array.from({ length: 100 }, (_, i) => `BRDA:1,${i},0,${i < missed ? "-" : 1}`);
      const text = `SF:contracts/A.sol\nDA:1,1\nDA:2,${line}\n${rows.join("\n")}`;
      return summarize(parseLcov(text), parseLcov(text));
    };
    expect(isMet(report(1, 2))).to.equal(true);
    expect(isMet(report(1, 3))).to.equal(false);
    expect(isMet(report(0, 0))).to.equal(false);
    expect(report(0, 0).missedLines).to.deep.equal(["contracts/A.sol:2"]);
  });

  it("is not met by a report that holds nothing", () => {
    expect(percentOf({ covered: 0, all: 0 })).to.equal(100);
    expect(isMet(summarize(new Map(), new Map()))).to.equal(false);
  });

  it("reads from both runners what passed and what failed", () => {
    expect(parseHardhatTests("  A\n    ✔ test_x()\n    1) test_y()\n\n  1 passing\n  1 failing\n")).to.deep.equal({
      passed: 1,
      failed: ["test_y()"],
    });
    const forge =
      "[PASS] test_x() (gas: 1)\n[FAIL: no] test_y(uint256) (runs: 1, μ: 2)\nRan 2 test suites in 1s: 1 tests passed, 1 failed, 0 skipped (2 total tests)\n";
    expect(parseForgeTests(forge)).to.deep.equal({ passed: 1, failed: ["test_y(uint256)"] });
  });

  it("hands the compiler and the random tests of Hardhat's configuration to forge", () => {
    const runs = { fuzz: { runs: 5, seed: "0x2" }, invariant: { runs: 3, depth: 4 } };
    const text = renderFoundry("/x/solc", { evmVersion: "prague", optimizerRuns: 9 }, runs);
    for (const row of ['solc = "/x/solc"', "optimizer_runs = 9", "runs = 5", 'seed = "0x2"', "depth = 4"]) {
      expect(text).to.include(`${row}\n`);
    }
  });

  it("takes a test's own number of random cases out, and no more", () => {
    expect(dropDirectives("a\n    /// hardhat-config: fuzz.runs = 10\n    /// @dev b\n")).to.equal(
      "a\n    /// @dev b\n",
    );
  });
});
