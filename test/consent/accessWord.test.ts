import { expect } from "chai";
import fc from "fast-check";
import type { Address } from "viem";
import {
  type AccessFacts,
  decodeAccessWord,
  decodeVerdict,
  encodeAccessWord,
  encodeVerdict,
} from "../../src/consent/accessWord.ts";
import { BASES } from "../../src/consent/bases.ts";
import { FieldOutOfRangeError, UnknownBasisError } from "../../src/consent/errors.ts";

const account: Address = "0x00112233445566778899aabbccddeeff00112233";
const facts: AccessFacts = {
  account,
  time: 0x0102030405,
  purpose: 57,
  action: 1,
  claim: { basis: "PERMIT", grantee: "group", allRecords: true },
  detail: 0xdeadbeef,
};

const anyFacts: fc.Arbitrary<AccessFacts> = fc.record({
  account: fc.bigInt({ min: 0n, max: (1n << 160n) - 1n }).map((n): Address => `0x${n.toString(16).padStart(40, "0")}`),
  time: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  purpose: fc.integer({ min: 0, max: 255 }),
  action: fc.integer({ min: 0, max: 255 }),
  claim: fc.record({
    basis: fc.constantFrom(...BASES),
    grantee: fc.constantFrom("accessor", "organization", "group", "nobody"),
    allRecords: fc.boolean(),
  }),
  detail: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("the access word", () => {
  it("lays its fields out as the contract reads them", () => {
    //                                detail   claim action purpose time account
    expect(encodeAccessWord(facts)).to.equal(0xdeadbeef_63_01_39_0102030405_00112233445566778899aabbccddeeff00112233n);
  });

  it("is taken apart into what it was made of", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect(decodeAccessWord(encodeAccessWord(given))).to.deep.equal(given);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("is taken apart whatever it is, and differs only where the contract does not look", () => {
    const seen = ~((1n << 219n) | (1n << 223n));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (what) => {
        const again = encodeAccessWord(decodeAccessWord(what));
        const hasBasis = ((what >> 216n) & 7n) < 6n;
        expect(again).to.equal(hasBasis ? what & seen : what & seen & ~(7n << 216n));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("refuses what does not fit", () => {
    for (const wrong of [
      { time: 2 ** 40 },
      { time: -1 },
      { time: 1.5 },
      { purpose: 256 },
      { action: 256 },
      { detail: 2 ** 32 },
      { account: "0x01" },
    ] satisfies Partial<AccessFacts>[]) {
      expect(() => encodeAccessWord({ ...facts, ...wrong }), JSON.stringify(wrong)).to.throw(FieldOutOfRangeError);
    }
  });
});

describe("the verdict word", () => {
  it("lays its fields out as the contract writes them", () => {
    const verdict = {
      number: 0x0102030405,
      entryNumber: 0x060708090a,
      basis: "EMERGENCY",
      version: 0xdeadbeef,
    } as const;
    expect(encodeVerdict(verdict)).to.equal(0xdeadbeef_04_060708090a_0102030405n);
    expect(decodeVerdict(encodeVerdict(verdict))).to.deep.equal(verdict);
  });

  it("is taken apart into what it was made of", () => {
    const counter = fc.integer({ min: 0, max: 2 ** 40 - 1 });
    const version = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const verdict = fc.record({ number: counter, entryNumber: counter, basis: fc.constantFrom(...BASES), version });
    fc.assert(
      fc.property(verdict, (given) => {
        expect(decodeVerdict(encodeVerdict(given))).to.deep.equal(given);
      }),
      { seed: 7 },
    );
  });

  it("refuses what does not fit, and a basis that does not exist", () => {
    const verdict = { number: 1, entryNumber: 0, basis: "NONE", version: 0 } as const;
    expect(() => encodeVerdict({ ...verdict, number: 2 ** 40 })).to.throw(FieldOutOfRangeError);
    expect(() => encodeVerdict({ ...verdict, version: 2 ** 32 })).to.throw(FieldOutOfRangeError);
    expect(() => decodeVerdict(6n << 80n)).to.throw(UnknownBasisError);
  });
});
