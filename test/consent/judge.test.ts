import { expect } from "chai";
import type { Address, Hex } from "viem";
import type { AccessFacts } from "../../src/consent/accessWord.ts";
import { ADMITTED_BEFORE, groupAddress } from "../../src/consent/actors.ts";
import { UnknownRecordError } from "../../src/consent/errors.ts";
import { judge } from "../../src/consent/judge.ts";
import type { Actor, Patient, Permit, ProxyTerms } from "../../src/consent/state.ts";
import { ALL_RECORDS, NO_END } from "../../src/consent/typedData.ts";
import { buildState, type World } from "./mapState.ts";

const hospital: Address = "0x00000000000000000000000000000000000000a1";
const radiologist: Address = "0x000000000000000000000000000000000000000d";
const controller: Address = "0x00000000000000000000000000000000000000cc";
const guardian: Address = "0x00000000000000000000000000000000000000dd";
const study: Hex = `0x${"5a".repeat(32)}`;
const team = groupAddress(1);
const always = { from: 0, until: NO_END };

const facts: AccessFacts = {
  ...{ account: radiologist, time: 100, purpose: 53, action: 1, detail: 0 },
  claim: { basis: "PERMIT", grantee: "accessor", allRecords: false },
};
const permit: Permit = { from: 100, until: 200, version: 2, replaced: false, purposes: 1n << 53n, kinds: 1n };
const patient: Patient = {
  ...{ controller, since: 100, epoch: 1, replaced: true },
  ...{ hold: "self", custodian: hospital, claimedAt: 0 },
};
const proxy: ProxyTerms = { from: 100, until: 200, powers: 2, springing: false, custodial: false, replaced: false };
const staff: Actor = { ...always, organization: hospital, kind: "practitioner", roles: 0 };

const world: World = {
  actors: [
    [hospital, { ...always, organization: hospital, kind: "organization", roles: 0 }],
    [radiologist, staff],
    [team, { ...always, organization: hospital, kind: "group", roles: 0 }],
  ],
  memberships: [[team, radiologist, { ...always, replaced: false }]],
  policies: [],
  patients: [[1, patient]],
  proxies: [[1, guardian, proxy]],
  incapacities: [],
  records: [[study, { custodian: hospital, patient: 1, kind: 0 }]],
  permits: [[1, study, radiologist, permit]],
};

function basisIn(change: Partial<World>, stated: Partial<AccessFacts> = {}): string {
  return judge({ record: study, facts: { ...facts, ...stated } }, buildState({ ...world, ...change })).basis;
}

// That it is the contract's rule is shown in agreement.test.ts; here is what the rule means.
describe("judge", () => {
  it("says the version of the permit that a leave rests on", () => {
    expect(judge({ record: study, facts }, buildState(world))).to.deep.equal({ basis: "PERMIT", version: 2 });
  });

  it("takes a window's first second in and its end out", () => {
    const said = [99, 100, 199, 200].map((time) => basisIn({}, { time }));
    expect(said).to.deep.equal(["NONE", "PERMIT", "PERMIT", "NONE"]);
  });

  it("says UNDETERMINED before terms that took the place of others", () => {
    const time = 99;
    expect(basisIn({ permits: [[1, study, radiologist, { ...permit, replaced: true }]] }, { time })).to.equal(
      "UNDETERMINED",
    );
    const again: Actor = { ...staff, from: 100, roles: ADMITTED_BEFORE };
    expect(basisIn({ actors: [...world.actors, [radiologist, again]] }, { time })).to.equal("UNDETERMINED");
    const claim = { ...facts.claim, basis: "PATIENT" } as const;
    expect(basisIn({}, { claim, account: controller, time })).to.equal("UNDETERMINED");
    expect(basisIn({}, { claim, account: controller })).to.equal("PATIENT");
  });

  it("finds no leave in what does not exist", () => {
    const none: Partial<World> = { actors: [], memberships: [], patients: [], proxies: [], permits: [] };
    for (const basis of ["NONE", "PATIENT", "POLICY", "PERMIT", "EMERGENCY", "UNDETERMINED"] as const) {
      expect(basisIn(none, { claim: { ...facts.claim, basis }, purpose: 57, detail: 1 }), basis).to.equal("NONE");
    }
  });

  describe("of acting for the patient", () => {
    const claim = { ...facts.claim, basis: "PATIENT" } as const;
    const asGuardian = (change: Partial<World>, times: readonly number[]) =>
      times.map((time) => basisIn(change, { claim, account: guardian, time }));
    const withProxy = (change: Partial<ProxyTerms>): Partial<World> => ({
      proxies: [[1, guardian, { ...proxy, ...change }]],
    });

    it("never takes a key that the custodian holds for the patient", () => {
      const held: Partial<World> = { patients: [[1, { ...patient, hold: "custodial" }]] };
      expect(basisIn(held, { claim, account: controller })).to.equal("NONE");
    });

    it("takes a proxy with the power, from its first second up to its last", () => {
      expect(asGuardian({}, [99, 100, 199, 200])).to.deep.equal(["UNDETERMINED", "PATIENT", "PATIENT", "NONE"]);
      expect(asGuardian(withProxy({ powers: 1 }), [150])).to.deep.equal(["NONE"]);
      expect(asGuardian(withProxy({ powers: 3, replaced: true }), [99, 100])).to.deep.equal([
        "UNDETERMINED",
        "PATIENT",
      ]);
    });

    it("takes a springing power within an incapacity alone", () => {
      const springs = withProxy({ springing: true });
      expect(asGuardian(springs, [150])).to.deep.equal(["NONE"]);
      const incapacities: World["incapacities"] = [[1, { from: 120, until: 150, replaced: true }]];
      expect(asGuardian({ ...springs, incapacities }, [119, 120, 149, 150])).to.deep.equal([
        ...["UNDETERMINED", "PATIENT", "PATIENT", "NONE"],
      ]);
    });

    it("ends a proxy that a custodial key appointed in the second of the claim", () => {
      const claimed: Partial<World> = { patients: [[1, { ...patient, since: 150, claimedAt: 150 }]] };
      const custodial = { ...withProxy({ custodial: true }), ...claimed };
      expect(asGuardian(custodial, [149, 150])).to.deep.equal(["PATIENT", "NONE"]);
      expect(asGuardian({ ...withProxy({ custodial: true }) }, [150])).to.deep.equal(["PATIENT"]);
      expect(asGuardian({ ...withProxy({}), ...claimed }, [150])).to.deep.equal(["PATIENT"]);
    });
  });

  it("takes an emergency for four hours from the second in which the glass was broken", () => {
    const claim = { ...facts.claim, basis: "EMERGENCY" } as const;
    const actors: World["actors"] = [...world.actors, [radiologist, { ...staff, roles: 4 }]];
    const judged = (reason: number, secondsSinceBroken: number) =>
      basisIn({ actors }, { claim, purpose: 57, detail: reason + 256 * secondsSinceBroken });
    expect([judged(1, 0), judged(255, 14_400)]).to.deep.equal(["EMERGENCY", "EMERGENCY"]);
    expect([judged(0, 1), judged(1, 14_401), judged(1, 2 ** 24 - 1)]).to.deep.equal(["NONE", "NONE", "NONE"]);
  });

  it("takes only a group for a group, whatever else stands at its address", () => {
    const claim = { basis: "PERMIT", grantee: "group", allRecords: true } as const;
    const permits: World["permits"] = [[1, ALL_RECORDS, team, permit]];
    expect(basisIn({ permits }, { claim, detail: 1 })).to.equal("PERMIT");
    expect(basisIn({ permits }, { claim, detail: 2 })).to.equal("NONE");
    expect(basisIn({ permits, actors: [...world.actors, [team, staff]] }, { claim, detail: 1 })).to.equal("NONE");
  });

  it("does not judge an access to a record that is not registered", () => {
    expect(() => basisIn({ records: [] })).to.throw(UnknownRecordError);
  });
});
