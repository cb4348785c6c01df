import { expect } from "chai";
import { compareJudgements, compareTable, replay, type TableRow } from "../../../src/audit/replay/index.ts";
import { accessed, beginning, permitted } from "./handmade.ts";

// compareJudgements
// ├── as the events have it → nothing
// └── otherwise, as where an admission was left out of the events → the access is named
// compareTable
// └── it names each row that is missing, forged, doubled or altered by its place
describe("compareJudgements", () => {
  const events = [...beginning, permitted(100, 1), accessed(200)];

  it("finds nothing where the contract answers as the events have it, and names the access where not", () => {
    const { accesses, judgeNow } = replay(events);
    const access = accesses[0]?.access;
    if (access === undefined) throw new RangeError("There is no access");
    expect(compareJudgements([{ access, answered: { basis: "PERMIT", version: 1 } }], judgeNow)).to.deep.equal([]);
    for (const answered of [{ basis: "PERMIT", version: 2 } as const, { basis: "NONE", version: 0 } as const]) {
      const [finding] = compareJudgements([{ access, answered }], judgeNow);
      expect(finding).to.deep.include({ code: "OtherJudgement" });
      expect(finding?.position).to.deep.include({ record: access.record, number: 1 });
    }
  });

  it("notices an admission that was left out", () => {
    const { accesses, judgeNow } = replay(events.filter(({ eventName }) => eventName !== "Admitted"));
    const access = accesses[0]?.access;
    if (access === undefined) throw new RangeError("There is no access");
    const emergency = { ...access, purpose: 11, claim: { ...access.claim, basis: "EMERGENCY" as const }, detail: 1 };
    expect(judgeNow(emergency).basis).to.equal("NONE");
    const answered = { basis: "EMERGENCY", version: 0 } as const;
    expect(compareJudgements([{ access: emergency, answered }], judgeNow)).to.have.lengthOf(1);
  });
});

describe("compareTable", () => {
  const row = (block: number, value: unknown): TableRow => ({ value, block_number: block, log_index: 0 });
  const built = [row(1, 1), row(2, Uint8Array.of(2)), row(3, 3)];
  const cases: readonly [string, readonly TableRow[], readonly string[]][] = [
    ["the same", [row(1, 1), row(2, Uint8Array.of(2)), row(3, 3)], []],
    ["a row missing", built.slice(1), ["RowMissing 1"]],
    ["the last row missing", built.slice(0, 2), ["RowMissing 3"]],
    ["a row forged", [...built, row(4, 4)], ["RowForged 4"]],
    ["a row doubled", [row(1, 1), ...built], ["RowDoubled 1"]],
    ["bytes altered", built.with(1, row(2, Uint8Array.of(3))), ["RowAltered 2"]],
    ["a number as a text", built.with(2, row(3, "3")), ["RowAltered 3"]],
    ["a row moved", built.with(1, row(9, Uint8Array.of(2))).toSorted(byBlock), ["RowMissing 2", "RowForged 9"]],
  ];
  for (const [name, rows, expected] of cases) {
    it(`tells of ${name}`, async () => {
      const found: string[] = [];
      for await (const { code, position } of compareTable("t", each(rows), each(built))) {
        expect(position.table).to.equal("t");
        found.push(`${code} ${position.place?.blockNumber}`);
      }
      expect(found).to.deep.equal(expected);
    });
  }
});

async function* each(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows;
}

function byBlock(one: TableRow, other: TableRow): number {
  return Number(one.block_number) - Number(other.block_number);
}
