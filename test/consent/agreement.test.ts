import { expect } from "chai";
import { ContractFunctionRevertedError } from "viem";
import { decodeAccessWord } from "../../src/consent/accessWord.ts";
import { groupAddress } from "../../src/consent/actors.ts";
import { BASES, basisOf } from "../../src/consent/bases.ts";
import { type Judgement, judge } from "../../src/consent/judge.ts";
import type { ConsentState } from "../../src/consent/state.ts";
import { type Chain, startChain } from "./chain.ts";
import { buildDice } from "./dice.ts";
import { judgeByReplay } from "./judgeByReplay.ts";
import { buildState, type World } from "./mapState.ts";
import { type Asked, buildEntries } from "./randomEntry.ts";
import { makeWorld, type Tally } from "./randomWorld.ts";
import { readHappenings } from "./readHappenings.ts";
import { readWorld } from "./readWorld.ts";
import { buildReplay } from "./replay.ts";
import { buildStorage } from "./storage.ts";

/** The deep lane asks for more. */
const CASES = Number(process.env.FIDUCIAL_AGREEMENT_CASES ?? 4_000);
const SEED = Number(process.env.FIDUCIAL_AGREEMENT_SEED ?? 20_270_101);
const CASES_OF_A_WORLD = 500;

describe("judge, a replay of the events, and the contract's basisOf", () => {
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
      const history = await readHappenings(chain);
      const storage = buildStorage();
      for (const happening of history) storage.write(happening);
      expectStored(storage.list(), world);
      const replay = buildReplay(history);
      const anyEntry = buildEntries(chain.cast, world, made.times, dice);

      for (let index = 0; index < Math.min(CASES_OF_A_WORLD, CASES - asked); index += 1) {
        const entry = anyEntry();
        const expected = await judgeOnChain(chain, entry);
        const actual = judgeOffChain(entry, state);
        expect(actual, `seed ${seed}, entry ${JSON.stringify(entry, inHex)}`).to.deep.equal(expected);
        expect(
          judgeByReplay(entry, replay),
          `replay, seed ${seed}, entry ${JSON.stringify(entry, inHex)}`,
        ).to.deep.equal(expected);
        const name = typeof expected === "string" ? expected : expected.basis;
        seen[name] = (seen[name] ?? 0) + 1;
      }
      await chain.close();
    }

    // Worlds and entries in which nothing happens would agree too.
    for (const name of [...BASES, "UnknownRecord"]) {
      expect(seen[name] ?? 0, `${name} among ${JSON.stringify(seen)}`).to.be.greaterThan(CASES / 200);
    }
    console.log(`      judged: ${JSON.stringify(seen)}`);
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

/** The storage that the events tell of is the one that the views give, but for the patient's epoch, on which no judgement rests. */
function expectStored(told: World, read: World): void {
  for (const name of Object.keys(told) as (keyof World)[]) {
    const written = new Map(read[name].map((row) => [keyOf(row), row.at(-1)]));
    for (const row of told[name]) {
      const [terms, found] = [row.at(-1), written.get(keyOf(row))];
      expect(lowered(found), `${name} ${keyOf(row)}`).to.deep.include(lowered(terms));
    }
  }
}

function keyOf(row: readonly unknown[]): string {
  return row.slice(0, -1).join(" ").toLowerCase();
}

/** The fields of some terms, addresses in lower case, without the epoch. */
function lowered(terms: unknown): Record<string, unknown> {
  const fields = Object.entries(Object(terms)).filter(([name]) => name !== "epoch");
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === "string" ? value.toLowerCase() : value]),
  );
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
