import { createMerkleProof, createMPT, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { buildTrie } from "../../../src/audit/prove/buildTrie.ts";
import { Fault } from "../../../src/audit/verify/fault.ts";
import { hexOf } from "../../../src/audit/verify/hex.ts";
import { openNodes } from "../../../src/audit/verify/nodes.ts";
import { findValue } from "../../../src/audit/verify/trie.ts";
import { buildDice, type Dice } from "../../consent/dice.ts";

// findValue, compared with the trie of @ethereumjs/mpt
// ├── for every number of receipts from 1 to 512, it finds a value by its proof, and buildTrie has the same root
// ├── with any one node of a proof changed or left out, it finds nothing out and says so
// ├── for a key that is not there, it finds that it is not there
// ├── with nodes so small that they stand in their parents, it finds values too
// └── in a trie that holds nothing, it needs no node
describe("findValue", () => {
  it("finds a value by its proof in tries of 1 to 512 receipts, and with any node changed nothing", async function () {
    this.timeout(60_000);
    const dice = buildDice(3);
    const trie = await createMPT();
    const values: [Uint8Array, Uint8Array][] = [];
    for (let size = 1; size <= 512; size += 1) {
      values.push([RLP.encode(size - 1), drawValue(dice, dice.roll(100, 300))]);
      await trie.put(...at(values, size - 1));
      expect(hexOf(buildTrie(values).root), `${size} receipts`).to.equal(hexOf(trie.root()));

      const [key, value] = at(values, dice.roll(0, size - 1));
      const proof = await createMerkleProof(trie, key);
      expect(find(trie, proof, key)).to.deep.equal(value);
      proof.forEach((node, i) => {
        expectMissing(() => find(trie, proof.with(i, flipBit(dice, node)), key));
        expectMissing(() => find(trie, proof.toSpliced(i, 1), key));
      });
    }
  });

  it("finds that a key is not there", async () => {
    const dice = buildDice(4);
    for (let round = 0; round < 200; round += 1) {
      const trie = await createMPT();
      const keys = Array.from({ length: dice.roll(1, 30) }, () => drawValue(dice, 4));
      for (const key of keys) await trie.put(key, drawValue(dice, dice.roll(1, 40)));
      const absent = flipBit(dice, dice.pick(keys));
      const value = await trie.get(absent);
      expect(find(trie, await createMerkleProof(trie, absent), absent)).to.deep.equal(value ?? undefined);
      expect(hexOf(buildTrie(await listValues(trie, keys)).root)).to.equal(hexOf(trie.root()));
    }
  });

  it("finds values in nodes that stand in their parents", async () => {
    const dice = buildDice(5);
    const trie = await createMPT();
    const keys = Array.from({ length: 60 }, () => Uint8Array.of(7, 7, dice.roll(0, 3), dice.roll(0, 255)));
    for (const key of keys) await trie.put(key, Uint8Array.of(dice.roll(1, 255)));
    for (const key of keys) {
      expect(find(trie, await createMerkleProof(trie, key), key)).to.deep.equal(await trie.get(key));
    }
    const { root, nodes } = buildTrie(await listValues(trie, keys));
    expect(hexOf(root)).to.equal(hexOf(trie.root()));
    expect(nodes.length).to.be.lessThan(keys.length); // some stand in their parents
  });

  it("needs no node where nothing is held", async () => {
    const trie = await createMPT();
    expect(find(trie, [], Uint8Array.of(1))).to.equal(undefined);
    expect(hexOf(buildTrie([]).root)).to.equal(hexOf(trie.root()));
  });
});

function find(trie: MerklePatriciaTrie, proof: readonly Uint8Array[], key: Uint8Array): Uint8Array | undefined {
  return findValue(openNodes(proof.map(hexOf)), trie.root(), key);
}

function expectMissing(step: () => unknown): void {
  expect(step).to.throw(Fault).with.property("code", "NodeMissing");
}

async function listValues(trie: MerklePatriciaTrie, keys: readonly Uint8Array[]): Promise<[Uint8Array, Uint8Array][]> {
  const distinct = new Map(keys.map((key) => [hexOf(key), key]));
  return Promise.all(
    [...distinct.values()].map(async (key): Promise<[Uint8Array, Uint8Array]> => [key, (await trie.get(key)) ?? key]),
  );
}

function flipBit(dice: Dice, bytes: Uint8Array): Uint8Array {
  const [place, bit] = [dice.roll(0, bytes.length - 1), 1 << dice.roll(0, 7)];
  return bytes.map((byte, i) => (i === place ? byte ^ bit : byte));
}

function drawValue(dice: Dice, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => dice.roll(0, 255));
}

function at<Item>(items: readonly Item[], index: number): Item {
  return items[index] as Item; // the caller stays within the list
}
