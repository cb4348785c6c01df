import { expect } from "chai";
import { groupRanges } from "../../src/indexer/groups.ts";
import type { Range } from "../../src/indexer/ranges.ts";
import { thrownBy } from "../sql/folder.ts";

const log = { blockNumber: 1, blockHash: "0x", txHash: "0x", logIndex: 0, topics: [], data: "0x" };
const rangeOf = (from: number, logs: number): Range => ({
  from,
  parentHash: "0x",
  end: { number: from, hash: "0x", time: 0 },
  logs: Array.from({ length: logs }, () => log),
  blocks: new Map(),
});

async function* reading(ranges: readonly Range[], error?: Error): AsyncGenerator<Range> {
  yield* ranges;
  if (error !== undefined) throw error;
}

async function gather(groups: AsyncIterable<readonly Range[]>, into: number[][]): Promise<void> {
  for await (const group of groups) into.push(group.map(({ from }) => from));
}

const five = [3, 4, 0, 9, 1].map((logs, i) => rangeOf(i, logs));

// groupRanges
// ├── it hands over ranges in order, together until there are enough events
// ├── it begins with few events, and then takes twice as many each time
// ├── when a group took long → it hands it over as it is
// ├── while a group is written → it reads the next one, and no further
// ├── when reading fails → it hands over what was read, then fails
// └── when nobody wants more → it ends the reading
describe("groupRanges", () => {
  it("gathers until there are enough events", async () => {
    const groups: number[][] = [];
    await gather(groupRanges(reading(five), { events: 7, timeMs: 1 }), groups);
    expect(groups).to.deep.equal([[0, 1], [2, 3], [4]]);
  });

  it("begins with few events, so that writing begins soon", async () => {
    const ranges = Array.from({ length: 18 }, (_, i) => rangeOf(i, 2_500));
    const groups: number[][] = [];
    await gather(groupRanges(reading(ranges), { events: 15_000, timeMs: 1 }), groups);
    expect(groups.map((group) => group.length)).to.deep.equal([2, 4, 6, 6]);
  });

  it("does not wait longer than it may", async () => {
    let time = 0;
    const groups: number[][] = [];
    await gather(groupRanges(reading(five), { events: 1_000, timeMs: 30, now: () => (time += 10) }), groups);
    expect(groups).to.deep.equal([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it("reads one group ahead of the one that is written", async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<Range> {
      for (const range of [...five, ...five, ...five]) {
        read += 1;
        yield range;
      }
    }
    const groups = groupRanges(counted(), { events: 7, timeMs: 1 });
    await groups.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(read).to.equal(4);
    await groups.return(undefined);
  });

  it("hands over what was read before a failure", async () => {
    const error = new RangeError("the node went away");
    const groups: number[][] = [];
    const limit = { events: 1_000, timeMs: 1 };
    expect(await thrownBy(() => gather(groupRanges(reading(five.slice(0, 2), error), limit), groups))).to.equal(error);
    expect(groups).to.deep.equal([[0, 1]]);
  });

  it("ends the reading when nobody wants more", async () => {
    let isEnded = false;
    async function* endless(): AsyncGenerator<Range> {
      try {
        for (let i = 0; ; i += 1) yield rangeOf(i, 1);
      } finally {
        isEnded = true;
      }
    }
    for await (const _ of groupRanges(endless(), { events: 2, timeMs: 1 })) break;
    expect(isEnded).to.equal(true);
  });
});
