import { expect } from "chai";
import fc from "fast-check";
import { KINDS, type KindCode } from "../../../src/consent/kinds.ts";
import { PURPOSES, type PurposeCode } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END } from "../../../src/consent/typedData.ts";
import { EMPTY_DRAFT } from "../../../web/leave/draft.ts";
import { buildLink, readLink } from "../../../web/leave/link.ts";

const to = `0x${"a1".repeat(20)}`;
const study = `0x${"5e".repeat(32)}` as const;

// readLink
// ├── what buildLink wrote → the same again
// ├── nothing → the empty form
// ├── a field of the wrong form → left out and named; the others stay
// └── no end, however it is written → left out: the reader has to choose it
describe("a link that fills in the form", () => {
  it("reads what was written", () => {
    const codes = <Code>(all: readonly { readonly code: Code }[]) =>
      fc.uniqueArray(fc.constantFrom(...all.map(({ code }) => code)), { minLength: 1 });
    const wanted = fc.record({
      scope: fc.constantFrom(ALL_RECORDS, study),
      purposes: codes<PurposeCode>(PURPOSES),
      kinds: codes<KindCode>(KINDS),
      until: fc.option(fc.integer({ min: 1_000_000_000, max: 2 ** 32 - 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(wanted, ({ scope, purposes, kinds, until }) => {
        const { draft, refused } = readLink(buildLink({ to, scope, purposes, kinds, until }));
        expect(refused).to.deep.equal([]);
        expect(draft).to.deep.equal({
          to,
          scope,
          purposes,
          kinds: kinds.length === KINDS.length ? "all" : kinds,
          from: null,
          end: until === undefined ? { is: "unsaid" } : { is: "moment", time: until },
        });
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("takes a day, codes in any case, and words for all", () => {
    const { draft } = readLink("?purposes=treat,Hresch&kinds=all&scope=all&until=2027-03-03");
    expect(draft).to.deep.equal({
      ...EMPTY_DRAFT,
      purposes: ["TREAT", "HRESCH"],
      end: { is: "day", day: "2027-03-03" },
    });
  });

  it("leaves the form empty where it says nothing", () => {
    expect(readLink("")).to.deep.equal({ draft: EMPTY_DRAFT, refused: [] });
  });

  it("names what it does not take, and takes the rest", () => {
    const { draft, refused } = readLink(`to=<b>me&scope=0x12&purposes=TREAT,EVERYTHING&kinds=report&until=2027-02-31`);
    expect(refused).to.deep.equal(["to", "scope", "purposes", "until"]);
    expect(draft).to.deep.equal({ ...EMPTY_DRAFT, kinds: ["report"] });
  });

  it("never leads to leave without an end", () => {
    for (const until of ["never", "none", String(NO_END), String(NO_END + 1), "9".repeat(12), "9999-12-31"]) {
      expect(readLink(`until=${until}`)).to.deep.equal({ draft: EMPTY_DRAFT, refused: ["until"] });
    }
  });
});
