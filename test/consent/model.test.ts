import { expect } from "chai";
import type { Address } from "viem";
import { decodeAccessWord } from "../../src/consent/accessWord.ts";
import { BASES, type Basis } from "../../src/consent/bases.ts";
import { decide } from "../../src/consent/decide.ts";
import { judge } from "../../src/consent/judge.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { decideByReplay } from "./decideByReplay.ts";
import { buildDice, type Dice } from "./dice.ts";
import { judgeByReplay } from "./judgeByReplay.ts";
import { buildState } from "./mapState.ts";
import { type Asked, buildEntries } from "./randomEntry.ts";
import { extras, makeHistory } from "./randomHistory.ts";
import { buildReplay } from "./replay.ts";

/** The deep lane asks for 1,000,000. */
const CASES = Number(process.env.FIDUCIAL_MODEL_CASES ?? 4_000);
const SEED = Number(process.env.FIDUCIAL_MODEL_SEED ?? 20_270_601);
const CASES_OF_A_HISTORY = 200;

describe("judge and decide, and a replay of all of history", () => {
  it(`agree on ${CASES} accesses in random histories (seed ${SEED})`, function () {
    this.timeout(60_000 + CASES * 3);
    const judged: Record<string, number> = {};
    const decided: Record<string, number> = {};

    for (let asked = 0, seed = SEED; asked < CASES; asked += CASES_OF_A_HISTORY, seed += 1) {
      const dice = buildDice(seed);
      const { history, storage } = makeHistory(dice);
      const world = storage.list();
      const state = buildState(world);
      const replay = buildReplay(history);
      const times = history.map(({ at }) => at);
      const anyEntry = buildEntries(extras, world, times, dice);

      for (let index = 0; index < Math.min(CASES_OF_A_HISTORY, CASES - asked); index += 1) {
        const entry = anyEntry();
        const expected = judgeByReplay(entry, replay);
        const facts = decodeAccessWord(entry.what);
        const isThere = state.findRecord(entry.record) !== undefined;
        const actual = isThere ? judge({ record: entry.record, facts }, state) : "UnknownRecord";
        if (!isSame(actual, expected)) expect(actual, tell(seed, entry)).to.deep.equal(expected);
        count(judged, typeof expected === "string" ? expected : expected.basis);

        const { request, restrictions } = anyRequest(entry, dice);
        const wanted = decideByReplay(request, replay, facts.time, restrictions);
        const answer = decide(request, state, facts.time, restrictions);
        const got = answer.allowed ? answer : answer.reason;
        const isRefused = typeof wanted === "string" && typeof got === "string";
        const isOnlyRefused = isRefused && wanted === "NoLeave" && got !== "Restricted" && got !== "UnknownRecord";
        if (!isOnlyRefused && !isSame(got, wanted)) expect(got, tell(seed, entry)).to.deep.equal(wanted);
        count(decided, typeof wanted === "string" ? wanted : wanted.basis);
      }
    }

    // Histories and entries in which nothing happens would agree too.
    const leaves: Basis[] = ["PATIENT", "POLICY", "PERMIT", "EMERGENCY"];
    for (const name of [...BASES, "UnknownRecord"]) expect(judged[name] ?? 0, name).to.be.greaterThan(CASES / 200);
    for (const name of [...leaves, "Restricted", "NoLeave"]) {
      expect(decided[name] ?? 0, name).to.be.greaterThan(CASES / 200);
    }
    console.log(`      judged: ${render(judged)}\n      decided: ${render(decided)}`);
  });
});

/** The request behind an entry, of an accessor who would take any leave; and what may be restricted. */
function anyRequest({ record, what }: Asked, { roll, pick, isLucky }: Dice) {
  const { account: accessor, time, ...stated } = decodeAccessWord(what);
  const purpose = isLucky(25) ? pick([56, 57]) : stated.purpose;
  const glass = { reason: pick([0, 1, 2, 255]), brokenAt: time - pick([-1, 0, 5, 14_400, 14_401]) };
  const request = { accessor, record, part: record, purpose, action: 1, ...(isLucky(40) ? { emergency: glass } : {}) };
  const restrictions = Array.from({ length: isLucky(40) ? roll(1, 3) : 0 }, (): Restriction => {
    const excluded: Address = pick([accessor, ...extras.organizations, ...extras.staff]);
    const scope = pick([ALL_RECORDS, record, pick(extras.records)]);
    const about = { patient: pick(extras.patients), scope, excluded };
    return isLucky(50) ? about : { ...about, purposes: 1n << BigInt(pick([53, 56, 57, 87])) };
  });
  return { request, restrictions };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function count(seen: Record<string, number>, name: string): void {
  seen[name] = (seen[name] ?? 0) + 1;
}

function render(seen: Readonly<Record<string, number>>): string {
  return Object.entries(seen)
    .sort()
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
}

function tell(seed: number, { record, what }: Asked): string {
  return `seed ${seed}, record ${record}, word 0x${what.toString(16)}`;
}
