import { expect } from "chai";
import { prove, readHarness } from "./prove.ts";

const harnesses = ["WindowProof", "LifecycleProof"];

// A wrong rule in place of the right one, and the harness that must notice.
const wrongRules: readonly (readonly [harness: string, right: string, wrong: string])[] = [
  ["WindowProof", "time - from < until - from", "time - from <= until - from"],
  ["WindowProof", "replaced && time < from", "time < from"],
  ["WindowProof", "from < until && from < nextFrom", "from < until && until < nextFrom"],
  ["WindowProof", "until < time ? until : time", "until > time ? until : time"],
  ["LifecycleProof", "status >= Status.CANCELLED", "status > Status.CANCELLED"],
  ["LifecycleProof", "next > Status.FINAL &&", "next >= Status.FINAL &&"],
  ["LifecycleProof", "next >= status &&", "next != status &&"],
];

describe("proofs of the decision rules", function () {
  this.timeout(240_000);

  for (const name of harnesses) {
    it(`${name}: every assert holds for all values`, () => {
      const source = readHarness(name);
      const { proved, refuted, others } = prove(name, source);
      for (const law of proved) console.log(`      proved: ${law}`);
      expect([...refuted, ...others]).to.deep.equal([]);
      expect(proved).to.have.length(source.split("assert(").length - 1);
    });

    it(`${name}: no assert holds for want of a case`, () => {
      const source = readHarness(name).replaceAll(/assert\((.*)\);/g, "assert(!($1));");
      const { proved, refuted } = prove(name, source);
      expect(proved).to.deep.equal([]);
      expect(refuted).to.have.length(source.split("assert(").length - 1);
    });
  }

  for (const [name, right, wrong] of wrongRules) {
    it(`${name}: is refuted where the rule says "${wrong}"`, () => {
      let changes = 0;
      const { refuted } = prove(name, readHarness(name), (text) => {
        if (text.includes(right)) changes += 1;
        return text.replace(right, wrong);
      });
      expect(changes).to.equal(1);
      expect(refuted).to.not.deep.equal([]);
    });
  }
});
