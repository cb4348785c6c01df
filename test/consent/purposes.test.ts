import { expect } from "chai";
import fc from "fast-check";
import { UnknownPurposeError } from "../../src/consent/errors.ts";
import { policyPurposes } from "../../src/consent/policyPurposes.ts";
import {
  coverPurposes,
  listPurposes,
  PURPOSE_COUNT,
  PURPOSES,
  type PurposeCode,
  parsePurpose,
  purposeCode,
  purposeNumber,
  purposesCover,
} from "../../src/consent/purposes.ts";
import { readConstants, readSource } from "./solidity.ts";

const codes = PURPOSES.map(({ code }) => code);
const contract = readConstants(readSource("libraries/Purpose.sol"));
const subset = fc.subarray(codes);

/** The tree read upward, one step at a time. */
function isAtOrBelow(code: PurposeCode, above: PurposeCode): boolean {
  for (let at: PurposeCode | null = code; at !== null; at = PURPOSES[purposeNumber(at)]?.parent ?? null) {
    if (at === above) return true;
  }
  return false;
}

function bitsOf(numbers: readonly number[]): bigint {
  return numbers.reduce((bits, number) => bits | (1n << BigInt(number)), 0n);
}

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, index) => from + index);
}

describe("purposes", () => {
  it("are numbered as they stand, each once, below its parent", () => {
    expect(PURPOSES).to.have.lengthOf(63);
    expect(new Set(codes).size).to.equal(63);
    for (const [index, { number, code, parent }] of PURPOSES.entries()) {
      expect(number).to.equal(index);
      expect(purposeNumber(code)).to.equal(number);
      expect(purposeCode(number)).to.equal(code);
      if (parent === null) expect(code).to.equal("PurposeOfUse");
      else expect(purposeNumber(parent)).to.be.lessThan(number);
    }
  });

  it("of R4 follow its tree branch by branch", () => {
    const r4 = PURPOSES.slice(0, 60);
    for (const { number, code } of r4) {
      const branch = r4.filter((purpose) => isAtOrBelow(purpose.code, code)).map((purpose) => purpose.number);
      expect(branch, code).to.deep.equal(range(number, number + branch.length));
    }
  });

  it("have the numbers and sets of the contract", () => {
    expect(contract.COUNT).to.equal(BigInt(PURPOSE_COUNT));
    expect(contract.ETREAT).to.equal(BigInt(purposeNumber("ETREAT")));
    expect(contract.BTG).to.equal(BigInt(purposeNumber("BTG")));
    expect(contract.TREATMENT_PAYMENT_OPERATIONS).to.equal(policyPurposes("basic-normal"));
    expect(contract.ALL_NORMAL).to.equal(policyPurposes("all-normal"));
    // Counted once by hand, so that the reading of the source is itself held to something.
    expect(contract.TREATMENT_PAYMENT_OPERATIONS).to.equal(bitsOf([...range(2, 37), ...range(53, 57), 58, 59]));
    expect(contract.ALL_NORMAL).to.equal(bitsOf(range(0, 88).filter((number) => number !== 57)));
    for (const policy of ["deny", "break-glass-only"] as const) expect(policyPurposes(policy)).to.equal(0n);
  });

  it("are covered with all that is below them, and nothing else", () => {
    for (const above of codes) {
      const bits = coverPurposes([above]);
      for (const code of codes) {
        expect(purposesCover(bits, purposeNumber(code)), `${above} ${code}`).to.equal(isAtOrBelow(code, above));
      }
      expect(bits >> 63n).to.equal(0n);
    }
    expect(coverPurposes([])).to.equal(0n);
    fc.assert(
      fc.property(subset, subset, (one, other) => {
        expect(coverPurposes([...one, ...other])).to.equal(coverPurposes(one) | coverPurposes(other));
      }),
      { seed: 1 },
    );
  });

  it("cover research by its root", () => {
    const research = coverPurposes(["HRESCH"]);
    for (const code of ["HRESCH", "CLINTRCH", "CLINTRCHPC", "BIORCH", "TRANSRCH", "DSRCH"] as const) {
      expect(purposesCover(research, purposeNumber(code)), code).to.equal(true);
    }
    expect(purposesCover(research, purposeNumber("TREAT"))).to.equal(false);
    expect(purposesCover(coverPurposes(["CLINTRCH"]), purposeNumber("HRESCH"))).to.equal(false);
  });

  it("are found at every bit up to the top one, and never above it", () => {
    const numbers = [0, 30, 31, 32, 62, 63, 64, 87];
    for (const number of numbers) {
      const bits = 1n << BigInt(number);
      expect(numbers.filter((other) => purposesCover(bits, other))).to.deep.equal([number]);
    }
    const all = (1n << 88n) - 1n;
    for (const number of [88, 96, 128, 255]) {
      expect(purposesCover(all, number), `${number}`).to.equal(false);
      expect(purposesCover(all | (1n << BigInt(number)), number), `${number}`).to.equal(false);
    }
  });

  it("are listed by the fewest codes, and made again from that list", () => {
    expect(listPurposes(0n)).to.deep.equal([]);
    expect(listPurposes(coverPurposes(["TREAT", "HRESCH", "CLINTRCH"]))).to.deep.equal(["HRESCH", "TREAT"]);
    expect(listPurposes((1n << 88n) - 1n)).to.deep.equal(["PurposeOfUse"]);
    expect(listPurposes(1n << 87n)).to.deep.equal([]);
    fc.assert(
      fc.property(subset, (chosen) => {
        const bits = coverPurposes(chosen);
        const listed = listPurposes(bits);
        expect(coverPurposes(listed)).to.equal(bits);
        for (const code of listed) {
          expect(listed.filter((above) => isAtOrBelow(code, above))).to.deep.equal([code]);
        }
      }),
      { seed: 2 },
    );
  });

  it("are listed one by one where a branch is not whole", () => {
    expect(listPurposes(coverPurposes(["ETREAT"]) & ~(1n << 57n))).to.deep.equal(["ERTREAT", "ETREAT"]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 88n) - 1n }), (bits) => {
        const listed = listPurposes(bits);
        for (const { number, code } of PURPOSES) {
          const said = listed.some((above) => above === code || (isWholeIn(bits, above) && isAtOrBelow(code, above)));
          expect(said, code).to.equal(purposesCover(bits, number));
        }
      }),
      { seed: 3 },
    );

    function isWholeIn(bits: bigint, code: PurposeCode): boolean {
      return (coverPurposes([code]) & ~bits) === 0n;
    }
  });

  it("are read in any case, and a wrong one is met with near ones", () => {
    expect(parsePurpose(" treat ")).to.equal("TREAT");
    expect(parsePurpose("purposeofuse")).to.equal("PurposeOfUse");
    for (const code of codes) expect(parsePurpose(code.toLowerCase())).to.equal(code);
    expect(() => parsePurpose("HRESCHH")).to.throw(UnknownPurposeError, "HRESCH");
    expect(() => parsePurpose("research")).to.throw(UnknownPurposeError, "HRESCH");
    expect(() => parsePurpose("")).to.throw(UnknownPurposeError);
    for (const number of [-1, 63, 87, 88, 255, 1.5]) {
      expect(() => purposeCode(number), `${number}`).to.throw(UnknownPurposeError);
    }
  });

  it("don't repeat in a message what was typed: it may be a name in the wrong place", () => {
    expect(() => parsePurpose("Doe^Jane"))
      .to.throw(UnknownPurposeError)
      .with.property("message")
      .that.does.not.match(/Doe|Jane/i);
  });
});
