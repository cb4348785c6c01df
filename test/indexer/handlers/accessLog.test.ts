import { expect } from "chai";
import fc from "fast-check";
import { decodeAccessWord, decodeVerdict, encodeVerdict } from "../../../src/consent/accessWord.ts";
import { BASES } from "../../../src/consent/bases.ts";
import type { Organizations } from "../../../src/indexer/handler.ts";
import { accessed } from "../../../src/indexer/handlers/accessLog.ts";

const record = Buffer.alloc(32, 1);
const accessor = Buffer.alloc(20, 2);
const zeroWord = "0".repeat(64);
const wordOf = (value: bigint): string => value.toString(16).padStart(64, "0");

function rowOf(what: string, verdict: string, options: { part?: Uint8Array; organizations?: Organizations } = {}) {
  const { part = Buffer.alloc(32, 3), organizations = new Map() } = options;
  const entry = accessed({ record, accessor, patient: 9, part, what, verdict }, organizations);
  if (entry?.table !== "accesses") throw new TypeError("An access goes to accesses");
  return entry.row;
}

// accessed
// ├── for any words → it takes them apart as src/consent does
// ├── when the accessor logged it → it has no gateway and no entry number
// ├── when the part is zero → it has no part
// └── the organization
//     ├── when one spoke for the accessor → it is that one
//     └── when the accessor is outside the directory → it is none
describe("accessed", () => {
  it("takes any two words apart as src/consent does", () => {
    const verdicts = fc.record({
      number: fc.nat(2 ** 31 - 1).map((n) => n * 512),
      entryNumber: fc.nat(2 ** 31 - 1).map((n) => n * 512),
      basis: fc.constantFrom(...BASES),
      version: fc.nat(2 ** 32 - 1),
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }), verdicts, (what, verdict) => {
        const row = rowOf(wordOf(what), wordOf(encodeVerdict(verdict)));
        const facts = decodeAccessWord(what);
        const decoded = decodeVerdict(encodeVerdict(verdict));
        expect(row).to.deep.include({
          number: decoded.number,
          basis: BASES.indexOf(decoded.basis),
          permit_version: decoded.version,
          time: facts.time,
          purpose: facts.purpose,
          action: facts.action,
          detail: facts.detail,
          entry_number: decoded.entryNumber,
        });
        expect(`0x${Buffer.from(row.gateway as Uint8Array).toString("hex")}`).to.equal(facts.account);
        expect(decodeAccessWord(BigInt(row.claim as number) << 216n).claim).to.deep.equal(facts.claim);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("has neither gateway nor entry number when the accessor logged it", () => {
    expect(rowOf(zeroWord, wordOf(5n))).to.include({ gateway: null, entry_number: null, number: 5 });
  });

  it("has no part when the whole record was accessed", () => {
    expect(rowOf(zeroWord, zeroWord, { part: Buffer.alloc(32) }).part).to.equal(null);
    expect(rowOf(zeroWord, zeroWord).part).to.deep.equal(Buffer.alloc(32, 3));
  });

  it("names the organization that speaks for the accessor, or none", () => {
    const organization = Buffer.alloc(20, 4);
    const organizations = new Map([[accessor.toString("hex"), organization]]);
    expect(rowOf(zeroWord, zeroWord, { organizations }).organization).to.equal(organization);
    expect(rowOf(zeroWord, zeroWord).organization).to.equal(null);
  });
});
