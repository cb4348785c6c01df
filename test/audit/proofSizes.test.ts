import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { type Hex, keccak256, numberToHex, toHex } from "viem";
import { makeBundle, type Request } from "../../src/audit/prove/index.ts";
import { recordSlot } from "../../src/audit/verify/counts.ts";
import { type Bundle, LAYOUT, type Trust, verifyBundle } from "../../src/audit/verify/index.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import { buildDice, type Dice } from "../consent/dice.ts";
import { buildProvenTrie } from "./provenTrie.ts";
import { buildAccessedLog, drawAccess } from "./simulatedAccess.ts";
import { drawBytes, receiptsRootOf, seal } from "./simulatedChain.ts";

// A bundle of one access in a block of so many receipts, each from 1 to FIDUCIAL_PROOF_SIZES, and of the sizes at which the trie takes another form
// ├── it holds
// └── with any one node or header changed, it does not
const most = Number(process.env.FIDUCIAL_PROOF_SIZES ?? 24);
const shapes = [127, 128, 129, 255, 256, 257, 512];

describe("a bundle", () => {
  it(`holds for blocks of 1 to ${most} receipts, and with any one hash changed does not`, async function () {
    this.timeout(0);
    const dice = buildDice(6);
    const sizes = new Set([...Array.from({ length: most }, (_, i) => i + 1), ...shapes]);
    let changed = 0;
    for (const size of sizes) {
      const { bundle, trust } = await proveOneOf(dice, size);
      expect(verifyBundle(bundle, trust).problems, `${size} receipts`).to.deep.equal([]);
      for (const list of ["nodes", "headers"] as const) {
        for (const [place, hex] of bundle[list].entries()) {
          const tampered = { ...bundle, [list]: bundle[list].with(place, flipBit(dice, hex)) };
          expect(verifyBundle(tampered, trust).holds, `${size} receipts, ${list} ${place}`).to.equal(false);
          changed += 1;
        }
      }
    }
    console.log(`      ${sizes.size} sizes hold, ${changed} changes of one hash found out`);
  });
});

/** Proves one access, at random among the receipts of one block. */
async function proveOneOf(dice: Dice, size: number): Promise<{ readonly bundle: Bundle; readonly trust: Trust }> {
  const [registry, record] = [drawBytes(dice, 20), drawBytes(dice, 32)];
  const chosen = dice.roll(0, size - 1);
  const txHash = keccak256(toHex(chosen));
  const place = { blockNumber: 7, blockTime: 1_700_000_000, txHash, logIndex: 0 };
  const access: Access = {
    ...drawAccess(dice, [record], [registry], () => 1),
    gateway: undefined,
    entryNumber: undefined,
    place,
  };
  const receipts = Array.from({ length: size }, (_, i) => ({
    ...{
      transactionHash: keccak256(toHex(i)),
      status: "0x1",
      type: "0x2",
      cumulativeGasUsed: numberToHex(21_000 * (i + 1)),
    },
    ...{ logsBloom: `0x${"00".repeat(256)}` },
    logs: i === chosen ? [{ address: registry, ...buildAccessedLog(access), logIndex: "0x0" }] : [],
  }));
  const slot = recordSlot(record);
  const word = (1n << 255n) | (1n << BigInt(LAYOUT.accessCountBit));
  const storage = buildProvenTrie([[slot, toHex(RLP.encode(word))]]);
  const state = buildProvenTrie([[registry, toHex(RLP.encode([1n, 0n, storage.root, keccak256("0xc0de")]))]]);
  const hashes = { parentHash: txHash, sha3Uncles: txHash, transactionsRoot: txHash, mixHash: txHash };
  const numbers = {
    difficulty: "0x0",
    number: "0x7",
    gasLimit: "0x1",
    gasUsed: "0x1",
    timestamp: numberToHex(place.blockTime),
  };
  const block = seal({
    ...{
      ...hashes,
      ...numbers,
      miner: registry,
      logsBloom: `0x${"00".repeat(256)}`,
      extraData: "0x",
      nonce: "0x0000000000000000",
    },
    ...{
      stateRoot: state.root,
      receiptsRoot: receiptsRootOf(receipts),
      transactions: receipts.map((one) => one.transactionHash),
    },
  });
  const request: Request = async (method) => {
    if (method === "eth_chainId") return "0x1";
    if (method === "eth_getBlockByNumber") return block;
    if (method === "eth_getBlockReceipts") return receipts;
    return { accountProof: state.prove(registry), storageProof: [{ proof: storage.prove(slot) }] };
  };
  const bundle = await makeBundle({ request, registry, block: 7, accesses: [access], records: [record] });
  return { bundle, trust: { chainId: 1, registry, blocks: [block.hash], records: [record] } };
}

function flipBit(dice: Dice, hex: Hex): Hex {
  const place = dice.roll(2, hex.length - 1);
  const digit = (Number.parseInt(hex.charAt(place), 16) ^ (1 << dice.roll(0, 3))).toString(16);
  return `${hex.slice(0, place)}${digit}${hex.slice(place + 1)}` as Hex;
}
