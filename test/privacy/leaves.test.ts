import { expect } from "chai";
import { type Hex, hexToBytes } from "viem";
import { type BookLine, buildBook, computeLeaf } from "../../src/consent/books.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { seededBytes } from "./world.ts";

const PATIENTS = 40;
const INTERVALS = 100;
const WORD_BITS = 256;
/** So many standard deviations from the half that none of the bits, of which there are 256 in each test, strays there by chance. */
const STRAY = 5;

const random = seededBytes("books");
const restriction: Restriction = { patient: 1, scope: ALL_RECORDS, excluded: `0x${"cd".repeat(20)}` };
/** Every other patient restricts, all of them the same; nothing ever changes. */
const lines = Array.from({ length: PATIENTS }, (_, i): BookLine => {
  return { bookKey: random(32), restrictions: i % 2 === 0 ? [restriction] : [] };
});
const intervals = Array.from({ length: INTERVALS }, (_, i) => 25_000 + i);
const books = intervals.map((interval) => buildBook(lines, interval));

/** Lists the bits, from the highest, that are set in many more or fewer of the words than in half. */
function findBias(words: readonly Hex[]): number[] {
  const ones = new Array<number>(WORD_BITS).fill(0);
  for (const word of words) {
    for (const [i, byte] of hexToBytes(word).entries()) {
      for (let bit = 0; bit < 8; bit += 1) ones[i * 8 + bit] = (ones[i * 8 + bit] ?? 0) + ((byte >> (7 - bit)) & 1);
    }
  }
  const deviation = Math.sqrt(words.length) / 2;
  return [...ones.keys()].filter((bit) => Math.abs((ones[bit] ?? 0) - words.length / 2) > STRAY * deviation);
}

// the words of many books in which nothing changes
// ├── are all distinct
// ├── have no bit that is set more or less often, whether the patient restricts or not
// ├── put a patient's leaf in no place of its own
// └── and one planted bit is found
describe("the words of books in which nothing changes", () => {
  const leavesOf = (parity: number): Hex[] =>
    intervals.flatMap((interval) =>
      lines.filter((_, i) => i % 2 === parity).map((line) => computeLeaf(line, interval)),
    );

  it("are all distinct: no root and no leaf comes again", () => {
    const words = books.flatMap(({ root, leaves }) => [root, ...leaves]);
    expect(words).to.have.lengthOf(INTERVALS * (PATIENTS + 1));
    expect(new Set(words).size).to.equal(words.length);
  });

  it("have no bit that is set more or less often, whether the patient restricts or not", () => {
    expect(findBias(books.map(({ root }) => root))).to.deep.equal([]);
    expect(findBias(leavesOf(0))).to.deep.equal([]);
    expect(findBias(leavesOf(1))).to.deep.equal([]);
  });

  it("put no patient's leaf in a place of its own", () => {
    const spread = Math.sqrt(INTERVALS / 12); // of a sum of places from 0 to 1
    for (const line of lines) {
      const places = intervals.map((interval, i) => (books[i]?.leaves ?? []).indexOf(computeLeaf(line, interval)));
      const sum = places.reduce((total, place) => total + place / (PATIENTS - 1), 0);
      expect(Math.abs(sum - INTERVALS / 2)).to.be.below(STRAY * spread);
    }
  });

  it("are looked at in a way that finds one bit that tells", () => {
    const planted = leavesOf(0).map(
      (leaf): Hex => `0x${leaf.slice(2, -1)}${(Number.parseInt(leaf.slice(-1), 16) | 1).toString(16)}`,
    );
    expect(findBias(planted)).to.deep.equal([WORD_BITS - 1]);
  });
});
