import { expect } from "chai";
import fc from "fast-check";
import { UnknownKindError } from "../../src/consent/errors.ts";
import {
  ALL_KINDS,
  coverKinds,
  KINDS,
  kindCode,
  kindNumber,
  kindsCover,
  listKinds,
  parseKind,
} from "../../src/consent/kinds.ts";
import { readConstants, readSource } from "./solidity.ts";

describe("kinds", () => {
  // The numbers are in logs and signed messages for good: a line may be added here, none may change.
  it("keep their numbers", () => {
    expect(KINDS.map(({ number, code }) => `${number} ${code}`)).to.deep.equal([
      "0 imaging-study",
      "1 report",
      "2 ai-result",
      "3 protocol",
      "4 research-note",
      "5 research-result",
      "6 laboratory",
      "7 medication",
      "8 genomic",
      "9 insurance",
      "10 patient-authored",
      "11 clinical-note",
      "12 consent-document",
    ]);
    for (const { number, code } of KINDS) {
      expect(kindNumber(code)).to.equal(number);
      expect(kindCode(number)).to.equal(code);
    }
  });

  it("are as many as the contract has bits for", () => {
    expect(ALL_KINDS + 1n).to.equal(1n << (readConstants(readSource("Records.sol")).RECORD_KINDS ?? 0n));
  });

  it("are found at every bit up to the top one, and never above it", () => {
    const numbers = [0, 12, 30, 31, 32, 33, 46, 47];
    for (const number of numbers) {
      expect(numbers.filter((other) => kindsCover(1n << BigInt(number), other))).to.deep.equal([number]);
      expect(kindsCover(ALL_KINDS, number)).to.equal(true);
    }
    for (const number of [48, 64, 255]) expect(kindsCover(-1n, number), `${number}`).to.equal(false);
  });

  it("are listed as they were named", () => {
    fc.assert(
      fc.property(fc.subarray(KINDS.map(({ code }) => code)), (codes) => {
        expect(listKinds(coverKinds(codes))).to.deep.equal(codes);
      }),
      { seed: 4 },
    );
    expect(listKinds(ALL_KINDS)).to.have.lengthOf(KINDS.length);
    expect(listKinds(1n << 47n)).to.deep.equal([]);
  });

  it("are read in any case, and a wrong one is refused", () => {
    expect(parseKind(" Imaging-Study ")).to.equal("imaging-study");
    expect(() => parseKind("imaging")).to.throw(UnknownKindError, "imaging-study");
    expect(() => parseKind("")).to.throw(UnknownKindError);
    for (const number of [-1, 13, 47, 48]) expect(() => kindCode(number), `${number}`).to.throw(UnknownKindError);
  });
});
