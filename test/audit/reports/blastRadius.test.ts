import { expect } from "chai";
import { type KeyFacts, measureBlastRadius, type ReportedAccess } from "../../../src/audit/reports/index.ts";
import { coverKinds } from "../../../src/consent/kinds.ts";
import { coverPurposes } from "../../../src/consent/purposes.ts";
import { ALL_RECORDS } from "../../../src/consent/typedData.ts";
import type { PermitEvent } from "../../../src/indexer/queries/permitsOf.ts";
import { anAccess, doctor, gateway, hospital, word } from "../fhir/rows.ts";
import { asOf, names, patientAccount } from "./story.ts";

// measureBlastRadius
// ├── counts what the key did in the time, in its own name or as a gateway
// ├── names each permit it could have used, to itself, its organization or a group, from when to when
// ├── names policies, offices and patients it acted for
// └── names nothing outside of the time, or while the directory did not vouch for it

const read = (time: number, given: Parameters<typeof anAccess>[0] = {}): ReportedAccess => ({
  access: anAccess({ time, ...given }),
  kind: 0,
  custodian: hospital,
});
const empty: KeyFacts = {
  ...{ validity: [], through: [], permits: [], actsFor: [], policies: [] },
  recordsOf: () => 4,
  all: { patients: 90, records: 200 },
};
const measure = (facts: Partial<KeyFacts>, accesses: readonly ReportedAccess[] = [], account = doctor) =>
  measureBlastRadius(accesses, { ...empty, ...facts }, { account, from: 100, until: 200, asOf }, names);
const windows = (facts: Partial<KeyFacts>) => measure(facts).reach.map(({ rule, from, until }) => [rule, from, until]);

const stated = { scope: ALL_RECORDS, grantee: doctor, version: 1, by: patientAccount, place: anAccess().place };
const permitted = (from: number, until: number, given: Partial<PermitEvent> = {}): PermitEvent =>
  ({
    ...stated,
    event: "permitted",
    ...{ purposes: coverPurposes(["TREAT"]), kinds: coverKinds(["report"]), from, until },
    ...given,
  }) as PermitEvent;
const revoked = (blockTime: number): PermitEvent => ({
  ...stated,
  event: "revoked",
  place: { ...stated.place, blockTime },
});
const permits = (...events: PermitEvent[]) => ({ permits: [{ patient: 7, events }] });

describe("measureBlastRadius", () => {
  it("counts what the key did in the time, in its own name or as a gateway", () => {
    const accesses = [read(99), read(100), read(199, { patient: 8, record: word("2") }), read(150), read(200)];
    const { reached, rows } = measure({}, accesses);
    expect(reached).to.deep.equal({ accesses: 3, patients: 2, records: 2 });
    expect(rows.map(({ time, rule }) => [time, rule])).to.deep.equal([
      [100, "did"],
      [150, "did"],
      [199, "did"],
    ]);
    expect(measure({}, accesses, gateway).rows.map(({ rule }) => rule)).to.deep.equal(Array(3).fill("wrote down"));
  });

  it("names each permit it could have used, until its end or what was said next", () => {
    expect(windows(permits(permitted(0, 150)))).to.deep.equal([["permit", 100, 150]]);
    expect(windows(permits(permitted(0, 1000), revoked(120)))).to.deep.equal([["permit", 100, 120]]);
    expect(windows(permits(permitted(0, 1000), revoked(90)))).to.deep.equal([]);
    expect(windows(permits(permitted(150, 1000), revoked(150)))).to.deep.equal([["permit", 150, 151]]);
    expect(windows(permits(permitted(150, 1000), revoked(149)))).to.deep.equal([]);
    expect(windows(permits(permitted(200, 1000)))).to.deep.equal([]);
    const [all] = measure(permits(permitted(0, 1000))).reach;
    expect(all).to.deep.include({ patient: 7, record: null, records: 4, purposes: ["TREAT"], kinds: ["report"] });
    const [one] = measure(permits(permitted(0, 1000, { scope: word("5") }))).reach;
    expect(one).to.deep.include({ record: word("5"), records: 1 });
  });

  it("reaches through its organization and its groups, while it was of them", () => {
    const through = [{ account: hospital, what: "organization", from: 0, until: 130 } as const];
    expect(windows({ ...permits(permitted(0, 1000, { grantee: hospital })), through })).to.deep.equal([
      ["permit", 100, 130],
    ]);
    expect(windows(permits(permitted(0, 1000, { grantee: hospital })))).to.deep.equal([]);
  });

  it("reaches by policy, office and whom it acts for, and by nothing that does not meet the time", () => {
    const validity = [{ from: 50, until: 180, roles: ["emergency", "reviewer"] }];
    const policy = { custodian: hospital, policy: "basic-normal", patients: 20, records: 60, from: 0, until: 999 };
    const actsFor = [{ patient: 9, powers: ["access"], from: 0, until: 110 }];
    const { reach } = measure({ validity, policies: [policy], actsFor });
    expect(
      reach.map(({ rule, from, until, patients, records }) => [rule, from, until, patients, records]),
    ).to.deep.equal([
      ["acts for", 100, 110, 1, 4],
      ["policy", 100, 180, 20, 60],
      ["emergency", 100, 180, 90, 200],
    ]);
    expect(windows({ policies: [policy] })).to.deep.equal([]);
    expect(windows({ validity: [{ from: 0, until: 100, roles: ["emergency"] }] })).to.deep.equal([]);
  });

  it("uses no permit while the directory did not vouch for it", () => {
    const validity = [{ from: 0, until: 140, roles: [] }];
    expect(windows({ ...permits(permitted(0, 1000)), validity })).to.deep.equal([["permit", 100, 140]]);
  });
});
