import { randomInt } from "node:crypto";
import { expect } from "chai";
import { describeOn } from "../sql/databases.ts";
import { bugs } from "./bugs.ts";
import { type Figures, sumFigures } from "./figures.ts";
import { withBug } from "./plant.ts";
import { pinned } from "./seeds.ts";
import { type SimulationOptions, simulate } from "./simulate.ts";

const anHourMs = 3_600_000;
/** `npm run test:deep` asks for many seeds that nobody has seen; `npm test` takes the same few each time. */
const fresh = Number(process.env.FIDUCIAL_SIMULATION_SEEDS ?? 0);
const base = Number(process.env.FIDUCIAL_SIMULATION_BASE ?? (fresh > 0 ? randomInt(2 ** 31) : 1));
const seeds = fresh > 0 ? fresh : 40;
const some = Math.ceil(seeds / 10);
const seedsForABug = 150;

/** Runs seeds one after the other, and prints what they held. A seed that fails says its number. */
async function simulateAll(options: SimulationOptions, count: number): Promise<Figures> {
  const all: Figures[] = [];
  for (let seed = base; seed < base + count; seed += 1) all.push(await simulate(seed, options));
  const { trace: _, ...figures } = sumFigures(all);
  console.log(`      seeds from ${base}, ${JSON.stringify(options)}: ${JSON.stringify(figures)}`);
  return sumFigures(all);
}

// the index, on a simulated chain
// ├── whatever chain, node and machine do → every state a process leaves is that of a chain that was there
// ├── when everything is quiet → one reading catches up, and the tables are those of a fresh index
// ├── a seed is a schedule
// └── when the indexer has a bug → a few seeds notice it
describe("the index, on a simulated chain", function () {
  this.timeout(anHourMs);

  it(`holds what the chain holds, over ${seeds} seeds, in memory`, async () => {
    const figures = await simulateAll({ store: "memory" }, seeds);
    expect(figures.seeds).to.equal(seeds);
    expect(figures.deepest).to.be.at.least(64);
    expect(Object.keys(figures.faults).length).to.be.greaterThan(12);
    for (const name of ["rollBacks", "crashes", "rebuilds", "checks"] as const)
      expect(figures[name]).to.be.greaterThan(0);
  });

  it(`holds what the chain holds, over ${some} seeds, in a file that a crash leaves as it is, or a power failure shorter`, async () => {
    expect((await simulateAll({ store: "file" }, some)).crashes).to.be.greaterThan(0);
  });

  it(`holds what the chain holds, over ${some} seeds, when one of three nodes lies about settled blocks`, async () => {
    expect((await simulateAll({ isLiarAmongThree: true }, some)).events).to.be.greaterThan(0);
  });

  for (const { seed, store, why } of pinned) {
    it(`holds what the chain holds in a schedule in which ${why}`, async () => {
      await simulate(seed, { store });
    });
  }

  it("runs the same schedule for the same seed", async () => {
    const [once, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
    expect(again).to.deep.equal(once);
    expect(other.trace).not.to.equal(once.trace);
  });
});

describeOn("PostgreSQL", "the index, on a simulated chain and PostgreSQL", () => {
  const few = Math.ceil(seeds / 20);
  it(`holds what the chain holds, over ${few} seeds`, async function () {
    this.timeout(anHourMs);
    await simulateAll({ store: "PostgreSQL" }, few);
  });
});

describe("the simulation", function () {
  this.timeout(anHourMs);

  for (const bug of bugs) {
    const { what, from = 1 } = bug;
    it(`notices when ${what}`, async () => {
      const noticed = await withBug(bug, async (createIndexer) => {
        for (let seed = from; seed < from + seedsForABug; seed += 1) {
          const error = await simulate(seed, { createIndexer }).then(
            () => undefined,
            (cause: unknown) => cause,
          );
          if (error !== undefined) return { seed, error };
        }
        return undefined;
      });
      expect(noticed, `none of ${seedsForABug} seeds from ${from} noticed`).not.to.equal(undefined);
    });
  }
});
