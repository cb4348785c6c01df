import { expect } from "chai";
import fc from "fast-check";
import { decide } from "../../../src/consent/decide.ts";
import { EMERGENCY_TIME } from "../../../src/consent/emergencies.ts";
import { judge } from "../../../src/consent/judge.ts";
import { coverPurposes, purposeNumber } from "../../../src/consent/purposes.ts";
import type { Permit } from "../../../src/consent/state.ts";
import { judgeEmergency, judgeLeave } from "../../../src/gateway/leave/judgeLeave.ts";
import {
  anyRequest,
  anyRestriction,
  anyState,
  hospital,
  otherHospital,
  radiologist,
  study,
} from "../../consent/anyState.ts";
import { buildState } from "../../consent/mapState.ts";

const cases = fc.tuple(
  anyRequest.map(({ emergency: _, ...ordinary }) => ordinary),
  anyState,
  anyState,
  fc.array(anyRestriction, { maxLength: 2 }),
  fc.integer({ min: 0, max: 9 }),
);
const runs = { seed: 44, numRuns: 4_000 };

// judgeLeave
// ├── it allows only what holds, by one and the same leave, in both states
// ├── by one state alone it is `decide`
// ├── a permit that is not settled does not count; a revocation does at once
// └── what was swapped for another leave not settled yet is refused
describe("judgeLeave", () => {
  it("allows only by a leave that the contract's rule finds in both states, and never against a restriction", () => {
    let [allowed, unsettled] = [0, 0];
    fc.assert(
      fc.property(cases, ([request, latest, settled, restrictions, time]) => {
        const leave = judgeLeave(request, { latest, settled }, restrictions, time);
        if (!leave.allowed) {
          if (leave.reason === "NotSettled") unsettled += 1;
          return;
        }
        allowed += 1;
        const { accessor: account, record, purpose, action } = request;
        const facts = { account, time, purpose, action, claim: leave.claim, detail: leave.detail };
        for (const state of [latest, settled]) {
          expect(judge({ record, facts }, state).basis).to.equal(leave.basis);
          expect(decide(request, state, time, restrictions).allowed).to.equal(true);
        }
        expect(judge({ record, facts }, latest).version).to.equal(leave.version);
      }),
      runs,
    );
    expect(allowed).to.be.greaterThan(50);
    expect(unsettled).to.be.greaterThan(50);
  });

  it("is `decide` where both states are one", () => {
    fc.assert(
      fc.property(cases, ([request, latest, _, restrictions, time]) => {
        const leave = judgeLeave(request, { latest, settled: latest }, restrictions, time);
        expect(leave).to.deep.equal(decide(request, latest, time, restrictions));
      }),
      { ...runs, numRuns: 3_000 },
    );
  });

  const everything = { replaced: false, purposes: coverPurposes(["TREAT"]), kinds: 1n } as const;
  const permit: Permit = { ...everything, from: 0, until: 99, version: 1 };
  const revoked: Permit = { ...permit, until: 5, version: 2 };
  const actor = (organization: typeof hospital, kind: "organization" | "practitioner") =>
    ({ organization, kind, roles: 0, from: 0, until: 99 }) as const;
  const stateWith = (permits: readonly (readonly [grantee: typeof hospital, Permit])[]) =>
    buildState({
      actors: [
        [hospital, actor(hospital, "organization")],
        [otherHospital, actor(otherHospital, "organization")],
        [radiologist, actor(otherHospital, "practitioner")],
      ],
      ...{ memberships: [], policies: [], patients: [], proxies: [], incapacities: [] },
      records: [[study, { custodian: hospital, patient: 1, kind: 0 }]],
      permits: permits.map(([grantee, terms]) => [1, study, grantee, terms]),
    });
  const request = { accessor: radiologist, record: study, part: study, purpose: purposeNumber("TREAT"), action: 1 };
  const [none, given, gone] = [stateWith([]), stateWith([[radiologist, permit]]), stateWith([[radiologist, revoked]])];

  it("counts a permit only when it is settled", () => {
    expect(judgeLeave(request, { latest: given, settled: none }, [], 5)).to.deep.equal({
      allowed: false,
      reason: "NotSettled",
    });
    expect(judgeLeave(request, { latest: given, settled: given }, [], 5).allowed).to.equal(true);
  });

  it("counts a revocation at once", () => {
    expect(judgeLeave(request, { latest: gone, settled: given }, [], 5)).to.deep.equal({
      allowed: false,
      reason: "Ended",
    });
  });

  it("takes the settled leave where the newest state puts another first", () => {
    const both = stateWith([
      [radiologist, permit],
      [otherHospital, permit],
    ]);
    const leave = judgeLeave(request, { latest: both, settled: stateWith([[otherHospital, permit]]) }, [], 5);
    expect(leave).to.deep.include({ allowed: true, version: 1 });
    expect(leave.allowed && leave.claim.grantee).to.equal("organization");
  });

  it("refuses what was swapped for a leave that is not settled", () => {
    const swapped = stateWith([
      [radiologist, permit],
      [otherHospital, revoked],
    ]);
    const settled = stateWith([[otherHospital, permit]]);
    expect(judgeLeave(request, { latest: swapped, settled }, [], 5)).to.include({ reason: "NotSettled" });
  });
});

// judgeEmergency
// ├── it allows by no other leave than the emergency's
// └── for its four hours, with the role, and against a restriction with the purpose BTG alone
describe("judgeEmergency", () => {
  it("allows by the emergency alone, and wherever `decide` does for its sake", () => {
    let allowed = 0;
    const emergencies = fc.tuple(anyRequest, anyState, fc.array(anyRestriction, { maxLength: 2 }), fc.nat(9));
    fc.assert(
      fc.property(emergencies, ([request, state, restrictions, time]) => {
        const leave = judgeEmergency(request, state, restrictions, time);
        const whole = decide(request, state, time, restrictions);
        if (!leave.allowed) {
          expect(whole.allowed && whole.basis === "EMERGENCY").to.equal(false);
          return;
        }
        allowed += 1;
        expect(leave.basis).to.equal("EMERGENCY");
        expect(whole.allowed).to.equal(true);
        const { brokenAt = Number.NaN } = request.emergency ?? {};
        expect(time - brokenAt).to.be.within(0, EMERGENCY_TIME);
        const isRestricted = decide({ ...request, purpose: purposeNumber("ETREAT") }, state, time, restrictions);
        if (request.purpose !== purposeNumber("BTG")) expect(isRestricted.allowed).to.equal(true);
      }),
      runs,
    );
    expect(allowed).to.be.greaterThan(50);
  });
});
