import { expect } from "chai";
import { makeBundle, renderBundle } from "../../src/audit/prove/index.ts";
import { compareWithIndex } from "../../src/audit/replay/index.ts";
import {
  type Bundle,
  InvalidBundleError,
  parseBundle,
  type Trust,
  verifyBundle,
} from "../../src/audit/verify/index.ts";
import { FiducialError } from "../../src/errors.ts";
import { buildDice } from "../consent/dice.ts";
import { counting, lying, nodeTamperings } from "./nodeTamperings.ts";
import { drawQuestion, type Proven, prove, type Question } from "./question.ts";
import { readSimulated, rowTamperings } from "./rowTamperings.ts";
import { buildSimulatedChain, type SimulatedChain } from "./simulatedChain.ts";
import { tamperings } from "./tamperings.ts";

// A bundle that is verified
// ├── made from any honest chain and question → nobody is accused
// └── tampered with in any of the ways of tamperings.ts
//     ├── it is detected, always
//     └── what it still calls genuine is genuine
// A bundle that is made with a node that lies once → it is not made, it does not hold, or it is the honest one
// The rows of an index, tampered with → they are found out, always; honest → they are not accused
const tampered = Number(process.env.FIDUCIAL_TAMPERINGS ?? 600);
const honest = Number(process.env.FIDUCIAL_HONEST ?? 200);
const lies = Math.ceil(tampered / 4); // a bundle is made for each
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

  it(`is made by no node that lies in one of ${Object.keys(nodeTamperings).length} ways, or is found out (${lies} lies)`, async function () {
    this.timeout(0);
    const dice = buildDice(3);
    const kinds = Object.entries(nodeTamperings);
    const [detected, missed] = [new Map(kinds.map(([kind]) => [kind, 0])), [] as string[]];
    let harmless = 0;
    for (let i = 0, chain = draw(), question = drawQuestion(dice, chain, 3); i < lies; ) {
      if (i % 20 === 19) [chain, question] = next();
      const { registry } = chain;
      const node = counting(chain.request);
      const { bundle: truth, trust } = await prove({ ...chain, request: node.request }, question);
      for (let turn = 0; turn < 10; turn += 1) {
        const [kind, lie] = kinds[i % kinds.length] ?? kinds[0] ?? [];
        if (kind === undefined || lie === undefined) throw new RangeError("There is no way to lie");
        i += 1;
        const chances = node.asked.filter((method) => lie.methods.includes(method)).length;
        const request = lying(dice, chain, lie, dice.roll(1, Math.max(chances, 1)));
        const told = await makeBundle({ request, registry, ...question }).catch((error: unknown) => {
          expect(error, kind).to.be.an.instanceOf(FiducialError);
          return undefined;
        });
        if (told === undefined || !verifyBundle(told, trust).holds) detected.set(kind, (detected.get(kind) ?? 0) + 1);
        else if (JSON.stringify(told) === JSON.stringify(truth)) harmless += 1;
        else missed.push(`${kind}, ${i}`);
      }
    }
    for (const [kind, count] of detected) console.log(`      ${String(count).padStart(6)} detected: ${kind}`);
    console.log(`      ${String(harmless).padStart(6)} lies that nobody had asked for: the bundle is the honest one`);
    expect(missed).to.deep.equal([]);
    for (const [kind, count] of detected) expect(count, kind).to.be.greaterThan(0);

    function draw(): SimulatedChain {
      for (;;) {
        const chain = buildSimulatedChain(dice, dice.roll(4, 8));
        if (chain.accesses.length >= 20) return chain;
      }
    }

    function next(): [SimulatedChain, Question] {
      const chain = draw();
      return [chain, drawQuestion(dice, chain, 3)];
    }
  });
});

describe("the rows of an index", () => {
  it(`are found out in ${tampered} tamperings of ${Object.keys(rowTamperings).length} kinds, and ${honest} honest ones are not accused`, function () {
    this.timeout(0);
    const dice = buildDice(4);
    const kinds = Object.entries(rowTamperings);
    const missed: string[] = [];
    let accused = 0;
    let index = drawIndex();
    for (let i = 0; i < Math.max(tampered, honest); i += 1) {
      if (i % perChain === perChain - 1) index = drawIndex();
      const { rows, events } = index;
      if (i < honest) accused += compareWithIndex(rows, events).length;
      const [kind, tamper] = kinds[i % kinds.length] ?? kinds[0] ?? [];
      if (kind === undefined || tamper === undefined || i >= tampered) continue;
      if (compareWithIndex(tamper(dice, rows), events).length === 0) missed.push(`${kind}, ${i}`);
    }
    expect({ missed, accused }).to.deep.equal({ missed: [], accused: 0 });
    console.log(`      ${tampered} tamperings with rows found out, ${honest} honest indexes not accused`);

    function drawIndex() {
      for (;;) {
        const chain = buildSimulatedChain(dice, dice.roll(4, 8));
        if (chain.accesses.length >= 20) return readSimulated(chain);
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
