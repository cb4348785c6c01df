import { expect } from "chai";
import { type Address, encodeAbiParameters, getAddress, keccak256, stringToHex } from "viem";
import { WrongMembersError } from "../../src/consent/errors.ts";
import { jointAccount, MAX_MEMBERS, sortMembers } from "../../src/consent/jointAccounts.ts";
import { readSource } from "./solidity.ts";

const source = readSource("Signatures.sol");

function member(number: number): Address {
  return `0x${number.toString(16).padStart(2, "0").repeat(20)}`;
}

describe("a joint account", () => {
  it("is the hash that the contract makes of its members in ascending order", () => {
    expect(source).to.include('JOINT_ACCOUNT = keccak256("fiducial.joint-account")');
    expect(source).to.include("address(uint160(uint256(keccak256(abi.encode(JOINT_ACCOUNT, members)))))");
    const words = encodeAbiParameters(
      [{ type: "bytes32" }, { type: "address[]" }],
      [keccak256(stringToHex("fiducial.joint-account")), [member(9), member(0xa1)]],
    );
    expect(jointAccount([member(0xa1), member(9)])).to.equal(`0x${keccak256(words).slice(-40)}`);
  });

  it("is the same in whatever order and case its members are named", () => {
    const members = [0xfe, 0x0a, 0xb0].map(member);
    expect(jointAccount(members.toReversed().map((address) => getAddress(address)))).to.equal(jointAccount(members));
    expect(sortMembers(members.map((address) => getAddress(address)))).to.deep.equal([0x0a, 0xb0, 0xfe].map(member));
  });

  it("has two to eight members, each once", () => {
    expect(source).to.include(`MAX_SIGNERS = ${MAX_MEMBERS};`);
    const many = (count: number) => Array.from({ length: count }, (_, index) => member(index + 1));
    for (const count of [2, 8]) expect(jointAccount(many(count))).to.match(/^0x[0-9a-f]{40}$/);
    for (const count of [0, 1, 9]) expect(() => jointAccount(many(count)), `${count}`).to.throw(WrongMembersError);
    const twice = [member(0xab), getAddress(member(0xab)), member(1)];
    expect(() => jointAccount(twice)).to.throw(WrongMembersError);
    expect(() => jointAccount([member(1), "0x12"])).to.throw(WrongMembersError);
  });
});
