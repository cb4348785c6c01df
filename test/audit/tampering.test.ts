import { expect } from "chai";
import { renderBundle } from "../../src/audit/prove/index.ts";
import {
  type Bundle,
  InvalidBundleError,
  parseBundle,
  type Trust,
  verifyBundle,
} from "../../src/audit/verify/index.ts";
import { buildDice } from "../consent/dice.ts";
import { drawQuestion, type Proven, prove } from "./question.ts";
import { buildSimulatedChain } from "./simulatedChain.ts";
import { tamperings } from "./tamperings.ts";

// A bundle that is verified
// ├── made from any honest chain and question → nobody is accused
// └── tampered with in any of the ways of tamperings.ts
//     ├── it is detected, always
//     └── what it still calls genuine is genuine
const tampered = Number(process.env.FIDUCIAL_TAMPERINGS ?? 600);
const honest = Number(process.env.FIDUCIAL_HONEST ?? 200);
const perChain = 50;

describe("a bundle", () => {
  it(`accuses nobody in ${honest} honest answers`, async function () {
    this.timeout(0);
    const dice = buildDice(1);
    let rows = 0;
    for (let done = 0; done < honest; ) {
      const chain = buildSimulatedChain(dice, dice.roll(1, 12));
      for (let i = 0; i < 10 && done < honest; i += 1, done += 1) {
        const { bundle, trust } = await prove(chain, drawQuestion(dice, chain));
        const findings = verifyBundle(parseBundle(renderBundle(bundle)), trust);
        expect(findings.problems, `answer ${done}`).to.deep.equal([]);
        expect(findings.rows.every(({ genuine }) => genuine)).to.equal(true);
        expect(findings.records.every(({ complete }) => complete)).to.equal(true);
        expect(findings.gateways.every(({ complete }) => complete)).to.equal(true);
        rows += bundle.rows.length;
      }
    }
    console.log(`      ${honest} honest answers of ${rows} rows: none accused`);
  });

  it(`is found out in ${tampered} tamperings of ${Object.keys(tamperings).length} kinds`, async function () {
    this.timeout(0);
    const dice = buildDice(2);
    const kinds = Object.entries(tamperings);
    const detected = new Map(kinds.map(([kind]) => [kind, 0]));
    const missed: string[] = [];
    let proven = await drawProven();
    let other = buildSimulatedChain(dice, 4);
    for (let i = 0; i < tampered; i += 1) {
      if (i % perChain === perChain - 1) [proven, other] = [await drawProven(), buildSimulatedChain(dice, 4)];
      const [kind, tamper] = kinds[i % kinds.length] ?? kinds[0] ?? [];
      if (kind === undefined || tamper === undefined) throw new RangeError("There is no way to tamper");
      const { bundle, trust = proven.trust } = await tamper(dice, proven, other);
      const isChanged = trust !== proven.trust || JSON.stringify(bundle) !== JSON.stringify(proven.bundle);
      expect(isChanged, `${kind}, ${i}`).to.equal(true);
      if (isFoundOut(bundle, trust, proven)) detected.set(kind, (detected.get(kind) ?? 0) + 1);
      else missed.push(`${kind}, ${i}`);
    }
    for (const [kind, count] of detected) console.log(`      ${String(count).padStart(6)} detected: ${kind}`);
    expect(missed).to.deep.equal([]);

    async function drawProven(): Promise<Proven> {
      for (;;) {
        const chain = buildSimulatedChain(dice, dice.roll(4, 12));
        if (chain.accesses.length < 20) continue;
        return prove(chain, drawQuestion(dice, chain, 3));
      }
    }
  });
});

/** Whether a lie is detected. Whatever else is wrong, no row that is no access of the chain may be called genuine. */
function isFoundOut(bundle: Bundle, trust: Trust, { chain }: Proven): boolean {
  let read: Bundle;
  try {
    read = parseBundle(renderBundle(bundle));
  } catch (error) {
    expect(error).to.be.an.instanceOf(InvalidBundleError);
    return true;
  }
  const findings = verifyBundle(read, trust);
  findings.rows.forEach(({ genuine }, i) => {
    if (!genuine) return;
    const row = read.rows[i];
    const isTrue = chain.accesses.some(
      (access) => access.record === row?.record && access.number === row.number && access.accessor === row.accessor,
    );
    expect(isTrue, "a row that is called genuine").to.equal(true);
  });
  return !findings.holds;
}
