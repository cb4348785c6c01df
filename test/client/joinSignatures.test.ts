import { expect } from "chai";
import { type Address, getAddress } from "viem";
import * as byEthers from "../../src/client/ethers/index.ts";
import * as byViem from "../../src/client/viem/index.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";

const members: readonly Address[] = [
  `0x${"cc".repeat(20)}`,
  getAddress(`0x${"aa".repeat(20)}`),
  `0x${"bb".repeat(20)}`,
];
const [c, a, b] = members as [Address, Address, Address];
const claim = byViem.buildClaimAct({ patient: 1 });
const revocation = byViem.buildRevocationAct({ patient: 1, scope: ALL_RECORDS, grantee: a });
const sign = (act: Address, signer: Address, deadline = 9) => ({
  act,
  signed: { signers: [signer], signatures: [`0x0${signer[2]}` as Address], deadline },
});

// what members of a joint account signed one by one
// ├── becomes one list, in the contract's order
// ├── of which some may be missing, where one is enough
// └── is refused where it can't be one act of theirs
for (const [name, client] of [
  ["viem", byViem],
  ["ethers", byEthers],
] as const) {
  describe(`joinSignatures of ${name}'s client`, () => {
    const join = client.joinSignatures as typeof byViem.joinSignatures;

    it("puts members and signatures in ascending order", () => {
      expect(join(members, [sign(claim, c), sign(claim, a), sign(claim, b)])).to.deep.equal({
        act: claim,
        signed: {
          signers: [a.toLowerCase(), b, c],
          signatures: [`0x0${a[2]}`, "0x0b", "0x0c"],
          deadline: 9,
        },
      });
    });

    it("leaves the place of who did not sign empty, where one is enough", () => {
      expect(join(members, [sign(revocation, b)]).signed.signatures).to.deep.equal(["0x", "0x0b", "0x"]);
    });

    it("joins what was joined in part", () => {
      const part = join(members, [sign(revocation, b)]);
      expect(join(members, [part, sign(revocation, c)]).signed.signatures).to.deep.equal(["0x", "0x0b", "0x0c"]);
    });

    for (const [what, refused, signedCalls] of [
      ["nothing", "MissingSignaturesError", []],
      ["too few", "MissingSignaturesError", [sign(claim, a), sign(claim, b)]],
      ["one member twice", "MissingSignaturesError", [sign(claim, a), sign(claim, b), sign(claim, b)]],
      ["different acts", "NotTheSameActError", [sign(revocation, a), sign(claim, b)]],
      ["different deadlines", "NotTheSameActError", [sign(revocation, a), sign(revocation, b, 10)]],
      ["a stranger's", "NotMemberError", [sign(revocation, `0x${"dd".repeat(20)}`)]],
    ] as const) {
      it(`refuses ${what}`, () => {
        expect(() => join(members, signedCalls)).to.throw(client[refused]);
      });
    }
  });
}
