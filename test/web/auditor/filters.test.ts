import { expect } from "chai";
import fc from "fast-check";
import { BASES } from "../../../src/consent/bases.ts";
import { PURPOSES } from "../../../src/consent/purposes.ts";
import { listPairs, parseSearch, renderSearch } from "../../../web/auditor/filters/address.ts";
import { countFilters, dropFilter, type Filters, type Hex, noFilters } from "../../../web/auditor/filters/filters.ts";
import { matches } from "../../../web/auditor/filters/matches.ts";
import { accessAt } from "./accessAt.ts";

const hex = (size: number) =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}` as Hex);
const codes = PURPOSES.map(({ code }) => code);
const single = fc.record(
  {
    ...{ record: hex(32), part: hex(32), accessor: hex(20), organization: hex(20), gateway: hex(20) },
    ...{ patient: fc.maxSafeNat().map((n) => n % 2 ** 48), since: fc.nat(), until: fc.nat() },
  },
  { requiredKeys: [] },
);
const filters: fc.Arbitrary<Filters> = fc
  .record({ single, purposes: fc.subarray(codes), bases: fc.subarray([...BASES]) })
  .map(({ single: given, ...lists }) => ({ ...given, ...lists }));
const search = fc.record({ filters, order: fc.constantFrom("newest" as const, "oldest" as const) });

// A search in an address
// ├── is read as it was written, whatever it is
// ├── has one address, however it was typed
// ├── is never more than was asked for: what can't be read is named
// └── matches what the API would
describe("a search in an address", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(search, (given) => {
        expect(parseSearch(renderSearch(given))).to.deep.equal({ ...given, unread: [] });
        expect(parseSearch(`?${renderSearch(given)}`).unread).to.deep.equal([]);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("has one address, however its parts were turned", () => {
    fc.assert(
      fc.property(search, fc.infiniteStream(fc.nat()), (given, dice) => {
        const pairs = renderSearch(given)
          .split("&")
          .filter((pair) => pair !== "");
        const keyed = pairs.map((pair) => ({ pair, key: dice.next().value ?? 0 }));
        const turned = keyed.sort((one, other) => one.key - other.key).map(({ pair }) => pair);
        expect(renderSearch(parseSearch(turned.join("&")))).to.equal(renderSearch(given));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("is read from anything without an error, and then holds still", () => {
    const name = fc.constantFrom("record", "patient", "purpose", "basis", "since", "order", "limit", "__proto__");
    const value = fc.oneof(fc.string(), fc.constantFrom("0x", "-1", "TREAT", "NONE", "1e3", "7", "oldest", "%"));
    const pairs = fc.array(fc.tuple(name, value)).map((list) => list.map((pair) => pair.join("=")).join("&"));
    const text = fc.oneof(fc.string(), pairs);
    fc.assert(
      fc.property(text, (query) => {
        const { unread, ...read } = parseSearch(query);
        expect(parseSearch(renderSearch(read))).to.deep.equal({ ...read, unread: [] });
        if (query === "") expect(unread).to.deep.equal([]);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  for (const [what, query, named] of [
    ["a record cut short", "record=0x12", ["record"]],
    ["two patients", "patient=1&patient=2", ["patient"]],
    ["a patient that is none", "patient=-1", ["patient"]],
    ["a time with a fraction", "since=1.5", ["since"]],
    ["a purpose that is none, beside one that is", "purpose=TREAT&purpose=FUN", ["purpose"]],
    ["a basis in small letters", "basis=permit", ["basis"]],
    ["a number beyond what the API takes", "until=99999999999999", ["until"]],
  ] as const) {
    it(`names ${what}`, () => expect(parseSearch(query).unread).to.deep.equal(named));
  }

  it("takes addresses in any case, and the same value twice", () => {
    const account = `0x${"AB".repeat(20)}`;
    const { filters: read, unread } = parseSearch(`accessor=${account}&accessor=${account}`);
    expect([read.accessor, unread]).to.deep.equal([account.toLowerCase(), []]);
  });

  it("is what the API takes: each value of a list by itself", () => {
    const given: Filters = { patient: 3, purposes: ["TREAT", "HRESCH"], bases: ["NONE"] };
    expect(listPairs(given)).to.deep.equal([
      ["patient", "3"],
      ["purpose", "HRESCH"],
      ["purpose", "TREAT"],
      ["basis", "NONE"],
    ]);
  });

  it("loses one thing at a time", () => {
    fc.assert(
      fc.property(filters, (given) => {
        let left = given;
        for (const code of given.purposes) left = dropFilter(left, "purposes", code);
        for (const basis of given.bases) left = dropFilter(left, "bases", basis);
        const rest = countFilters(left);
        expect(rest).to.equal(countFilters(given) - given.purposes.length - given.bases.length);
        if (given.patient !== undefined) expect(countFilters(dropFilter(left, "patient"))).to.equal(rest - 1);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe("what comes while a search is open", () => {
  const access = accessAt({ patient: 7, time: 1_000, basis: "PERMIT", purpose: { number: 57, code: "BTG" } });

  for (const [what, filter, fits] of [
    ["no filter", {}, true],
    ["its patient", { patient: 7 }, true],
    ["another patient", { patient: 8 }, false],
    ["its purpose", { purposes: ["BTG"] }, true],
    ["a purpose above it", { purposes: ["TREAT"] }, true],
    ["a purpose beside it", { purposes: ["HPAYMT"] }, false],
    ["one of two bases", { bases: ["NONE", "PERMIT"] }, true],
    ["another basis", { bases: ["NONE"] }, false],
    ["a time that begins with it", { since: 1_000 }, true],
    ["a time that ends with it", { until: 1_000 }, false],
    ["no gateway, where one is asked for", { gateway: `0x${"11".repeat(20)}` }, false],
  ] as const) {
    it(`${fits ? "fits" : "does not fit"} ${what}`, () =>
      expect(matches({ ...noFilters, ...filter } as Filters, access)).to.equal(fits));
  }
});
