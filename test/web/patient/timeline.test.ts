import { expect } from "chai";
import type { RecordRow } from "../../../web/api/types.ts";
import { EVERY_ACCESS, filterAccesses, listAccessors } from "../../../web/patient/filterAccesses.ts";
import { listRelated } from "../../../web/patient/listRelated.ts";
import { buildSeen, seenKey } from "../../../web/patient/seen.ts";
import { summarize } from "../../../web/patient/summarize.ts";
import { buildTimeline, groupByMonth, listNew } from "../../../web/patient/timeline.ts";
import { accessOf, doctor, hospital, reader, recordAt } from "../accessOf.ts";

const noon = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 12).getTime() / 1_000;

function recordOf(place: number, blockTime: number): RecordRow {
  return {
    ...{
      record: recordAt(place),
      patient: 7,
      custodian: hospital,
      kind: { number: 1, code: "report" },
      status: "final",
    },
    ...{ digest: recordAt(8), by: hospital, place: { blockNumber: 1, blockTime, txHash: recordAt(9), logIndex: 0 } },
  };
}
const told = { accesses: [], seenUntil: undefined, reader, dayOf: () => undefined };

describe("the timeline of a patient's records", () => {
  it("counts what became of each record, and names the access that happened last, in whatever order it was logged", () => {
    const accesses = [
      accessOf({ number: 1, time: 900 }),
      accessOf({ number: 2, time: 300, basis: "EMERGENCY" }),
      accessOf({ number: 3, time: 500, basis: "NONE" }),
      accessOf({ record: recordAt(1), time: 5_000 }),
    ];
    const [item] = buildTimeline({ ...told, records: [recordOf(0, 100)], accesses });
    expect(item).to.include({ accesses: 3, emergencies: 1, withoutLeave: 1, added: 0 });
    expect(item?.last?.number).to.equal(1);
  });

  it("puts the newest first: by the day that the hospital told, else by when it was registered", () => {
    const records = [recordOf(0, noon(2026, 5, 1)), recordOf(1, noon(2026, 5, 3)), recordOf(2, noon(2026, 5, 2))];
    const dayOf = (record: string) => (record === recordAt(1) ? "2019-01-31" : undefined);
    const items = buildTimeline({ ...told, records, dayOf });
    expect(items.map(({ row }) => row.record)).to.deep.equal([recordAt(2), recordAt(0), recordAt(1)]);
    expect(items[2]?.at).to.equal(noon(2019, 1, 31));
  });

  it("is grouped by the months of the reader's calendar, and one of another year is another", () => {
    const times = [noon(2026, 5, 31), noon(2026, 5, 1), noon(2026, 4, 30), noon(2025, 5, 9)];
    const months = groupByMonth(buildTimeline({ ...told, records: times.map((time, place) => recordOf(place, time)) }));
    expect(months.map(({ items }) => items.length)).to.deep.equal([2, 1, 1]);
  });

  it("has as new what others did and was logged since the last visit, also where it happened before", () => {
    const place = { blockNumber: 9, blockTime: 2_000, txHash: recordAt(9), logIndex: 0 } as const;
    const late = accessOf({ number: 1, time: 10, place });
    const own = accessOf({ number: 2, accessor: reader, place });
    const known = accessOf({ number: 3, time: 1_500 });
    expect(listNew([late, own, known], 1_500, reader)).to.deep.equal([late]);
    expect(listNew([late, own, known], undefined, reader)).to.deep.equal([]);
  });
});

describe("until when a reader has seen everything", () => {
  function buildShelf() {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    };
  }

  it("stays as it was for a whole visit, and is what was shown last at the next one", () => {
    const shelf = buildShelf();
    const visit = buildSeen(shelf);
    expect(visit.until("a")).to.equal(undefined);
    visit.mark("a", 100);
    visit.mark("a", 300);
    visit.mark("a", 200);
    expect(visit.until("a")).to.equal(undefined);
    expect(buildSeen(shelf).until("a")).to.equal(300);
    expect(buildSeen(shelf).until("b")).to.equal(undefined);
  });

  it("is nothing where something else stands in its place", () => {
    const shelf = buildShelf();
    shelf.setItem("a", "tomorrow");
    expect(buildSeen(shelf).until("a")).to.equal(undefined);
  });

  it("is kept apart for each reader, registry and choice", () => {
    expect(
      new Set([seenKey("r", "a", "own"), seenKey("r", "b", "own"), seenKey("q", "a", "own"), seenKey("r", "a", 2)])
        .size,
    ).to.equal(4);
  });
});

describe("the accesses that are shown", () => {
  const accesses = [
    accessOf({ number: 1, time: noon(2026, 3, 1) }),
    accessOf({ number: 2, time: noon(2026, 3, 3), basis: "EMERGENCY" }),
    accessOf({ number: 3, time: noon(2026, 3, 2), accessor: reader, organization: null, basis: "NONE" }),
  ];
  const numbers = (filter: object) =>
    filterAccesses(accesses, { ...EVERY_ACCESS, ...filter }).map(({ number }) => number);

  it("are all of them, the newest first, without a filter", () => {
    expect(numbers({})).to.deep.equal([2, 3, 1]);
  });

  it("are by whom, of which sort, and of which days, both days included", () => {
    expect(numbers({ accessor: doctor })).to.deep.equal([2, 1]);
    expect(numbers({ only: "emergency" })).to.deep.equal([2]);
    expect(numbers({ only: "without-leave" })).to.deep.equal([3]);
    expect(numbers({ from: "2026-03-02" })).to.deep.equal([2, 3]);
    expect(numbers({ until: "2026-03-02" })).to.deep.equal([3, 1]);
    expect(numbers({ from: "2026-03-01", until: "2026-03-01" })).to.deep.equal([1]);
    expect(numbers({ from: "no day" })).to.deep.equal([2, 3, 1]);
  });

  it("name who made them, by how often", () => {
    expect(listAccessors(accesses)).to.deep.equal([
      { account: doctor, organization: hospital },
      { account: reader, organization: null },
    ]);
  });
});

describe("what became of a record, in few numbers", () => {
  it("counts others and their organizations, one's own looks apart, and the gravest first", () => {
    const accesses = [
      accessOf({ number: 1 }),
      accessOf({ number: 2, basis: "NONE" }),
      accessOf({
        number: 3,
        accessor: recordAt(2).slice(0, 42) as typeof doctor,
        organization: null,
        basis: "EMERGENCY",
      }),
      accessOf({ number: 4, accessor: reader, basis: "PATIENT" }),
    ];
    expect(summarize(accesses, reader)).to.deep.equal({
      ...{ others: 2, organizations: 1, own: 1 },
      byBasis: ["NONE", "EMERGENCY", "PERMIT"].map((basis) => ({ basis, count: 1 })),
    });
    expect(summarize([], reader)).to.deep.equal({ others: 0, organizations: 0, own: 0, byBasis: [] });
  });
});

describe("the records that go with one", () => {
  it("are named by who says it of whom, and by nothing where others stand between", () => {
    const place = recordOf(0, 1).place;
    const relations = [
      { record: recordAt(0), target: recordAt(1), relation: "derived-from", by: hospital, place },
      { record: recordAt(2), target: recordAt(0), relation: "annotates", by: hospital, place },
    ] as const;
    const asOf = { block: { number: 1, hash: recordAt(9), time: 1 }, blocksBehind: 0, ageSeconds: 0 };
    const answer = { older: [recordOf(1, 1), recordOf(3, 1)], newer: [recordOf(2, 1)], relations, asOf };
    const related = listRelated(recordAt(0), answer).map(({ row, relation, isSaidHere }) => [
      row.record,
      relation,
      isSaidHere,
    ]);
    expect(related).to.deep.equal([
      [recordAt(1), "derived-from", true],
      [recordAt(3), undefined, false],
      [recordAt(2), "annotates", false],
    ]);
  });
});
