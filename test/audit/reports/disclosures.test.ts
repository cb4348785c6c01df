import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  type AccountingQuestion,
  accountDisclosures,
  buildNotice,
  NO_MARKS,
} from "../../../src/audit/reports/index.ts";
import { coverPurposes, PURPOSES, type PurposeCode, purposesCover } from "../../../src/consent/purposes.ts";
import { hospital, MORNING, word } from "../fhir/rows.ts";
import { agency, asOf, by, DAY, NOW, names, numbersOf, STORY, told } from "./story.ts";

// accountDisclosures
// ├── is the golden file: four fields, repeats taken together, each exception by its rule
// ├── lacks what the law leaves out, and the notice has it
// ├── reaches six years of the calendar back, or as far as the patient asked
// ├── does not let a claimed purpose excuse an access without leave; inside of the organization it is a use
// ├── lets an agency suspend: in writing for its time, by word of mouth for 30 days, and only while it is asked
// └── takes permits for authorizations only where the organization has them signed as such

const question: AccountingQuestion = {
  ...NO_MARKS,
  ...{ patient: 7, custodian: hospital, requestedAt: NOW, asOf },
  marks: [{ record: word("abc1"), number: 13, rule: "security" }],
  suspensions: [{ recipient: agency, from: MORNING + 14 * DAY, until: MORNING + 60 * DAY, form: "written" }],
  addresses: { [by.specialist.organization]: "1 Shore Road, Lakeside" },
};
const golden = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, "golden", name), "utf8"));
const notice = buildNotice(STORY, { patient: 7, custodian: hospital, from: 0, until: NOW, asOf }, names);
const account = (given: Partial<AccountingQuestion> = {}, story = STORY) =>
  accountDisclosures(story, { ...question, ...given }, names);
const told1 = (given: Partial<AccountingQuestion>, story = STORY): number[] =>
  account(given, story)
    .rows.flatMap(({ accesses }) => numbersOf(accesses))
    .sort((a, b) => a - b);

describe("accountDisclosures", () => {
  it("is the golden file: four fields, repeats taken together, each exception by its rule", () => {
    expect(JSON.parse(JSON.stringify(account()))).to.deep.equal(golden("accounting.json"));
  });

  it("lacks what the law leaves out, and the notice has it", () => {
    const { rows, leftOut } = account();
    const accounted = rows.flatMap(({ accesses }) => numbersOf(accesses));
    expect(accounted).to.have.members([5, 6, 7, 10, 15]);
    expect(numbersOf(leftOut)).to.have.members([1, 2, 3, 4, 8, 9, 11, 12, 13, 14]);
    expect(numbersOf(notice.rows)).to.have.members([...accounted, ...numbersOf(leftOut)]);
    expect(JSON.parse(JSON.stringify(notice))).to.deep.equal(golden("notice.json"));
  });

  it("reaches six years of the calendar back, or as far as the patient asked", () => {
    const requestedAt = Date.UTC(2026, 5, 1) / 1000;
    const at = (time: number, number: number) => {
      const one = told(number, 0, { ...by.specialist, purpose: "PUBHLTH", basis: "POLICY" });
      return { ...one, access: { ...one.access, time } };
    };
    const edge = Date.UTC(2020, 5, 1) / 1000;
    const story = [at(edge - 1, 1), at(edge, 2), at(requestedAt - 1, 3), at(requestedAt, 4)];
    expect(told1({ requestedAt }, story)).to.deep.equal([2, 3]);
    expect(told1({ requestedAt, since: edge + 1 }, story)).to.deep.equal([3]);
    expect(told1({ requestedAt, since: 0 }, story)).to.deep.equal([2, 3]);
    expect(account({ requestedAt, complianceDate: edge + 1 }, story).leftOut.map(({ rule }) => rule)).to.deep.equal([
      ...["period", "before-compliance", "period"],
    ]);
  });

  it("does not let a claimed purpose excuse an access without leave; inside of the organization it is a use", () => {
    const { rows, leftOut } = account();
    const rules = new Map(rows.map(({ accesses, rule }) => [accesses[0]?.number, rule]));
    expect([rules.get(7), rules.get(15)]).to.deep.equal(["no-leave", "undetermined"]);
    expect(leftOut.find(({ number }) => number === 8)?.rule).to.equal("use");
  });

  it("lets an agency suspend: in writing for its time, by word of mouth for 30 days, and only while it is asked", () => {
    const from = MORNING + 14 * DAY;
    const suspensions = (form: "written" | "oral", until: number) => [{ recipient: agency, from, until, form }];
    const isTold = (form: "written" | "oral", until: number, requestedAt: number): boolean =>
      told1({ requestedAt, suspensions: suspensions(form, until) }).includes(12);
    const year = from + 365 * DAY;
    expect(isTold("written", year, year - 1)).to.equal(false);
    expect(isTold("written", year, year)).to.equal(true);
    expect(isTold("oral", year, from + 30 * DAY - 1)).to.equal(false);
    expect(isTold("oral", year, from + 30 * DAY)).to.equal(true);
    expect(isTold("oral", from + DAY, from + DAY)).to.equal(true);
    expect(told1({ suspensions: [] })).to.include(12);
  });

  it("takes permits for authorizations only where the organization has them signed as such", () => {
    expect(told1({})).not.to.include(4);
    expect(told1({ authorizations: "none" })).to.include(4);
    expect(told1({ authorizations: "none" })).not.to.include(2);
  });

  it("leaves out what is operations by the law, and not all that stands below operations in HL7's tree", () => {
    const isTold = (purpose: PurposeCode): boolean =>
      told1({}, [told(1, 1, { ...by.specialist, purpose, basis: "POLICY" })]).length === 1;
    const accounted = PURPOSES.map(({ code }) => code).filter(isTold);
    const below = (codes: PurposeCode[]) =>
      PURPOSES.filter(({ number }) => purposesCover(coverPurposes(codes), number));
    const others = PURPOSES.filter((one) => !below(["TREAT", "HPAYMT", "HOPERAT"]).includes(one)).map(
      ({ code }) => code,
    );
    expect(accounted).to.have.members([...others, "DONAT", "GOV", "MILCDM", "HDECD", "HPRGRP", "MLTRAINING"]);
  });

  it("is of one patient", () => {
    expect(account({ patient: 8 })).to.deep.include({ rows: [], leftOut: [] });
  });
});
