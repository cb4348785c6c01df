import { expect } from "chai";
import { ALL_KINDS, coverKinds } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS, NO_END } from "../../../src/consent/typedData.ts";
import { dayEndingAt, dayOf, endOfDay, endOfSpan, startOfDay } from "../../../web/leave/days.ts";
import { checkDraft, type Draft, EMPTY_DRAFT } from "../../../web/leave/draft.ts";

const now = Date.UTC(2026, 0, 31, 12) / 1000;
const to = "0x52908400098527886E0F7030069857D2E4169EE7";
const whole: Draft = { ...EMPTY_DRAFT, to, end: { is: "day", day: "2027-03-03" } };

const faultsOf = (change: Partial<Draft>) =>
  checkDraft({ ...whole, ...change }, 7, now).faults.map(({ field, fault }) => `${field} ${fault}`);

// checkDraft
// ├── a whole draft → its terms: every covered purpose, all kinds, until the end of the last day
// ├── what is missing or wrong → each fault, in the order of the form
// └── a day → begins and ends in the reader's zone; 30 February is none
describe("the form for a leave", () => {
  it("makes the terms that are signed", () => {
    const { terms } = checkDraft(whole, 7, now);
    expect(terms).to.deep.equal({
      patient: 7,
      scope: ALL_RECORDS,
      grantee: to.toLowerCase(),
      purposes: coverPurposes(["TREAT"]),
      kinds: ALL_KINDS,
      from: now,
      until: new Date(2027, 2, 4).getTime() / 1000,
    });
  });

  it("takes kinds, a first day and no end as they were chosen", () => {
    const { terms } = checkDraft({ ...whole, kinds: ["report"], from: "2026-02-02", end: { is: "never" } }, 7, now);
    expect(terms).to.include({
      kinds: coverKinds(["report"]),
      from: new Date(2026, 1, 2).getTime() / 1000,
      until: NO_END,
    });
  });

  it("begins at once where the first day has begun", () => {
    expect(checkDraft({ ...whole, from: dayOf(now) }, 7, now).terms?.from).to.equal(now);
  });

  it("begins no later than the chain is, by a clock that is ahead of it", () => {
    expect(checkDraft(whole, 7, now, now - 600).terms?.from).to.equal(now - 600);
    expect(checkDraft({ ...whole, from: dayOf(now) }, 7, now, now - 600).terms?.from).to.equal(now - 600);
    expect(checkDraft(whole, 7, now, now + 600).terms?.from).to.equal(now);
  });

  it("names everything that is missing", () => {
    expect(faultsOf({ to: " ", purposes: [], kinds: [], end: { is: "unsaid" } })).to.deep.equal([
      "to missing",
      "purposes missing",
      "kinds missing",
      "end missing",
    ]);
  });

  it("takes no address with a typing error, and not the zero address", () => {
    expect(faultsOf({ to: to.replace("E7", "e7") })).to.deep.equal(["to notAnAddress"]);
    expect(faultsOf({ to: to.slice(0, -1) })).to.deep.equal(["to notAnAddress"]);
    expect(faultsOf({ to: to.toLowerCase() })).to.deep.equal([]);
    expect(faultsOf({ to: `0x${"0".repeat(40)}` })).to.deep.equal(["to nobody"]);
  });

  it("takes no end in the past, before the beginning, or on a day that is none", () => {
    expect(faultsOf({ end: { is: "day", day: "2026-01-30" } })).to.deep.equal(["end past"]);
    expect(faultsOf({ end: { is: "moment", time: now } })).to.deep.equal(["end past"]);
    expect(faultsOf({ end: { is: "day", day: "2027-02-30" } })).to.deep.equal(["end notADay"]);
    expect(faultsOf({ from: "2028-01-01" })).to.deep.equal(["end beforeFrom"]);
    expect(faultsOf({ from: "soon" })).to.deep.equal(["from notADay"]);
  });
});

describe("days of the reader's calendar", () => {
  it("end where the next begins", () => {
    expect(endOfDay("2027-03-03")).to.equal(startOfDay("2027-03-04"));
    expect(endOfDay("2027-12-31")).to.equal(startOfDay("2028-01-01"));
    expect(dayEndingAt(endOfDay("2027-03-03") ?? 0)).to.equal("2027-03-03");
    expect(dayEndingAt((endOfDay("2027-03-03") ?? 0) + 60)).to.equal(undefined);
  });

  it("are counted in months that are not longer than they are", () => {
    const today = new Date(2026, 0, 31, 12).getTime() / 1000;
    const ends = (["today", "week", "month", "halfYear", "year"] as const).map((id) => endOfSpan(id, today));
    expect(ends).to.deep.equal(["2026-01-31", "2026-02-07", "2026-02-28", "2026-07-31", "2027-01-31"]);
  });
});
