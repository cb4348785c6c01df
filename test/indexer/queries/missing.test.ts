import { expect } from "chai";
import { encodeFunctionData, type Hex } from "viem";
import { fiducialRegistryAbi } from "../../../src/abi/fiducialRegistryAbi.ts";
import { findMissingEntries, findMissingNumbers } from "../../../src/indexer/queries/missing.ts";
import type { Database } from "../../../src/sql/database.ts";
import { describeOnBoth } from "../../sql/databases.ts";
import { openIndex } from "../index.ts";
import { tellBeginning, tellMore } from "../story.ts";
import { buildDice, castOf, records, startWorld, type World } from "../world.ts";

// findMissingNumbers, findMissingEntries
// ├── when every number is there → nothing is missing
// ├── when rows were deleted → their numbers are named
// ├── when the count is higher than the last number → the end is missing
// ├── when the count is lower → the rest is beyond it
// └── when nothing is there at all → everything up to the count is missing
describeOnBoth("missing numbers", () => {
  let world: World;
  let database: Database;
  const [record] = records;

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
    const dice = buildDice(81);
    for (let i = 0; i < 60; i += 1) await tellMore(world, dice);
  });

  beforeEach(async () => {
    const index = await openIndex(world);
    database = index.database;
    await index.indexer.syncOnce();
  });

  after(() => world.chain.close());

  async function call(data: Hex): Promise<number> {
    return Number(await world.request("eth_call", [{ to: world.registry, data }, "latest"]));
  }

  const countOf = (of: Hex) =>
    call(encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "accessCountOf", args: [of] }));

  it("are none when the index holds what the contract counted", async () => {
    for (const each of records) {
      const count = await countOf(each);
      const nothing = { present: count, absent: 0, ranges: [], beyond: 0 };
      expect(await findMissingNumbers(database, each, count)).to.deep.equal(nothing);
    }
    const { gateway } = castOf(world);
    const data = encodeFunctionData({ abi: fiducialRegistryAbi, functionName: "entryCountOf", args: [gateway] });
    const count = await call(data);
    expect(count).to.be.greaterThan(50);
    expect(await findMissingEntries(database, gateway, count)).to.deep.include({
      present: count,
      ranges: [],
      beyond: 0,
    });
  });

  it("are named when rows were deleted: at the beginning, in the middle and at the end", async () => {
    const of = record ?? "0x";
    const count = await countOf(of);
    expect(count).to.be.greaterThan(8);
    const deleted = [1, 2, 4, 6, 7, count];
    const condition = `record = ? AND number IN (${deleted.join(", ")})`;
    await database.run(`DELETE FROM accesses WHERE ${condition}`, [Buffer.from(of.slice(2), "hex")]);
    expect(await findMissingNumbers(database, of, count)).to.deep.equal({
      present: count - deleted.length,
      absent: deleted.length,
      ranges: [
        { first: 1, last: 2 },
        { first: 4, last: 4 },
        { first: 6, last: 7 },
        { first: count, last: count },
      ],
      beyond: 0,
    });
  });

  it("are named by a gateway's entries too", async () => {
    const { gateway } = castOf(world);
    await database.run("DELETE FROM accesses WHERE entry_number IN (3, 4, 9)");
    const { ranges, absent } = await findMissingEntries(database, gateway, 20);
    expect(ranges).to.deep.equal([
      { first: 3, last: 4 },
      { first: 9, last: 9 },
    ]);
    expect(absent).to.equal(3);
  });

  it("are the last ones when the contract counted more, and beyond when it counted fewer", async () => {
    const of = record ?? "0x";
    const count = await countOf(of);
    expect(await findMissingNumbers(database, of, count + 3)).to.deep.equal({
      ...{ present: count, absent: 3, beyond: 0 },
      ranges: [{ first: count + 1, last: count + 3 }],
    });
    expect(await findMissingNumbers(database, of, count - 2)).to.deep.equal({
      ...{ present: count - 2, absent: 0, beyond: 2 },
      ranges: [],
    });
  });

  it("are all of them where nothing is held, and none of a record never accessed", async () => {
    const unknown: Hex = `0x${"77".repeat(32)}`;
    expect(await findMissingNumbers(database, unknown, 5)).to.deep.include({
      absent: 5,
      ranges: [{ first: 1, last: 5 }],
    });
    expect(await findMissingNumbers(database, unknown, 0)).to.deep.include({ absent: 0, ranges: [] });
  });
});
