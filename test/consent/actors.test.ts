import { expect } from "chai";
import {
  ACTOR_KINDS,
  ADMITTED_BEFORE,
  groupAddress,
  groupNumber,
  listRoles,
  POLICIES,
  parseRoles,
  ROLES,
} from "../../src/consent/actors.ts";
import { FieldOutOfRangeError, UnknownRoleError } from "../../src/consent/errors.ts";
import { listEnum, readConstants, readSource } from "./solidity.ts";

const source = readSource("interfaces/IDirectory.sol");

describe("actors", () => {
  it("have the contract's kinds and policies, in its order", () => {
    const words = (name: string) => listEnum(source, name).map((word) => word.toLowerCase().replaceAll("_", "-"));
    expect(ACTOR_KINDS).to.deep.equal(words("ActorKind"));
    expect(POLICIES).to.deep.equal(words("Policy"));
  });

  it("have the contract's roles", () => {
    const roles = Object.entries(ROLES).map(([role, bit]) => [role.toUpperCase(), BigInt(bit)]);
    expect({ ...Object.fromEntries(roles), ADMITTED_BEFORE: BigInt(ADMITTED_BEFORE) }).to.deep.equal(
      readConstants(source),
    );
  });

  it("are given the roles that a list names", () => {
    expect(parseRoles("")).to.equal(0);
    expect(parseRoles("gateway")).to.equal(1);
    expect(parseRoles("Emergency, reviewer emergency")).to.equal(12);
    expect(listRoles(12 | ADMITTED_BEFORE)).to.deep.equal(["emergency", "reviewer"]);
    for (let bits = 0; bits < 32; bits += 1) expect(parseRoles(listRoles(bits).join(","))).to.equal(bits);
    expect(() => parseRoles("gateway,emergancy")).to.throw(UnknownRoleError, "emergency");
  });

  it("of kind group have the contract's addresses", () => {
    expect(groupAddress(1)).to.equal("0x666964756369616c2e67726f7570000000000001");
    expect(groupAddress(2 ** 32 - 1)).to.equal("0x666964756369616c2e67726f75700000ffffffff");
    for (const number of [0, 1, 255, 2 ** 31, 2 ** 32 - 1]) expect(groupNumber(groupAddress(number))).to.equal(number);
    expect(groupNumber("0x666964756369616C2E67726F7570000000000A0B")).to.equal(0xa0b);
    expect(groupNumber("0x666964756369616c2e67726f7570000100000001")).to.equal(undefined);
    for (const number of [-1, 2 ** 32, 0.5, Number.NaN]) {
      expect(() => groupAddress(number), `${number}`).to.throw(FieldOutOfRangeError);
    }
  });
});
