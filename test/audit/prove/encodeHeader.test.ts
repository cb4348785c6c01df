import { expect } from "chai";
import { keccak256 } from "viem";
import { encodeHeader } from "../../../src/audit/prove/encodeHeader.ts";
import { UnprovableBlockError } from "../../../src/audit/prove/index.ts";
import { buildDice } from "../../consent/dice.ts";
import { buildSimulatedChain } from "../simulatedChain.ts";

// encodeHeader
// ├── it encodes the first block of Ethereum
// ├── with fields told that the header has not → it finds by hashing which it has
// └── with any field changed → UnprovableBlockError
const zeros = (bytes: number) => `0x${"00".repeat(bytes)}`;
const emptyTrie = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
const genesis = {
  ...{ hash: "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3", number: "0x0", timestamp: "0x0" },
  ...{
    parentHash: zeros(32),
    miner: zeros(20),
    mixHash: zeros(32),
    logsBloom: zeros(256),
    nonce: "0x0000000000000042",
  },
  sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
  stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
  ...{ transactionsRoot: emptyTrie, receiptsRoot: emptyTrie },
  ...{ difficulty: "0x400000000", gasLimit: "0x1388", gasUsed: "0x0" },
  extraData: "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
};

describe("encodeHeader", () => {
  it("encodes the first block of Ethereum", () => {
    expect(keccak256(encodeHeader(genesis))).to.equal(genesis.hash);
  });

  it("finds by hashing which fields a header has", () => {
    const header = encodeHeader(genesis);
    expect(encodeHeader({ ...genesis, baseFeePerGas: "0x7", withdrawalsRoot: zeros(32) })).to.equal(header);
    expect(encodeHeader({ ...genesis, baseFeePerGas: null, withdrawalsRoot: zeros(32) })).to.equal(header);
  });

  it("refuses a header with any field changed", () => {
    const dice = buildDice(51);
    const chains = Array.from({ length: 20 }, () => buildSimulatedChain(dice, 1));
    for (const { answer } of chains.flatMap(({ blocks }) => blocks)) {
      for (const name of Object.keys(answer).filter((key) => key !== "transactions")) {
        const value = String(answer[name]);
        const last = value.endsWith("1") ? "2" : "1";
        const changed = value === "0x" ? "0x11" : `${value.slice(0, -1)}${last}`;
        expect(() => encodeHeader({ ...answer, [name]: changed }), name).to.throw(UnprovableBlockError);
      }
    }
  });
});
