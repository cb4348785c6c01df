import { expect } from "chai";
import fc from "fast-check";
import { moveRow } from "../../../web/auditor/table/moveRow.ts";
import {
  countReached,
  findMissingPage,
  findRow,
  type Pages,
  startPages,
  takePage,
} from "../../../web/auditor/table/pages.ts";
import { cutStretch, reckonTotal, rowsOfStretch } from "../../../web/auditor/table/stretch.ts";

const sizes = { rows: 10, most: 4 };

/** A list of numbers that is asked for as the API is: `after` a key, so many, with the key of the last where there are more. */
function askFor(total: number, after: string | null) {
  const first = after === null ? 0 : Number(after) + 1;
  const rows = Array.from({ length: Math.min(sizes.rows, total - first) }, (_, i) => first + i);
  return { rows, next: first + sizes.rows < total ? String(first + sizes.rows - 1) : null };
}

/** Scrolls to where the rows from `first` to `last` are seen, and brings what is missing. */
function scrollTo(
  pages: Pages<number>,
  total: number,
  first: number,
  last: number,
): { pages: Pages<number>; asked: number } {
  let [scrolled, asked] = [pages, 0];
  for (;;) {
    const missing = findMissingPage(scrolled, { first, last }, sizes);
    if (missing === undefined) return { pages: scrolled, asked };
    asked += 1;
    expect(asked, "it comes to an end").to.be.at.most(total / sizes.rows + 3);
    scrolled = takePage(scrolled, { index: missing.index, ...askFor(total, missing.after) }, sizes);
  }
}

// A list in pages
// ├── has every row that is looked at, wherever one scrolls, in its place
// ├── holds only so many pages, and asks anew for those that went
// └── knows its end
describe("a list that comes in pages", () => {
  it("has every row that is looked at, in its place, and holds few", () => {
    const places = fc.array(fc.nat(520), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), places, (total, looks) => {
        let pages = startPages<number>();
        for (const first of looks) {
          const last = first + 14;
          ({ pages } = scrollTo(pages, total, first, last));
          for (let at = first; at <= last; at += 1) {
            expect(findRow(pages, at, sizes)).to.equal(at < total ? at : undefined);
          }
          expect(pages.held.size).to.be.at.most(sizes.most);
          expect(countReached(pages, sizes)).to.be.at.most(total);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("asks once for what it holds, and anew for what went", () => {
    const top = scrollTo(startPages<number>(), 1_000, 0, 9);
    expect([top.asked, scrollTo(top.pages, 1_000, 0, 9).asked]).to.deep.equal([1, 0]);
    const far = scrollTo(top.pages, 1_000, 300, 309);
    expect(far.asked).to.equal(30);
    expect([far.pages.held.size, far.pages.cursors.length]).to.deep.equal([4, 32]);
    expect(scrollTo(far.pages, 1_000, 0, 9).asked).to.equal(1);
  });

  it("knows how long it is once its end was seen", () => {
    const { pages } = scrollTo(startPages<number>(), 25, 0, 30);
    expect([pages.length, countReached(pages, sizes)]).to.deep.equal([25, 25]);
    expect(scrollTo(startPages<number>(), 0, 0, 10).pages.length).to.equal(0);
  });
});

describe("how many rows a list is said to have", () => {
  for (const [what, reached, facts, total] of [
    ["its end", 25, { end: 25, counted: 30, perPage: 10 }, 25],
    ["the count, before the end was seen", 10, { end: undefined, counted: 30, perPage: 10 }, 30],
    ["more than was counted, where more came since", 40, { end: undefined, counted: 30, perPage: 10 }, 50],
    [
      "one page more than is here, before there is a count",
      10,
      { end: undefined, counted: undefined, perPage: 10 },
      20,
    ],
    ["nothing, before anything came", 0, { end: undefined, counted: undefined, perPage: 10 }, 0],
  ] as const) {
    it(`is ${what}`, () => expect(reckonTotal(reached, facts)).to.equal(total));
  }

  it("is scrolled through in stretches that a browser can draw, which have every row once", () => {
    const most = rowsOfStretch(60);
    const total = 2 * most + 5;
    const stretches = [0, 1, 2].map((number) => cutStretch(number, total, most));
    expect(stretches.map(({ count }) => count)).to.deep.equal([most, most, 5]);
    expect(stretches.map(({ start }) => start)).to.deep.equal([0, most, 2 * most]);
    expect(stretches.map(({ isMore }) => isMore)).to.deep.equal([true, true, false]);
    expect(cutStretch(0, most, most)).to.deep.equal({ start: 0, count: most, isMore: false });
    for (const height of [44, 60, 170]) expect(rowsOfStretch(height) * height).to.be.within(14_000_000, 16_000_000);
  });
});

describe("a key in the table", () => {
  for (const [key, active, to] of [
    ["ArrowDown", 3, 4],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
    ["PageDown", 3, 8],
    ["PageUp", 3, 0],
    ["Home", 7, 0],
    ["End", 2, 9],
    ["a", 2, undefined],
  ] as const) {
    it(`${key} leads from ${active} to ${to ?? "nowhere"}`, () =>
      expect(moveRow(key, active, { count: 10, page: 5 })).to.equal(to));
  }

  it("moves nothing where there is nothing", () =>
    expect(moveRow("End", 0, { count: 0, page: 5 })).to.equal(undefined));
});
