import { expect } from "chai";
import type { Hex } from "viem";
import { type PlacedEvent, type ReplayedAccess, replay } from "../../../src/audit/replay/index.ts";
import { encodeAccessWord } from "../../../src/consent/accessWord.ts";
import { basisOf } from "../../../src/consent/bases.ts";
import type { Chain } from "../../consent/chain.ts";
import { readPlacedEvents, readTimes, startRandomStory } from "./randomStory.ts";

// replay, of random stories on a chain
// ├── it finds nothing wrong
// ├── where the contract knew, it judges alike
// └── where the contract did not, it judges as the contract did at the time of the access
const SEEDS = Number(process.env.FIDUCIAL_REPLAY_STORIES ?? 2);
const SEED = 20_271_101;

describe("replay, of random stories on a chain", () => {
  it(`judges as the contract, and where the contract did not know as it did at the time of the access (${SEEDS} stories from seed ${SEED})`, async function () {
    this.timeout(120_000 * SEEDS);
    const seen: Record<string, number> = {};
    for (let seed = SEED; seed < SEED + SEEDS; seed += 1) {
      const chain = await startRandomStory(seed, 60);
      const events = await readPlacedEvents(chain);
      const { accesses, findings } = replay(events);
      expect(findings, `seed ${seed}`).to.deep.equal([]);

      const times = await readTimes(chain);
      const registrations = listRegistrations(events);
      for (const replayed of accesses) {
        const { access, judged } = replayed;
        const name = `seed ${seed}, ${JSON.stringify(replayed)}`;
        expect(judged.basis, name).not.to.equal("UNDETERMINED");
        expect(judged.basis === "NONE", name).to.equal(replayed.reason !== undefined);
        if (access.basis !== "UNDETERMINED") {
          expect(judged.basis, name).to.equal(access.basis);
          count(seen, access.basis);
          continue;
        }
        const then = await judgeThen(chain, replayed, times, registrations);
        if (then === undefined) {
          count(seen, "resolved before the record");
        } else if (then.basis !== "UNDETERMINED") {
          expect(judged, name).to.deep.equal(then);
          count(seen, `resolved ${then.basis}`);
        } else {
          // Terms had been written over by others that were still to begin: no leave stood, and a policy may have spoken.
          expect(judged.basis, name).to.be.oneOf(access.claim.basis === "POLICY" ? ["NONE", "POLICY"] : ["NONE"]);
          count(seen, "resolved by definition alone");
        }
      }
      await chain.close();
    }
    console.log(`      judged: ${JSON.stringify(seen)}`);
    const leaves = ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY"];
    for (const name of [...leaves, "resolved NONE", "resolved PERMIT"]) {
      expect(seen[name] ?? 0, `${name} among ${JSON.stringify(seen)}`).to.be.greaterThan(0);
    }
  });
});

/** Asks the contract as it was after the last block by the time of the access: nothing said until then was written over yet. */
async function judgeThen(
  { registry }: Chain,
  { access }: ReplayedAccess,
  times: readonly number[],
  registrations: ReadonlyMap<Hex, number>,
) {
  const block = times.slice(0, access.place.blockNumber).findLastIndex((time) => time <= access.time);
  const { record, part, accessor: account, time, purpose, action, claim, detail } = access;
  const what = encodeAccessWord({ account, time, purpose, action, claim, detail });
  // The contract asks of a record what it is, and not since when; of one that was not there yet it can't be asked.
  const registeredIn = registrations.get(record) ?? 0;
  if (block < registeredIn) return undefined;
  const [basis, version] = await registry.read.basisOf([{ record, part, what }], { blockNumber: BigInt(block) });
  return { basis: basisOf(basis), version };
}

/** Finds the block that registered each record. */
function listRegistrations(events: readonly PlacedEvent[]): ReadonlyMap<Hex, number> {
  return new Map(
    events.flatMap(({ eventName, args, place }) =>
      eventName === "Registered" ? [[args.record, place.blockNumber]] : [],
    ),
  );
}

function count(seen: Record<string, number>, name: string): void {
  seen[name] = (seen[name] ?? 0) + 1;
}
