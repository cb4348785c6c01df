import { expect } from "chai";
import type { Address } from "viem";
import { EmptyIndexError } from "../../src/indexer/errors.ts";
import { type Access, type AccessRow, accessOf } from "../../src/indexer/queries/access.ts";
import { indexStatus } from "../../src/indexer/queries/indexStatus.ts";
import type { AccessFilter } from "../../src/indexer/queries/whoAccessed.ts";
import { type WatchOptions, type WatchStep, watchIndex } from "../../src/indexer/watch.ts";
import type { Database } from "../../src/sql/database.ts";
import { describeOnBoth, newPlace } from "../sql/databases.ts";
import { thrownBy } from "../sql/folder.ts";
import { openIndexer } from "./index.ts";
import { tellBeginning, tellMore } from "./story.ts";
import { buildDice, castOf, startWorld, type World } from "./world.ts";

// watchIndex
// ├── it begins with the index's block, and tells each access once, when it is committed
// ├── of those that fit
// ├── block by block, whatever the limit
// ├── from a block that the watcher knows
// ├── when the chain is reorganised → it takes back what it told, and tells what is there now, however often and deep
// ├── when the block it was to begin after is on no chain that the index holds → it takes back everything
// ├── when nothing is asked for → only that the index moved
// ├── when nothing was indexed yet → EmptyIndexError
// └── when the signal comes, also while it waits → it ends
describeOnBoth("watchIndex", () => {
  let world: World;
  const dice = buildDice(31);
  const tell = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await tellMore(world, dice);
  };

  before(async () => {
    world = await startWorld();
    await tellBeginning(world);
  });
  after(() => world?.chain.close());

  async function openBoth() {
    const place = await newPlace();
    const indexer = await openIndexer(world, await place.open());
    await indexer.syncOnce();
    return { indexer, reader: await place.open({ readOnly: true }) };
  }

  /** Watches while `during[i]` happens in the i-th wait; ends in the one after. */
  async function watchThrough(
    reader: Database,
    during: readonly (() => Promise<unknown>)[],
    options: Partial<WatchOptions> = {},
  ): Promise<readonly WatchStep[]> {
    const control = new AbortController();
    let waits = 0;
    const wait = async (): Promise<void> => {
      const next = during[waits];
      waits += 1;
      if (next === undefined) control.abort();
      else await next();
    };
    const steps: WatchStep[] = [];
    for await (const step of watchIndex(reader, { ...options, signal: control.signal, wait })) steps.push(step);
    return steps;
  }

  /** What a watcher believes after all steps. */
  function believe(steps: readonly WatchStep[]): readonly Access[] {
    let believed: Access[] = [];
    for (const step of steps) {
      if (step.kind === "accesses") believed.push(...step.accesses);
      if (step.kind === "takenBack") believed = believed.filter(({ place }) => place.blockNumber <= step.after);
    }
    return believed;
  }

  async function heldAfter(reader: Database, block: number): Promise<readonly Access[]> {
    const sql = "SELECT * FROM accesses WHERE block_number > ? ORDER BY block_number, log_index";
    return (await reader.all<AccessRow>(sql, [block])).map(accessOf);
  }

  it("tells each access once, when it is committed", async () => {
    const { indexer, reader } = await openBoth();
    const { block } = await indexStatus(reader);
    const sync = (count: number) => async () => {
      await tell(count);
      await indexer.syncOnce();
    };
    const steps = await watchThrough(reader, [sync(8), async () => {}, sync(5)], { filter: {} });
    const held = await heldAfter(reader, block.number);
    expect(held.length).to.be.greaterThan(5);
    expect(believe(steps)).to.deep.equal(held);
    const [first, ...rest] = steps;
    expect(first).to.deep.include({ kind: "upTo" });
    expect(rest.map(({ kind }) => kind)).to.deep.equal(["accesses", "upTo", "accesses", "upTo"]);
    const last = steps.at(-1);
    expect(last?.kind === "upTo" && last.status).to.deep.equal(await indexStatus(reader));
  });

  it("tells of those that fit", async () => {
    const { indexer, reader } = await openBoth();
    const { block } = await indexStatus(reader);
    const filter: AccessFilter = { accessor: castOf(world).surgeon as Address, bases: ["NONE", "POLICY", "PERMIT"] };
    const during = async () => {
      await tell(25);
      await indexer.syncOnce();
    };
    const told = believe(await watchThrough(reader, [during], { filter }));
    const held = await heldAfter(reader, block.number);
    const fitting = held.filter(({ accessor, basis }) => accessor === filter.accessor && filter.bases?.includes(basis));
    expect(fitting.length).to.be.within(1, held.length - 1);
    expect(told).to.deep.equal(fitting);
  });

  for (const limit of [1, 2, 3, 7]) {
    it(`tells from a known block on, whole blocks at a time, with a limit of ${limit}`, async () => {
      const { reader } = await openBoth();
      const { startBlock } = await indexStatus(reader);
      const [after] = await reader.all<{ number: number; hash: Uint8Array }>(
        "SELECT number, hash FROM checkpoints ORDER BY number LIMIT 1",
      );
      expect(after?.number).to.equal(startBlock - 1);
      const hash = `0x${Buffer.from(after?.hash ?? []).toString("hex")}` as const;
      const steps = await watchThrough(reader, [], { filter: {}, limit, after: { number: startBlock - 1, hash } });
      expect(believe(steps)).to.deep.equal(await heldAfter(reader, 0));
      const blocks = steps.flatMap((step) =>
        step.kind === "accesses" ? [...new Set(step.accesses.map(({ place }) => place.blockNumber))] : [],
      );
      expect(new Set(blocks).size).to.equal(blocks.length);
      expect(steps.filter(({ kind }) => kind === "upTo")).to.have.lengthOf(1);
    });
  }

  it("takes back what a reorganisation took back, and tells what is there now", async () => {
    const { indexer, reader } = await openBoth();
    const { block } = await indexStatus(reader);
    const grow = async () => {
      await tell(1 + dice(6));
      await indexer.syncOnce();
    };
    let snapshot: unknown;
    const mark = async () => {
      snapshot = await world.request("evm_snapshot", []);
      await grow();
    };
    const fork = async () => {
      await world.request("evm_revert", [snapshot]);
      await grow();
    };
    const forkTwice = async () => {
      const outer = await world.request("evm_snapshot", []);
      await tell(2);
      await indexer.syncOnce();
      await world.request("evm_revert", [outer]);
      await tell(1);
      await indexer.syncOnce();
    };
    const during = [grow, mark, grow, grow, fork, grow, mark, fork, forkTwice, mark, grow, fork];
    const steps = await watchThrough(reader, during, { filter: {}, limit: 4 });
    expect(steps.filter(({ kind }) => kind === "takenBack").length).to.be.within(3, 4);
    const held = await heldAfter(reader, block.number);
    expect(held.length).to.be.greaterThan(10);
    expect(believe(steps)).to.deep.equal(held);
  });

  it("takes back everything where the index does not hold the block it was to begin after", async () => {
    const { reader } = await openBoth();
    const { block, startBlock } = await indexStatus(reader);
    const after = { number: block.number, hash: `0x${"7".repeat(64)}` } as const;
    const steps = await watchThrough(reader, [], { filter: {}, after });
    expect(steps[0]).to.deep.equal({ kind: "takenBack", after: startBlock - 1 });
    expect(believe(steps)).to.deep.equal(await heldAfter(reader, 0));
  });

  it("says only that the index moved where no access is asked for", async () => {
    const { indexer, reader } = await openBoth();
    const during = async () => {
      await tell(4);
      await indexer.syncOnce();
    };
    const steps = await watchThrough(reader, [during, async () => {}, during]);
    expect(steps.map(({ kind }) => kind)).to.deep.equal(["upTo", "upTo", "upTo"]);
  });

  it("refuses an index of nothing", async () => {
    const place = await newPlace();
    await openIndexer(world, await place.open());
    const reader = await place.open({ readOnly: true });
    expect(await thrownBy(() => watchThrough(reader, []))).to.be.instanceOf(EmptyIndexError);
  });

  it("ends at the signal, also when it comes before the first look", async () => {
    const { reader } = await openBoth();
    const steps: WatchStep[] = [];
    const watching = watchIndex(reader, { signal: AbortSignal.abort(), wait: () => new Promise(() => {}) });
    for await (const step of watching) steps.push(step);
    expect(steps).to.have.lengthOf(1);
  });
});
