import { expect } from "chai";
import { drawSample, isMeantFile, parseChangedLines, takeByIds } from "../../scripts/mutation/choose.ts";
import { UsageError } from "../../scripts/mutation/errors.ts";
import { applyMutant, listMutants, touchesLines } from "../../scripts/mutation/mutant.ts";
import { parseOptions } from "../../scripts/mutation/options.ts";
import { buildRanking } from "../../scripts/mutation/rank.ts";
import { closeOver, listImports } from "../../scripts/mutation/sources.ts";
import { mutateBody, parse } from "./parse.ts";

const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);

describe("listMutants", () => {
  const all = listMutants(
    [parse("// über\ncontract A { function f(uint a) external pure returns (bool) { return a < 9; } }")],
    () => true,
  );

  it("counts in bytes, so that letters beyond ASCII shift nothing", () => {
    const { source } = parse(
      "// über\ncontract A { function f(uint a) external pure returns (bool) { return a < 9; } }",
    );
    const [first] = all.filter(({ operator }) => operator === "relational");
    expect(first && applyMutant(source, first))
      .to.include("über")
      .and.to.include("return a <= 9;");
  });

  it("knows a mutant by function and text, wherever its line is", () => {
    const moved = listMutants(
      [parse("\n\n// über\ncontract A { function f(uint a) external pure returns (bool) { return a < 9; } }")],
      () => true,
    );
    const hash = (id: string) => id.split(":")[3];
    expect(moved.map(({ id }) => hash(id))).to.deep.equal(all.map(({ id }) => hash(id)));
    expect(moved.map(({ line }) => line - 2)).to.deep.equal(all.map(({ line }) => line));
    expect(all[0]).to.include({ where: "A.f", line: 3 });
  });

  it("gives each an id of its own, and makes no text twice", () => {
    const twice = mutateBody("literal", "z = 1; z = 1; return 1;");
    expect(new Set(ids(twice)).size).to.equal(twice.length);
    const both = listMutants([parse("contract A { function f() external { if (true) revert(); } }")], () => true);
    expect(both.map(({ operator, text }) => `${operator} ${text}`)).to.deep.equal(["condition false", "require {}"]);
  });

  it("mutates only the files that are meant", () => {
    expect(listMutants([parse("contract A { uint z = 1; }")], (path) => path === "contracts/B.sol")).to.deep.equal([]);
  });
});

describe("what to judge", () => {
  const all = mutateBody("literal", Array.from({ length: 40 }, (_, i) => `z = ${i + 2};`).join(" "));

  it("draws the same sample for the same seed, in the order of the file", () => {
    const drawn = drawSample(all, 10, 1);
    expect(drawn).to.have.length(10);
    expect(ids(drawSample(all, 10, 1))).to.deep.equal(ids(drawn));
    expect(ids(drawSample(all, 10, 2))).not.to.deep.equal(ids(drawn));
    expect(ids(all).filter((id) => ids(drawn).includes(id))).to.deep.equal(ids(drawn));
  });

  it("keeps a mutant's lot when others go", () => {
    const drawn = ids(drawSample(all, 10, 1));
    const without = all.filter(({ id }) => id !== drawn[0]);
    expect(ids(drawSample(without, 9, 1))).to.deep.equal(drawn.slice(1));
  });

  it("takes mutants by their ids, and refuses one that is not there", () => {
    const [first] = ids(all);
    expect(ids(takeByIds(all, `${first}\n\n`))).to.deep.equal([first]);
    expect(() => takeByIds(all, "contracts/A.sol:1:literal:00000000")).to.throw(UsageError);
  });

  it("means contracts alone, and of them the ones asked for", () => {
    expect(isMeantFile("contracts/libraries/Slot.sol", undefined)).to.equal(true);
    expect(isMeantFile("contracts/libraries/Slot.sol", "contracts/*.sol")).to.equal(false);
    expect(isMeantFile("test/contracts/World.sol", undefined)).to.equal(false);
  });

  it("reads changed lines from git", () => {
    const diff =
      "--- a/contracts/A.sol\n+++ b/contracts/A.sol\n@@ -1,2 +3,2 @@ x\n+a\n+b\n@@ -9 +10,0 @@\n-c\n@@ -20 +21 @@\n";
    const lines = parseChangedLines(diff).get("contracts/A.sol");
    expect([...(lines ?? [])]).to.deep.equal([3, 4, 21]);
    expect(touchesLines(Buffer.from("a\nb\nc\nd\n"), { start: 2, end: 5 }, new Set([3]))).to.equal(true);
    expect(touchesLines(Buffer.from("a\nb\nc\nd\n"), { start: 2, end: 3 }, new Set([3]))).to.equal(false);
  });

  it("refuses options that don't fit", () => {
    const machine = { cores: 2, memoryBytes: 12e9 };
    expect(parseOptions(["--sample", "5", "--operators", "event, call"], machine)).to.deep.include({
      sample: 5,
      workers: 2,
      mostBytes: 4e9,
      atLeast: 92,
      operators: ["event", "call"],
    });
    for (const args of [
      ["--sample", "0"],
      ["--sample", "x"],
      ["--workers", ""],
      ["--memory", "0"],
      ["--what"],
      ["stray"],
    ]) {
      expect(() => parseOptions(args, machine), args.join(" ")).to.throw(UsageError);
    }
  });
});

describe("buildRanking", () => {
  const [mutant] = mutateBody("literal", "z = 1;");
  const tests = ["test/contracts/Z.t.sol", "test/contracts/B.t.sol", "test/contracts/F.t.sol"];

  it("begins with the file named after the function, then with the one that calls it, and then with what it learned", () => {
    if (mutant === undefined) throw new TypeError();
    const ranking = buildRanking(tests, { "test/contracts/B.t.sol": "registry.f(1);" });
    expect(ranking.rank(mutant)).to.deep.equal([tests[2], tests[1], tests[0]]);
    ranking.learn(mutant, "test/contracts/Z.t.sol");
    expect(ranking.rank(mutant)[0]).to.equal(tests[0]);
  });
});

describe("sources", () => {
  it("follows imports of every form, and nothing else", () => {
    const text =
      'import {A,\n B} from "./B.sol";\nimport "../C.sol";\nimport * as D from "@d/D.sol";\n// import "./E.sol";';
    expect(listImports("contracts/x/A.sol", text)).to.deep.equal(["contracts/x/B.sol", "contracts/C.sol", "@d/D.sol"]);
    const sources = { "a.sol": 'import "./b.sol";', "b.sol": 'import "./a.sol";', "c.sol": "" };
    expect(Object.keys(closeOver(sources, ["a.sol"]))).to.deep.equal(["a.sol", "b.sol"]);
  });
});
