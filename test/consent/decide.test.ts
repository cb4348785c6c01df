import { expect } from "chai";
import type { Address, Hex } from "viem";
import { groupAddress } from "../../src/consent/actors.ts";
import { type AccessRequest, type Decision, decide } from "../../src/consent/decide.ts";
import { EMERGENCY_TIME } from "../../src/consent/emergencies.ts";
import { coverPurposes, purposeNumber } from "../../src/consent/purposes.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import type { Patient, Permit, ProxyTerms } from "../../src/consent/state.ts";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import { hospital, otherHospital, radiologist, study } from "./anyState.ts";
import { buildState, type World } from "./mapState.ts";

const TREAT = purposeNumber("TREAT");
const BTG = purposeNumber("BTG");
const ETREAT = purposeNumber("ETREAT");
const HRESCH = purposeNumber("HRESCH");
const outsider: Address = "0x00000000000000000000000000000000000000ee";
const controller: Address = "0x00000000000000000000000000000000000000cc";
const team = groupAddress(1);

/** A radiologist of another hospital asks at second 100 for a study of the hospital's patient 1, for treatment. */
const request: AccessRequest = { accessor: radiologist, record: study, part: ALL_RECORDS, purpose: TREAT, action: 1 };

const forTreatment: Permit = {
  ...{ from: 50, until: 150, version: 3, replaced: false },
  ...{ purposes: coverPurposes(["TREAT"]), kinds: 1n },
};

const patient: Patient = {
  ...{ controller, since: 0, epoch: 0, replaced: false },
  ...{ hold: "self", custodian: hospital, claimedAt: 0 },
};

const world: World = {
  actors: [
    [hospital, { organization: hospital, from: 0, until: NO_END, kind: "organization", roles: 0 }],
    [otherHospital, { organization: otherHospital, from: 0, until: NO_END, kind: "organization", roles: 0 }],
    [radiologist, { organization: otherHospital, from: 10, until: 200, kind: "practitioner", roles: 4 }],
    [team, { organization: otherHospital, from: 0, until: NO_END, kind: "group", roles: 0 }],
  ],
  memberships: [[team, radiologist, { from: 20, until: 120, replaced: false }]],
  policies: [],
  patients: [[1, patient]],
  proxies: [],
  incapacities: [],
  records: [[study, { custodian: hospital, patient: 1, kind: 0 }]],
  permits: [],
};

const proxy: ProxyTerms = { from: 0, until: 200, powers: 2, springing: false, custodial: false, replaced: false };

const zeros: Permit = { from: 0, until: 0, version: 0, replaced: false, purposes: 0n, kinds: 0n };

function withPermit(grantee: Address, terms: Partial<Permit> = {}, scope: Hex = study): World {
  return { ...world, permits: [[1, scope, grantee, { ...forTreatment, ...terms }]] };
}

function ask(
  given: World,
  change: Partial<AccessRequest> = {},
  time = 100,
  restrictions?: readonly Restriction[],
): Decision {
  return decide({ ...request, ...change }, buildState(given), time, restrictions);
}

function reasonOf(decision: Decision): string {
  return decision.allowed ? `allowed as ${decision.basis}` : decision.reason;
}

// decide
// ├── where a leave holds → it says which, so that the log can name it
// ├── where several hold → the first of patient, permit, policy, emergency
// ├── where none holds → it says what comes nearest
// └── where a restriction is about it → only the patient's own access and a broken glass are left
describe("decide", () => {
  describe("where a leave holds", () => {
    for (const [words, grantee, claimed, detail] of [
      ["the accessor", radiologist, "accessor", 0],
      ["the accessor's organization", otherHospital, "organization", 0],
      ["a group of the accessor", team, "group", 1],
    ] as const) {
      for (const scope of [study, ALL_RECORDS]) {
        it(`names the permit to ${words} for ${scope === study ? "the record" : "all records"}`, () => {
          const claim = { basis: "PERMIT", grantee: claimed, allRecords: scope === ALL_RECORDS };
          expect(ask(withPermit(grantee, {}, scope))).to.deep.equal({
            ...{ allowed: true, basis: "PERMIT", claim, detail, version: 3 },
          });
        });
      }
    }

    it("takes whoever acts for the patient", () => {
      expect(reasonOf(ask(world, { accessor: controller }))).to.equal("allowed as PATIENT");
    });

    it("takes an account outside the directory that is permitted itself", () => {
      expect(reasonOf(ask(withPermit(outsider), { accessor: outsider }))).to.equal("allowed as PERMIT");
    });

    it("takes the policy where the patient has said nothing to the accessor's organization", () => {
      const policies = [[hospital, { policy: "basic-normal", since: 60, replaced: false }]] as const;
      expect(reasonOf(ask({ ...world, policies }))).to.equal("allowed as POLICY");
      const spoken = withPermit(otherHospital, { until: 80 });
      expect(reasonOf(ask({ ...spoken, policies }))).to.equal("Ended");
    });

    it("takes an emergency only where one is asked for", () => {
      expect(reasonOf(ask(world, { purpose: BTG }))).to.equal("NoPermit");
      const emergency = { reason: 2, brokenAt: 97 };
      expect(reasonOf(ask(world, { purpose: BTG, emergency: { ...emergency, reason: 0 } }))).to.equal("NoPermit");
      expect(ask(world, { purpose: BTG, emergency })).to.deep.include({ basis: "EMERGENCY", detail: 3 * 256 + 2 });
      expect(reasonOf(ask(withPermit(radiologist), { purpose: ETREAT, emergency }))).to.equal("allowed as PERMIT");
      expect(reasonOf(ask(world, { purpose: TREAT, emergency }))).to.equal("NoPermit");
    });

    it("takes an emergency no longer than a broken glass gives access, and none before it is broken", () => {
      const brokenAt = (brokenAt: number) => reasonOf(ask(world, { purpose: BTG, emergency: { reason: 1, brokenAt } }));
      expect(brokenAt(100 - EMERGENCY_TIME)).to.equal("allowed as EMERGENCY");
      expect(brokenAt(100 - EMERGENCY_TIME - 1)).to.equal("EmergencyOver");
      expect(brokenAt(101)).to.equal("NoPermit");
    });

    it("takes a proxy who reads as the patient, and no key that the custodian holds", () => {
      expect(reasonOf(ask({ ...world, proxies: [[1, outsider, proxy]] }, { accessor: outsider }))).to.equal(
        "allowed as PATIENT",
      );
      const held: World = { ...world, patients: [[1, { ...patient, hold: "custodial" }]] };
      expect(reasonOf(ask(held, { accessor: controller }))).to.equal("NoPermit");
    });

    it("names the permit for the record where one for all records holds too", () => {
      const permits = [
        ...withPermit(radiologist, { version: 8 }, ALL_RECORDS).permits,
        ...withPermit(radiologist).permits,
      ];
      expect(ask({ ...world, permits })).to.deep.include({ basis: "PERMIT", version: 3 });
    });

    it("reads addresses in any case", () => {
      const upper = (address: Address): Address => `0x${address.slice(2).toUpperCase()}`;
      for (const grantee of [otherHospital, radiologist, team]) {
        expect(ask(withPermit(upper(grantee)), { accessor: upper(radiologist) }).allowed).to.equal(true);
      }
    });
  });

  describe("where none holds", () => {
    for (const [reason, words, decision] of [
      ["UnknownRecord", "of a record that is not registered", () => ask(world, { record: `0x${"99".repeat(32)}` })],
      ["NoPermit", "where nothing was permitted", () => ask(world)],
      ["NoPermit", "where only another was permitted", () => ask(withPermit(outsider))],
      ["NotYetInForce", "a second before a permit", () => ask(withPermit(radiologist), {}, 49)],
      ["allowed as PERMIT", "in the first second of a permit", () => ask(withPermit(radiologist), {}, 50)],
      ["allowed as PERMIT", "in the last second of a permit", () => ask(withPermit(radiologist), {}, 149)],
      ["Ended", "in the second at which a permit ends", () => ask(withPermit(radiologist), {}, 150)],
      ["PurposeNotCovered", "for another purpose", () => ask(withPermit(radiologist), { purpose: HRESCH })],
      [
        "PurposeNotCovered",
        "from a permit's first second on",
        () => ask(withPermit(radiologist), { purpose: HRESCH }, 50),
      ],
      ["Ended", "of a permit for all records", () => ask(withPermit(radiologist, { until: 80 }, ALL_RECORDS))],
      ["NoPermit", "of a permit that the views give as zeros", () => ask(withPermit(radiologist, zeros))],
      ["KindNotCovered", "of another kind", () => ask(withPermit(radiologist, { kinds: 2n }))],
      [
        "PurposeNotCovered",
        "of another kind and purpose",
        () => ask(withPermit(radiologist, { kinds: 2n, purposes: 1n })),
      ],
      [
        "AccessorNotValid",
        "once the accessor is suspended",
        () => ask(withPermit(radiologist, { until: NO_END }), {}, 200),
      ],
      [
        "AccessorNotValid",
        "before the accessor is admitted, of a permit to its organization",
        () => ask(withPermit(otherHospital, { from: 0 }), {}, 9),
      ],
      ["NoPermit", "once the accessor has left the group", () => ask(withPermit(team), {}, 120)],
      ["NoPermit", "of an account outside the directory", () => ask(withPermit(otherHospital), { accessor: outsider })],
    ] as const) {
      it(`says ${reason} ${words}`, () => expect(reasonOf(decision())).to.equal(reason));
    }

    it("takes an accessor for an outsider before its admission, to whom a permit to itself is leave", () => {
      expect(ask(withPermit(radiologist, { from: 0 }), {}, 9).allowed).to.equal(true);
    });

    it("names the nearest miss of several permits", () => {
      const ended = withPermit(radiologist, { until: 80 }).permits;
      const wrongKind = withPermit(team, { kinds: 2n }).permits;
      const wrongPurpose = withPermit(otherHospital, { purposes: 1n }).permits;
      expect(reasonOf(ask({ ...world, permits: [...ended, ...wrongKind, ...wrongPurpose] }))).to.equal(
        "KindNotCovered",
      );
      expect(reasonOf(ask({ ...world, permits: [...ended, ...wrongPurpose] }))).to.equal("PurposeNotCovered");
    });
  });

  describe("where a restriction is about it", () => {
    const permitted = withPermit(radiologist);
    const restriction: Restriction = { patient: 1, scope: ALL_RECORDS, excluded: otherHospital };
    for (const [outcome, words, change] of [
      ["Restricted", "the accessor's organization", {}],
      ["Restricted", "the accessor", { excluded: radiologist }],
      ["Restricted", "this record", { scope: study }],
      ["Restricted", "this purpose", { purposes: coverPurposes(["TREAT"]) }],
      ["allowed as PERMIT", "another purpose", { purposes: coverPurposes(["HRESCH"]) }],
      ["allowed as PERMIT", "another record", { scope: `0x${"77".repeat(32)}` }],
      ["allowed as PERMIT", "another patient", { patient: 2 }],
      ["allowed as PERMIT", "another organization", { excluded: hospital }],
    ] as const) {
      it(`says ${outcome} by a restriction of ${words}`, () => {
        expect(reasonOf(ask(permitted, {}, 100, [{ ...restriction, ...change }]))).to.equal(outcome);
      });
    }

    it("is overridden by a broken glass, and not by emergency treatment", () => {
      const emergency = { reason: 1, brokenAt: 100 };
      const restricted = (purpose: number) => reasonOf(ask(permitted, { purpose, emergency }, 100, [restriction]));
      expect(restricted(BTG)).to.equal("allowed as EMERGENCY");
      expect(restricted(ETREAT)).to.equal("Restricted");
    });

    it("says the same where there was no permit", () => {
      expect(reasonOf(ask(world, {}, 100, [restriction]))).to.equal("Restricted");
    });

    it("keeps a proxy out, who reads as the patient otherwise", () => {
      const proxies: World["proxies"] = [[1, outsider, proxy]];
      const about = { ...restriction, excluded: outsider };
      expect(reasonOf(ask({ ...world, proxies }, { accessor: outsider }, 100, [about]))).to.equal("Restricted");
    });

    it("does not keep the patient out", () => {
      const own = { ...restriction, excluded: controller };
      expect(reasonOf(ask(world, { accessor: controller }, 100, [own]))).to.equal("allowed as PATIENT");
    });
  });
});
