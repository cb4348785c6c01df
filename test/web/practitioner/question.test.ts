import { expect } from "chai";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import type { Access } from "../../../web/api/types.ts";
import { endOfDay } from "../../../web/leave/days.ts";
import { readLink } from "../../../web/leave/link.ts";
import { groupByDay, markOf } from "../../../web/practitioner/groupByDay.ts";
import { buildAskLink, buildRequest, findFaults, type Question } from "../../../web/practitioner/question.ts";

const now = Date.UTC(2027, 0, 1) / 1_000;
const from = `0x${"a".repeat(40)}` as const;
const question: Question = { patient: " 12 ", purposes: ["TREAT"], lastDay: "2027-03-03", note: " For\nMay. " };

// asking for leave
// ├── what is missing or wrong → each named
// ├── a request → what the API takes
// └── a link → fills in the patient's form as it was asked
describe("asking a patient for leave", () => {
  it("names what is missing or wrong", () => {
    expect(findFaults(question, now)).to.deep.equal([]);
    const wrong = { patient: "0", purposes: [], lastDay: "", note: "x".repeat(501) };
    expect(findFaults(wrong, now)).to.deep.equal(["patient", "purposes", "lastDay", "note"]);
    expect(findFaults({ ...question, lastDay: "2026-12-01" }, now)).to.deep.equal(["past"]);
    for (const patient of ["-1", "1.5", "1e3", "0x1", ""]) {
      expect(findFaults({ ...question, patient }, now)).to.deep.equal(["patient"]);
    }
  });

  it("asks for all records until the end of the last day, with one paragraph", () => {
    const request = buildRequest(question);
    expect(request).to.include({ patient: 12, scope: ALL_RECORDS, until: endOfDay("2027-03-03"), note: "For May." });
    expect(buildRequest({ ...question, note: "  " })).not.to.have.property("note");
  });

  it("makes a link that fills in what was asked for", () => {
    const link = new URL(buildAskLink("https://log.example.org", from, question));
    expect(link.pathname).to.equal("/app/leave/new");
    const { draft, refused } = readLink(link.search);
    expect(refused).to.deep.equal([]);
    expect(draft).to.deep.include({
      to: from,
      purposes: ["TREAT"],
      end: { is: "moment", time: endOfDay("2027-03-03") },
    });
    expect(link.search).not.to.contain("12");
  });
});

describe("accesses in one's own name", () => {
  it("stand by day, in their order", () => {
    const at = (time: number) => ({ time }) as Access;
    const days = groupByDay([at(30), at(21), at(20), at(10)], (time) => String(Math.floor(time / 10)));
    expect(days.map((day) => [day.at, day.accesses.length])).to.deep.equal([
      [30, 1],
      [21, 2],
      [10, 1],
    ]);
  });

  it("are marked where they deserve a second look", () => {
    const bases = ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY", "UNDETERMINED"] as const;
    const none = undefined;
    expect(bases.map((basis) => markOf({ basis }))).to.deep.equal([
      "none",
      none,
      none,
      none,
      "emergency",
      "undetermined",
    ]);
  });
});
