import { expect } from "chai";
import { UnknownPowerError } from "../../src/consent/errors.ts";
import { listPowers, POWERS, parsePowers } from "../../src/consent/powers.ts";
import { readConstants, readSource } from "./solidity.ts";

describe("powers", () => {
  it("are the contract's bits", () => {
    const powers = Object.entries(POWERS).map(([name, bit]) => [name.toUpperCase(), BigInt(bit)]);
    expect(Object.fromEntries(powers)).to.deep.equal(readConstants(readSource("interfaces/IProxies.sol")));
  });

  it("are those that a list names", () => {
    expect(parsePowers("")).to.equal(0);
    expect(parsePowers("Consent, ACCESS consent")).to.equal(3);
    expect(listPowers(2 | 128)).to.deep.equal(["access"]);
    for (let bits = 0; bits < 4; bits += 1) expect(parsePowers(listPowers(bits).join(" "))).to.equal(bits);
    expect(() => parsePowers("consent,acess")).to.throw(UnknownPowerError, "access");
  });
});
