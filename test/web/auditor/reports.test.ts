import { expect } from "chai";
import { accessCursor } from "../../../src/api/questions/cursor.ts";
import { MISUSE_RULES } from "../../../src/audit/reports/misuseRules.ts";
import { DEFAULT_THRESHOLDS } from "../../../src/audit/reports/thresholds.ts";
import { ROLES } from "../../../src/consent/actors.ts";
import { stackBars } from "../../../web/auditor/charts/stack.ts";
import { describeRanges } from "../../../web/auditor/gaps/describeRanges.ts";
import { findAccount } from "../../../web/auditor/misuse/findAccount.ts";
import { sinceOf } from "../../../web/auditor/misuse/periods.ts";
import { reachRules, sayReach } from "../../../web/auditor/misuse/reachWords.ts";
import { groupByRule, rules, spanOf, thresholdOf } from "../../../web/auditor/misuse/rules.ts";
import type { MisuseFinding } from "../../../web/auditor/misuse/types.ts";
import { cursorBefore, parseAccessAddress } from "../../../web/auditor/proof/cursorBefore.ts";
import { readPlace, writePlace } from "../../../web/auditor/table/place.ts";
import { messages } from "../../../web/words/en/index.ts";

describe("the rules of misuse on the page", () => {
  const finding = (rule: string): MisuseFinding => ({
    ...{ rule, why: "", accessor: "0x", accessorName: null, organization: null },
    ...{ time: 0, lastTime: 0, count: 1, patients: 1, accesses: [] },
  });

  it("are those of the report, in its order, each in words", () => {
    expect(rules.map(([rule]) => rule)).to.deep.equal(MISUSE_RULES.map(({ rule }) => rule));
    for (const [, id] of rules) expect(messages).to.include.keys(`audit.rule.${id}.title`, `audit.rule.${id}.text`);
  });

  it("tell by what leave a key could have reached something, in words for each role that reaches more", () => {
    const t = (id: string) => messages[id] ?? id;
    const said = [...reachRules, "of tomorrow"].map((rule) => sayReach({ rule }, { t }));
    expect(said.at(-1)).to.equal(undefined);
    expect(said.slice(0, -1).filter((one) => one === undefined || one.startsWith("audit."))).to.deep.equal([]);
    expect(reachRules).to.include.members(Object.keys(ROLES).filter((role) => role !== "reviewer"));
  });

  it("stand the gravest first, a rule that is not known last", () => {
    const groups = groupByRule(["of tomorrow", "colleague", "without leave", "colleague"].map(finding));
    expect(groups.map(({ rule, id, findings }) => [rule, id, findings.length])).to.deep.equal([
      ["without leave", "withoutLeave", 1],
      ["colleague", "colleague", 2],
      ["of tomorrow", undefined, 1],
    ]);
  });

  it("tell their thresholds", () => {
    expect(thresholdOf("bulk", DEFAULT_THRESHOLDS)).to.deep.equal({ least: 50, withinSeconds: 3_600 });
    expect(thresholdOf("frequent", DEFAULT_THRESHOLDS)).to.deep.equal({ least: 5, withinSeconds: 604_800 });
    expect(thresholdOf("afterRevocation", DEFAULT_THRESHOLDS).withinSeconds).to.equal(365 * 86_400);
    expect(thresholdOf("withoutLeave", { ...DEFAULT_THRESHOLDS, withoutLeave: { accesses: 3 } }).least).to.equal(3);
    expect([spanOf(604_800), spanOf(7_200), spanOf(90)]).to.deep.equal([
      { unit: "day", value: 7 },
      { unit: "hour", value: 2 },
      { unit: "minute", value: 2 },
    ]);
  });

  it("are asked of a time that ends now", () => {
    const now = 1_800_000_000;
    expect([sinceOf("month", now), sinceOf("year", now), sinceOf("all", now)]).to.deep.equal([
      now - 30 * 86_400,
      now - 365 * 86_400,
      0,
    ]);
  });
});

describe("an account that somebody types", () => {
  const account = `0x${"ab".repeat(20)}` as const;
  const names = [
    { account, name: "Dr. Ada" },
    { account: `0x${"01".repeat(20)}` as const, name: "Dr. Lee" },
    { account: `0x${"02".repeat(20)}` as const, name: "Dr. Lee" },
  ];

  it("is found by its digits or by a name of its own, and by no name that two have", () => {
    expect(findAccount(` ${account.toUpperCase().replace("0X", "0x")} `, names)).to.equal(account);
    expect(findAccount("dr. ada", names)).to.equal(account);
    expect(findAccount("Dr. Lee", names)).to.equal(undefined);
    expect(findAccount("0x12", names)).to.equal(undefined);
  });
});

describe("numbers that are missing", () => {
  it("are told in ranges", () => {
    expect(describeRanges([9, 3, 5, 4, 4, 12, 13])).to.deep.equal([
      { first: 3, last: 5 },
      { first: 9, last: 9 },
      { first: 12, last: 13 },
    ]);
    expect(describeRanges([])).to.deep.equal([]);
  });
});

describe("the address of one access", () => {
  const record = `0x${"cd".repeat(32)}` as const;

  it("is read, and asked for by a key that the API takes", () => {
    expect(parseAccessAddress(record.toUpperCase().replace("0X", "0x"), "7")).to.deep.equal({ record, number: 7 });
    expect(cursorBefore(record, 1)).to.equal(undefined);
    const after = accessCursor.parse(cursorBefore(record, 7));
    expect([after.record, after.number]).to.deep.equal([record, 6]);
  });

  for (const [at, number] of [
    [record, "0"],
    [record, "1.5"],
    [record, ""],
    [record.slice(0, -1), "1"],
  ] as const) {
    it(`is none with "${number}" and ${at.length} characters`, () =>
      expect(parseAccessAddress(at, number)).to.equal(undefined));
  }
});

describe("where somebody stood in the table", () => {
  it("is kept in the history beside what else is there", () => {
    const place = { stretch: 1, active: 12, top: 3_400 };
    expect(readPlace(writePlace({ other: 1 }, place))).to.deep.equal(place);
    expect(writePlace({ other: 1 }, place)).to.include({ other: 1 });
    expect(readPlace(writePlace(null, place))).to.deep.equal(place);
  });

  for (const state of [
    null,
    undefined,
    "text",
    {},
    { tablePlace: null },
    { tablePlace: { stretch: 0, active: -1, top: 0 } },
  ]) {
    it(`is the beginning for ${JSON.stringify(state)}`, () =>
      expect(readPlace(state)).to.deep.equal({ stretch: 0, active: 0, top: 0 }));
  }
});

describe("bars in two parts", () => {
  it("never have a part that is more than the whole", () => {
    const bars = ["a", "b", "c"].map((key) => ({ key, from: 0, until: 1, accesses: 5 }));
    const stacked = stackBars(bars, [
      { key: "a", accesses: 2 },
      { key: "b", accesses: 9 },
      { key: null, accesses: 1 },
    ]);
    expect(stacked.map(({ exceptional }) => exceptional)).to.deep.equal([2, 5, 0]);
  });
});
