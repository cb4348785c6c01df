import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { type Hex, keccak256, toHex } from "viem";
import { readAccount } from "../../../src/audit/verify/counts.ts";
import { Fault } from "../../../src/audit/verify/fault.ts";
import { bytesOf } from "../../../src/audit/verify/hex.ts";
import { openNodes } from "../../../src/audit/verify/nodes.ts";
import { buildProvenTrie } from "../provenTrie.ts";

// readAccount
// ├── it reads the account of a contract
// ├── when there is no account, or one without code → NoRegistry
// └── when there is something else → NodeUnreadable
const registry: Hex = `0x${"ab".repeat(20)}`;
const root = keccak256("0x01");

describe("readAccount", () => {
  it("reads the account of a contract", () => {
    const codeHash = keccak256("0xc0de");
    expect(read([1, 0, root, codeHash])).to.deep.equal({ storageRoot: bytesOf(root), codeHash });
  });

  it("says that there is no contract", () => {
    expect(() => read([1, 5, root, keccak256("0x")]))
      .to.throw(Fault)
      .with.property("code", "NoRegistry");
    expect(() => read([1, 0, root, root], `0x${"ac".repeat(20)}`))
      .to.throw(Fault)
      .with.property("code", "NoRegistry");
  });

  it("says that it is no account", () => {
    expect(() => read([1, 0, root]))
      .to.throw(Fault)
      .with.property("code", "NodeUnreadable");
  });
});

function read(account: (number | Hex)[], at: Hex = registry) {
  const state = buildProvenTrie([[at, toHex(RLP.encode(account))]]);
  return readAccount(openNodes(state.nodes), bytesOf(state.root), registry);
}
