import { expect } from "chai";
import { ContractFunctionRevertedError } from "viem";
import { decodeAccessWord } from "../../src/consent/accessWord.ts";
import { groupAddress } from "../../src/consent/actors.ts";
import { BASES, basisOf } from "../../src/consent/bases.ts";
import { type Judgement, judge } from "../../src/consent/judge.ts";
import type { ConsentState } from "../../src/consent/state.ts";
import { type Chain, startChain } from "./chain.ts";
import { buildDice } from "./dice.ts";
import { buildState } from "./mapState.ts";
import { type Asked, buildEntries } from "./randomEntry.ts";
import { makeWorld, type Tally } from "./randomWorld.ts";
import { readWorld } from "./readWorld.ts";

/** The deep lane asks for more. */
const CASES = Number(process.env.FIDUCIAL_AGREEMENT_CASES ?? 4_000);
const SEED = Number(process.env.FIDUCIAL_AGREEMENT_SEED ?? 20_270_101);
const CASES_OF_A_WORLD = 500;

describe("judge and the contract's basisOf", () => {
  it(`agree on ${CASES} accesses in random worlds (seed ${SEED})`, async function () {
    this.timeout(60_000 + CASES * 30);
    const seen: Record<string, number> = {};
    const tally: Tally = {};

    for (let asked = 0, seed = SEED; asked < CASES; asked += CASES_OF_A_WORLD, seed += 1) {
      const chain = await startChain();
      const dice = buildDice(seed);
      const made = await makeWorld(chain, dice);
      addTo(tally, made.tally);
      const world = await readWorld(chain);
      const state = buildState(world);
      const anyEntry = buildEntries(chain.cast, world, made.times, dice);

      for (let index = 0; index < Math.min(CASES_OF_A_WORLD, CASES - asked); index += 1) {
        const entry = anyEntry();
        const expected = await judgeOnChain(chain, entry);
        const actual = judgeOffChain(entry, state);
        expect(actual, `seed ${seed}, entry ${JSON.stringify(entry, inHex)}`).to.deep.equal(expected);
        const name = typeof expected === "string" ? expected : expected.basis;
        seen[name] = (seen[name] ?? 0) + 1;
      }
      await chain.close();
    }

    // Worlds and entries in which nothing happens would agree too.
    for (const name of [...BASES, "UnknownRecord"]) {
      expect(seen[name] ?? 0, `${name} among ${JSON.stringify(seen)}`).to.be.greaterThan(CASES / 200);
    }
    for (const [step, { tried, taken }] of Object.entries(tally)) {
      expect(taken, `${step} of ${tried}`).to.be.greaterThan(0);
    }
  });

  it("know a group by the same address", async () => {
    const chain = await startChain();
    for (const number of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
      expect((await chain.registry.read.groupAddress([number])).toLowerCase()).to.equal(groupAddress(number));
    }
    await chain.close();
  });
});

async function judgeOnChain({ registry }: Chain, entry: Asked): Promise<Judgement | string> {
  try {
    const [basis, version] = await registry.read.basisOf([entry]);
    return { basis: basisOf(basis), version };
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause;
    if (!(cause instanceof ContractFunctionRevertedError)) throw error;
    return cause.data?.errorName ?? "unnamed";
  }
}

function judgeOffChain({ record, what }: Asked, state: ConsentState): Judgement | string {
  if (state.findRecord(record) === undefined) return "UnknownRecord";
  return judge({ record, facts: decodeAccessWord(what) }, state);
}

function addTo(sum: Tally, tally: Tally): void {
  for (const [step, { tried, taken }] of Object.entries(tally)) {
    const before = sum[step] ?? { tried: 0, taken: 0 };
    sum[step] = { tried: before.tried + tried, taken: before.taken + taken };
  }
}

function inHex(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `0x${value.toString(16)}` : value;
}
