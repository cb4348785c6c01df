import { expect } from "chai";
import { BASES, BASIS_WORDS, basisOf } from "../../src/consent/bases.ts";
import { UnknownBasisError } from "../../src/consent/errors.ts";
import { listEnum, readSource } from "./solidity.ts";

describe("bases", () => {
  it("stand in the contract's order", () => {
    expect(BASES).to.deep.equal(listEnum(readSource("interfaces/IAccessLog.sol"), "Basis"));
    for (const [number, basis] of BASES.entries()) expect(basisOf(number)).to.equal(basis);
  });

  it("have words of their own", () => {
    expect(new Set(BASES.map((basis) => BASIS_WORDS[basis])).size).to.equal(BASES.length);
  });

  it("refuse a number that none has", () => {
    for (const number of [-1, 6, 7, 255]) expect(() => basisOf(number), `${number}`).to.throw(UnknownBasisError);
  });
});
