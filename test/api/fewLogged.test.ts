import { expect } from "chai";
import { findFewLogged } from "../../src/api/fhir/fewLogged.ts";
import { findDateCondition } from "../../src/api/fhir/searchDate.ts";
import { whoAccessed } from "../../src/indexer/queries/whoAccessed.ts";
import { describeOnBoth } from "../sql/databases.ts";
import { type Stage, startStage } from "./stage.ts";

// findFewLogged
// ├── leaves the accesses that were logged in the blocks of the dates
// ├── where many are left → undefined, and so where no date has an end
// └── where nothing can be left → a condition that nothing fits
describeOnBoth("findFewLogged", () => {
  let stage: Stage;
  let times: readonly number[];

  before(async () => {
    stage = await startStage(30);
    const { accesses } = await whoAccessed(stage.database, {}, { limit: 10_000 });
    times = accesses.map(({ place }) => place.blockTime).sort((one, other) => one - other);
  });

  after(() => stage.close());

  const iso = (second: number): string => `${new Date(second * 1_000).toISOString().slice(0, 19)}Z`;

  async function find(dates: readonly string[], most?: number): Promise<number | undefined> {
    const conditions = await findFewLogged(
      stage.database,
      dates.map((text) => findDateCondition(text) ?? expect.fail(text)),
      most,
    );
    if (conditions === undefined) return undefined;
    const row = await stage.database.get<{ held: number }>(
      `SELECT count(*) AS held FROM accesses AS a WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`,
      conditions.flatMap(([, ...values]) => values),
    );
    return row?.held;
  }

  it("leaves what was logged within", async () => {
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    for (const at of [first, first + 1, times[20] ?? 0, last, last + 1]) {
      expect(await find([`ge${iso(at)}`]), "ge").to.equal(times.filter((time) => time >= at).length);
      expect(await find([`gt${iso(at)}`]), "gt").to.equal(times.filter((time) => time > at).length);
      expect(await find([`lt${iso(at)}`]), "lt").to.equal(times.filter((time) => time < at).length);
      expect(await find([`le${iso(at)}`]), "le").to.equal(times.filter((time) => time <= at).length);
      expect(await find([iso(at)]), "eq").to.equal(times.filter((time) => time === at).length);
      const both = [`ge${iso(first + 1)}`, `lt${iso(at)}`, `ne${iso(first)}`];
      expect(await find(both), "both").to.equal(times.filter((time) => time > first && time < at).length);
    }
  });

  it("leaves it to others where there are many, or no end", async () => {
    const within = [`le${iso(times.at(-1) ?? 0)}`];
    expect(await find(within, times.length)).to.equal(times.length);
    expect(await find(within, times.length - 1)).to.equal(undefined);
    expect(await find([])).to.equal(undefined);
    expect(await find([`ne${iso(times[0] ?? 0)}`])).to.equal(undefined);
  });

  it("leaves nothing where an end lies before the beginning", async () => {
    const at = times[20] ?? 0;
    expect(await find([`gt${iso(at)}`, `lt${iso(at)}`])).to.equal(0);
  });
});
