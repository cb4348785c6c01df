import { expect } from "chai";
import fc from "fast-check";
import type { Hex } from "viem";
import {
  BOOK_INTERVAL,
  type BookLine,
  bookInterval,
  buildBook,
  computeLeaf,
  proveLeaf,
  verifyBookEntry,
} from "../../src/consent/books.ts";
import { InvalidKeyError } from "../../src/consent/commitments.ts";
import { InvalidBookError } from "../../src/consent/errors.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { readSource } from "./solidity.ts";

const word: fc.Arbitrary<Hex> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
const restriction: fc.Arbitrary<Restriction> = fc.record(
  {
    patient: fc.integer({ min: 1, max: 9 }),
    scope: fc.oneof(word, fc.constant(ALL_RECORDS)),
    excluded: word.map((bytes): Hex => `0x${bytes.slice(26)}`),
    purposes: fc.bigInt({ min: 0n, max: (1n << 88n) - 1n }),
  },
  { requiredKeys: ["patient", "scope", "excluded"] },
);
const lines: fc.Arbitrary<BookLine[]> = fc.uniqueArray(
  fc.record({ bookKey: word, restrictions: fc.array(restriction, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 20, selector: ({ bookKey }) => bookKey },
);
const interval = fc.integer({ min: 1, max: 2 ** 40 - 1 });
const run = { seed: 17, numRuns: 60 };

function proofOf(line: BookLine, leaves: readonly Hex[], at: number): Hex[] {
  return proveLeaf(leaves, computeLeaf(line, at)) ?? [];
}

// a custodian's book
// ├── holds every line it was made of, for its interval, and no other line
// ├── tells whoever has no book key nothing
// │   ├── neither its size nor its proofs' length depends on what is restricted
// │   ├── every leaf is new in every interval
// │   └── the order of its leaves is that of their hashes
// └── names what is wrong with an entry
describe("a custodian's book", function () {
  this.timeout(20_000);

  it("has the contract's interval", () => {
    expect(readSource("Books.sol")).to.include("BOOK_INTERVAL = 1 days;");
    expect(BOOK_INTERVAL).to.equal(86_400);
    expect([0, 86_399, 86_400].map(bookInterval)).to.deep.equal([0, 0, 1]);
  });

  it("holds every line it was made of, in whatever order the lines and restrictions come", () => {
    fc.assert(
      fc.property(lines, interval, (book, at) => {
        const { root, leaves } = buildBook(book, at);
        const turned = book.toReversed().map((line) => ({ ...line, restrictions: line.restrictions.toReversed() }));
        expect(buildBook(turned, at).root).to.equal(root);
        for (const line of book) {
          expect(verifyBookEntry({ ...line, root, interval: at, proof: proofOf(line, leaves, at) })).to.deep.equal({
            holds: true,
          });
        }
      }),
      run,
    );
  });

  it("holds no other restriction, interval or key, and no node in the place of a leaf", () => {
    fc.assert(
      fc.property(lines, interval, restriction, word, (book, at, other, bookKey) => {
        const line = book[0] as BookLine;
        const { root, leaves } = buildBook(book, at);
        const proof = proofOf(line, leaves, at);
        const entry = { ...line, root, interval: at, proof };
        for (const change of [
          { restrictions: [...line.restrictions, other] },
          ...line.restrictions.map((_, index) => ({ restrictions: line.restrictions.toSpliced(index, 1) })),
          { interval: at - 1 },
          { bookKey },
          { proof: [...proof, bookKey] },
          ...(proof.length > 0 ? [{ proof: proof.slice(1) }] : []),
        ]) {
          expect(verifyBookEntry({ ...entry, ...change }).holds, JSON.stringify(Object.keys(change))).to.equal(false);
        }
      }),
      run,
    );
  });

  it("has as many leaves and as long proofs whatever is restricted", () => {
    fc.assert(
      fc.property(lines, interval, (book, at) => {
        const bare = book.map((line) => ({ ...line, restrictions: [] }));
        const lengths = [book, bare].map((all) => {
          const { root, leaves } = buildBook(all, at);
          expect(root).to.match(/^0x[0-9a-f]{64}$/);
          expect(leaves).to.have.length(book.length);
          return all.map((line) => proofOf(line, leaves, at).length);
        });
        expect(new Set(lengths.flat())).to.deep.equal(new Set([Math.ceil(Math.log2(book.length))]));
      }),
      run,
    );
  });

  it("shares with a book that differs in one restriction every other leaf of the interval, and not that patient's", () => {
    fc.assert(
      fc.property(lines, interval, restriction, (book, at, other) => {
        const [first, ...rest] = book as [BookLine, ...BookLine[]];
        const changed = [{ ...first, restrictions: [...first.restrictions, other] }, ...rest];
        const [one, two] = [buildBook(book, at), buildBook(changed, at)];
        expect(two.root).not.to.equal(one.root);
        expect(two.leaves.filter((leaf) => !one.leaves.includes(leaf))).to.have.length(1);
      }),
      run,
    );
  });

  it("shares no leaf with the book of another interval, changed or not", () => {
    fc.assert(
      fc.property(lines, interval, (book, at) => {
        const leaves = [at - 1, at].flatMap((each) => buildBook(book, each).leaves);
        expect(new Set(leaves).size).to.equal(2 * book.length);
      }),
      run,
    );
  });

  it("lists its leaves by their hashes alone", () => {
    fc.assert(
      fc.property(lines, interval, (book, at) => {
        const { leaves } = buildBook(book, at);
        expect(leaves).to.deep.equal(leaves.toSorted());
      }),
      run,
    );
  });

  it("names what is wrong with an entry", () => {
    const line = { bookKey: `0x${"01".repeat(32)}`, restrictions: [] } as const;
    const neighbour = { bookKey: new Uint8Array(32), restrictions: [] };
    const { root, leaves } = buildBook([line, neighbour], 5);
    const proof = proveLeaf(leaves, computeLeaf(line, 5)) ?? [];
    const entry = { ...line, root, interval: 5, proof };
    const told: Restriction = { patient: 1, scope: ALL_RECORDS, excluded: `0x${"0d".repeat(20)}` };
    expect(verifyBookEntry({ ...entry, restrictions: [told] })).to.deep.equal({ holds: false, reason: "SaysNothing" });
    expect(verifyBookEntry({ ...entry, interval: 6 })).to.deep.equal({ holds: false, reason: "NotInBook" });
    expect(verifyBookEntry({ ...entry, proof: ["0x12"] })).to.deep.equal({ holds: false, reason: "InvalidProof" });
    expect(() => verifyBookEntry({ ...entry, bookKey: "0x12" })).to.throw(InvalidKeyError);
    expect(proveLeaf(leaves, computeLeaf(line, 6))).to.equal(undefined);
  });

  it("tells a restriction for every purpose from one that names them all, and reads any case", () => {
    const bookKey = new Uint8Array(32);
    const excluded: Hex = `0x${"ab".repeat(20)}`;
    const every: Restriction = { patient: 1, scope: ALL_RECORDS, excluded };
    const leafOf = (one: Restriction) => computeLeaf({ bookKey, restrictions: [one] }, 1);
    expect(leafOf({ ...every, purposes: (1n << 88n) - 1n })).not.to.equal(leafOf(every));
    expect(leafOf({ ...every, purposes: 0n })).not.to.equal(leafOf(every));
    expect(leafOf({ ...every, excluded: `0x${"AB".repeat(20)}` })).to.equal(leafOf(every));
  });

  it("is one of no patients too, and refuses two lines with one key", () => {
    expect(BigInt(buildBook([], 1).root)).to.not.equal(0n);
    const line = { bookKey: `0x${"AB".repeat(32)}`, restrictions: [] } as const;
    const same = { ...line, bookKey: new Uint8Array(32).fill(0xab) };
    expect(() => buildBook([line, same], 1)).to.throw(InvalidBookError);
  });
});
