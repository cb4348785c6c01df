import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, hexToBytes } from "viem";
import {
  addLeaf,
  buildList,
  climb,
  digestLeaf,
  EMPTY_LIST,
  proveLeaf,
  rootOf,
} from "../../../src/gateway/journal/listTree.ts";

// The test vectors of the first implementations of Certificate Transparency.
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = inputs.map((input) => digestLeaf(hexToBytes(`0x${input}`)));

// the tree of a list that grows
// ├── it has the roots that Certificate Transparency has
// ├── each leaf has a proof, for its index and length alone
// └── it is the same however it was built
describe("the tree of a list that grows", () => {
  it("has the roots that Certificate Transparency has", () => {
    expect(bytesToHex(rootOf(EMPTY_LIST))).to.equal(
      "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    let list = EMPTY_LIST;
    for (const [index, leaf] of leaves.entries()) {
      list = addLeaf(list, leaf);
      expect(bytesToHex(rootOf(list)), `of ${index + 1}`).to.equal(`0x${roots[index]}`);
      expect(list.length).to.equal(index + 1);
    }
  });

  it("has a proof for each leaf, which holds for its index and length alone", () => {
    for (let length = 1; length <= 40; length += 1) {
      const all = Array.from({ length }, (_, index) => digestLeaf(Uint8Array.of(index)));
      const root = bytesToHex(rootOf(buildList(all)));
      const leadsTo = (leaf: Uint8Array, index: number, of: number, proof: readonly Uint8Array[]): boolean => {
        const found = climb(leaf, index, of, proof);
        return found !== undefined && bytesToHex(found) === root;
      };
      for (const [index, leaf] of all.entries()) {
        const proof = proveLeaf(all, index);
        expect(leadsTo(leaf, index, length, proof)).to.equal(true);
        expect(leadsTo(leaf, index + 1, length, proof), "another index").to.equal(false);
        expect(leadsTo(leaf, length, length, proof), "beyond the end").to.equal(false);
        expect(leadsTo(leaf, -1, length, proof)).to.equal(false);
        expect(leadsTo(leaf, index, length, [...proof, leaf]), "longer").to.equal(false);
        expect(leadsTo(digestLeaf(Uint8Array.of(99)), index, length, proof), "another leaf").to.equal(false);
        if (proof.length > 0) expect(leadsTo(leaf, index, length, proof.slice(1)), "shorter").to.equal(false);
      }
    }
  });

  it("takes a proof for no number that is none", () => {
    const [leaf = new Uint8Array()] = leaves;
    for (const [index, length] of [
      [0.5, 2],
      [0, 1.5],
      [Number.NaN, 1],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(climb(leaf, index, length, [leaf])).to.equal(undefined);
    }
  });

  it("changes with every leaf and their order", () => {
    const contents = fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 4 }), {
      minLength: 2,
      selector: (bytes) => bytes.join(),
    });
    fc.assert(
      fc.property(contents, fc.nat(), fc.nat(), (bytes, one, other) => {
        const of = (list: readonly Uint8Array[]) => bytesToHex(rootOf(buildList(list.map(digestLeaf))));
        const [a, b] = [one % bytes.length, other % bytes.length];
        const swapped = bytes.with(a, bytes[b] ?? new Uint8Array()).with(b, bytes[a] ?? new Uint8Array());
        expect(of(swapped) === of(bytes)).to.equal(a === b);
        expect(of(bytes.slice(0, -1))).not.to.equal(of(bytes));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
