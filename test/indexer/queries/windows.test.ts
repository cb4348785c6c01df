import { expect } from "chai";
import { foldWindows, intersect, type Statement } from "../../../src/indexer/queries/windows.ts";

// foldWindows: each terms hold until their end, until they are cut, or until others are stated

const stated = (terms: string, from: number, until: number, at = from): Statement<string> => ({
  terms,
  from,
  until,
  at,
});
const ended = (until: number): Statement<string> => ({ until, at: until });

describe("foldWindows", () => {
  for (const [title, statements, windows] of [
    ["nothing", [], []],
    ["terms as they were stated", [stated("a", 10, 20)], [["a", 10, 20]]],
    ["terms until a suspension", [stated("a", 10, 20), ended(15)], [["a", 10, 15]]],
    ["terms that ended before they were suspended", [stated("a", 10, 20), ended(30)], [["a", 10, 20]]],
    ["no terms that were suspended before they began", [stated("a", 10, 20, 5), ended(7)], []],
    [
      "terms until others are stated",
      [stated("a", 10, 99), stated("b", 30, 40)],
      [
        ["a", 10, 30],
        ["b", 30, 40],
      ],
    ],
    [
      "both where the new ones begin later",
      [stated("a", 10, 99), stated("b", 50, 60, 30)],
      [
        ["a", 10, 30],
        ["b", 50, 60],
      ],
    ],
    [
      "terms after a suspension",
      [stated("a", 10, 99), ended(20), stated("b", 30, 40)],
      [
        ["a", 10, 20],
        ["b", 30, 40],
      ],
    ],
    ["no end of what was never stated", [ended(5)], []],
  ] as [string, Statement<string>[], unknown[]][]) {
    it(`gives ${title}`, () => {
      expect(foldWindows(statements).map(({ terms, from, until }) => [terms, from, until])).to.deep.equal(windows);
    });
  }
});

describe("intersect", () => {
  it("gives the parts that lie in any of the others", () => {
    const others = [
      { from: 0, until: 12 },
      { from: 15, until: 18 },
      { from: 20, until: 30 },
    ];
    expect(intersect([{ from: 10, until: 20, name: "a" }], others)).to.deep.equal([
      { from: 10, until: 12, name: "a" },
      { from: 15, until: 18, name: "a" },
    ]);
  });
});
