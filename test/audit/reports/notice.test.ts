import { expect } from "chai";
import { buildNotice, buildNoticeFeed, NAMELESS, type NoticeCursor } from "../../../src/audit/reports/index.ts";
import { doctor, hospital, MORNING } from "../fhir/rows.ts";
import { asOf, by, DAY, NOW, names, numbersOf, STORY, told } from "./story.ts";

const question = { patient: 7, custodian: hospital, from: MORNING, until: NOW, asOf };

describe("buildNotice", () => {
  it("tells every access of the time, and names what is outside of it", () => {
    const { rows, leftOut } = buildNotice(
      STORY,
      { ...question, from: MORNING + 2 * DAY, until: MORNING + 9 * DAY },
      names,
    );
    expect(numbersOf(rows)).to.deep.equal([2, 3, 4, 5]);
    expect(leftOut).to.have.lengthOf(STORY.length - 4);
    expect(new Set(leftOut.map(({ rule }) => rule))).to.deep.equal(new Set(["period"]));
  });

  it("says which were an emergency, without leave, or the patient's own", () => {
    const { rows } = buildNotice(STORY, question, names);
    const ruled = (rule: string) => numbersOf(rows.filter((row) => row.rule === rule));
    expect([ruled("emergency"), ruled("without leave"), ruled("own")]).to.deep.equal([[9], [7, 8], [3]]);
    expect(rows.find(({ number }) => number === 9)?.reason).to.equal("the patient is unconscious");
  });

  it("tells a shielded access without saying who, by name or account", () => {
    const told = buildNotice(STORY, { ...question, withheld: new Set([doctor]) }, names);
    expect(told.rows[0]).to.deep.include({ number: 1, accessorName: "name withheld", rule: "withheld" });
    expect(told.rows[0]).to.deep.include({ accessor: null, block: null, transaction: null }); // none leads to the name
    expect(told.rows[1]?.transaction).to.be.a("string");
    expect(JSON.stringify(told).toLowerCase()).not.to.include(doctor.slice(2)).and.not.to.include("roth");
    expect(told.rows).to.have.lengthOf(STORY.length - 1);
  });

  it("says in words what nobody named", () => {
    const [row] = buildNotice(STORY, question, NAMELESS).rows;
    expect(row).to.deep.include({ accessorName: null, what: "imaging study", purposeWords: "treatment" });
  });
});

describe("buildNoticeFeed", () => {
  const feed = (after: NoticeCursor | undefined, limit = 4, story = STORY) =>
    buildNoticeFeed(story, { patient: 7 }, { limit, after }, names);

  it("gives everything once, in the order of the chain, page by page", () => {
    const numbers: number[] = [];
    let after: NoticeCursor | undefined;
    for (let page = 0; ; page += 1) {
      const { rows, next, isLast } = feed(after);
      numbers.push(...numbersOf(rows));
      after = next;
      if (isLast) break;
      expect(page).to.be.lessThan(10);
    }
    expect(numbers).to.deep.equal(STORY.map(({ access }) => access.number));
    expect(feed(after)).to.deep.equal({ rows: [], next: after, isLast: true });
  });

  it("gives what was logged late when it is logged", () => {
    const { next } = feed(undefined, 100);
    const late = told(16, -400, { ...by.doctor, purpose: "TREAT" });
    expect(numbersOf(feed(next, 100, [...STORY, late]).rows)).to.deep.equal([16]);
  });

  it("tells two logs of one block apart", () => {
    const [one] = STORY;
    if (one === undefined) throw new TypeError("there is a story");
    const place = { ...one.access.place, logIndex: one.access.place.logIndex + 1 };
    const twin = { ...one, access: { ...one.access, number: 99, place } };
    const first = feed(undefined, 1, [twin, one]);
    expect(numbersOf(first.rows)).to.deep.equal([1]);
    expect(numbersOf(feed(first.next, 1, [twin, one]).rows)).to.deep.equal([99]);
  });

  it("says nothing of another patient", () => {
    expect(buildNoticeFeed(STORY, { patient: 8 }, { limit: 4 }, names).rows).to.deep.equal([]);
  });
});
