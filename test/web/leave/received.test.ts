import { expect } from "chai";
import { encodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import type { Access, EmergenciesAnswer, Review } from "../../../web/api/types.ts";
import { listEmergencies } from "../../../web/leave/emergencies.ts";
import { findReceived } from "../../../web/leave/received.ts";

const hospital = `0x${"1".repeat(40)}` as const;
const adams = `0x${"a".repeat(40)}` as const;
const brown = `0x${"b".repeat(40)}` as const;
const zeros = `0x${"0".repeat(64)}` as const;
const study = `0x${"5".repeat(64)}` as const;
const report = `0x${"6".repeat(64)}` as const;
const place = { blockNumber: 1, blockTime: 1, txHash: zeros, logIndex: 0 };

function access(change: Partial<Access> = {}): Access {
  return {
    ...{ record: study, number: 1, patient: 1, accessor: adams, organization: hospital, part: zeros, time: 50 },
    ...{
      purpose: { number: 53, code: "TREAT" },
      action: { number: 1, code: "read" },
      basis: "PERMIT",
      claimed: "PERMIT",
    },
    ...{ detail: 0, permitVersion: 1, gateway: null, entryNumber: null, place },
    ...change,
  };
}

const leave = {
  ...{ grantee: hospital, scope: zeros, end: { at: 90, by: null } },
  terms: { purposes: ["TREAT"], kinds: ["report"], from: 10, until: 90 },
};

// findReceived
// ├── accesses by the grantee, and by whoever it speaks for → counted, with who looked last first
// └── outside of the leave's time, records or basis, or by others → not counted
// listEmergencies
// └── reason and review → in words; overdue once it is due
describe("what was already seen by a leave", () => {
  it("counts the grantee and whom it speaks for", () => {
    const accesses = [access(), access({ number: 2, accessor: brown, time: 70, record: report }), access({ time: 60 })];
    expect(findReceived(accesses, leave)).to.deep.equal({
      accesses: 3,
      records: 2,
      last: 70,
      accessors: [brown, adams],
    });
    const own = findReceived([access({ accessor: hospital, organization: null })], leave);
    expect(own?.accesses).to.equal(1);
  });

  it("counts nothing else", () => {
    const others: Partial<Access>[] = [
      { time: 9 },
      { time: 90 },
      { basis: "POLICY" },
      { organization: brown },
      { organization: null },
    ];
    for (const change of others) expect(findReceived([access(change)], leave)).to.equal(undefined);
    expect(findReceived([access()], { ...leave, scope: report })).to.equal(undefined);
    expect(findReceived([access()], { ...leave, scope: study })?.accesses).to.equal(1);
  });
});

describe("notices of emergencies", () => {
  const opened = access({ basis: "EMERGENCY", detail: encodeEmergencyDetail({ reason: 2, secondsSinceBroken: 600 }) });
  const reviewed = (review: Review | null): EmergenciesAnswer["emergencies"] => [{ access: opened, due: 100, review }];
  const standing = (review: Review | null, now: number) =>
    listEmergencies([opened], reviewed(review), now)[0]?.standing;

  it("name the reason, whatever else is in the detail", () => {
    expect(listEmergencies([opened], [], 0)[0]).to.include({ reason: "life-threatening", standing: "pending" });
    expect(listEmergencies([access({ detail: 99 })], [], 0)[0]?.reason).to.equal(99);
  });

  it("say how the review stands", () => {
    const review: Review = { reviewer: brown, outcome: "unjustified", note: zeros, isLate: false, place };
    expect(standing(null, 99)).to.equal("pending");
    expect(standing(null, 100)).to.equal("overdue");
    expect(standing(review, 500)).to.equal("unjustified");
  });
});
