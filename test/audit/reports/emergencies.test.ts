import { expect } from "chai";
import { type ReportedAccess, reportEmergencies } from "../../../src/audit/reports/index.ts";
import { encodeEmergencyDetail, REVIEW_TIME } from "../../../src/consent/emergencies.ts";
import type { Review } from "../../../src/indexer/queries/reviews.ts";
import { anAccess, clinic, hospital, MORNING } from "../fhir/rows.ts";
import { asOf, DAY, names } from "./story.ts";

const detail = encodeEmergencyDetail({ reason: 2, secondsSinceBroken: 300 });
const at = (number: number, given: Parameters<typeof anAccess>[0] = {}): ReportedAccess => ({
  access: anAccess({ number, time: MORNING + number, purpose: 57, basis: "EMERGENCY", detail, ...given }),
  kind: 0,
  custodian: hospital,
});
const reviewed = (outcome: Review["outcome"], isLate = false): Review => ({
  ...{ reviewer: clinic, outcome, note: `0x${"0".repeat(64)}`, isLate, place: anAccess().place },
});
const reviews = new Map([
  [2, reviewed("justified")],
  [3, reviewed("unjustified")],
  [4, reviewed("justified", true)],
]);
const report = (accesses: readonly ReportedAccess[], now: number) =>
  reportEmergencies(
    accesses,
    ({ number }) => reviews.get(number),
    { from: MORNING, until: MORNING + DAY, now, asOf },
    names,
  );

describe("reportEmergencies", () => {
  const claimed = { basis: "EMERGENCY", grantee: "accessor", allRecords: false } as const;
  const accesses = [
    at(1),
    at(2),
    at(3),
    at(4),
    at(5),
    at(6, { basis: "NONE", claim: claimed }),
    at(7, { basis: "NONE" }),
  ];
  const due = MORNING + 1 + 5 + REVIEW_TIME;

  it("puts first what somebody has to act on, and counts", () => {
    const { rows, counts } = report(accesses, due);
    expect(rows.map(({ number, state }) => [number, state])).to.deep.equal([
      ...[
        [1, "overdue"],
        [3, "unjustified"],
        [6, "refused"],
        [5, "due"],
        [2, "justified"],
        [4, "justified"],
      ],
    ]);
    expect(counts).to.deep.equal({ overdue: 1, due: 1, justified: 2, unjustified: 1, refused: 1 });
    expect(report(accesses, due - 1).counts).to.deep.include({ overdue: 0, due: 2 });
  });

  it("says why, when the glass was broken, until when the review is due, and who did it", () => {
    const rows = new Map(report(accesses, due).rows.map((row) => [row.number, row]));
    expect(rows.get(1)).to.deep.include({
      ...{ reason: "the patient's life is in danger", due },
      brokenAt: MORNING + 1 - 300,
    });
    expect(rows.get(4)).to.deep.include({ reviewerName: "Lakeside Clinic", isLate: true });
    expect(rows.get(6)).to.deep.include({ due: null, state: "refused" });
  });

  it("is of its time", () => {
    expect(report([at(DAY), at(-1)], due).rows).to.deep.equal([]);
  });
});
