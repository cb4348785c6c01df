import fc from "fast-check";
import type { Address, Hex } from "viem";
import { ADMITTED_BEFORE, groupAddress, POLICIES, ROLES } from "../../src/consent/actors.ts";
import type { AccessRequest } from "../../src/consent/decide.ts";
import { EMERGENCY_TIME } from "../../src/consent/emergencies.ts";
import { coverPurposes, purposeNumber } from "../../src/consent/purposes.ts";
import type { Restriction } from "../../src/consent/restrictions.ts";
import type { Actor, ConsentState } from "../../src/consent/state.ts";
import { ALL_RECORDS } from "../../src/consent/typedData.ts";
import { buildState, type World } from "./mapState.ts";

export const hospital: Address = "0x00000000000000000000000000000000000000a1";
export const otherHospital: Address = "0x00000000000000000000000000000000000000b2";
export const radiologist: Address = "0x000000000000000000000000000000000000000d";
export const study: Hex = `0x${"5a".repeat(32)}`;

const report: Hex = `0x${"6b".repeat(32)}`;
const unknownRecord: Hex = `0x${"7c".repeat(32)}`;
const resident: Address = "0x000000000000000000000000000000000000000e";
const outsider: Address = "0x000000000000000000000000000000000000000f";
const organizations = [hospital, otherHospital];
const accounts = [...organizations, radiologist, resident, outsider];
const groups = [groupAddress(1), groupAddress(2)];

/** Few seconds, so that edges meet. */
const second = fc.integer({ min: 0, max: 9 });
const window = fc
  .tuple(second, second)
  .map(([from, until]) => ({ from: Math.min(from, until), until: Math.max(from, until) }));
const wide = fc.oneof({ weight: 3, arbitrary: fc.constant({ from: 0, until: 99 }) }, { weight: 1, arbitrary: window });
const rare = fc.integer({ min: 0, max: 4 }).map((die) => die === 0);

const purpose = fc.constantFrom(
  ...(["TREAT", "ETREAT", "BTG", "CLINTRCH", "HMARKT"] as const).map(purposeNumber),
  87,
  88,
);
const purposes = fc.constantFrom(coverPurposes(["TREAT"]), coverPurposes(["HRESCH", "ETREAT"]), (1n << 88n) - 1n, 0n);

function actor(address: Address, kind: Actor["kind"]): fc.Arbitrary<[Address, Actor]> {
  return fc
    .tuple(wide, fc.constantFrom(...organizations), fc.constantFrom(0, ROLES.emergency), rare)
    .map(([dates, organization, roles, before]) => [
      address,
      {
        ...dates,
        organization: kind === "organization" ? address : organization,
        kind,
        roles: roles | (before ? ADMITTED_BEFORE : 0),
      },
    ]);
}

const patient = fc.record({
  controller: fc.constantFrom(...accounts),
  since: fc.integer({ min: 0, max: 3 }),
  epoch: fc.constant(0),
  replaced: rare,
  hold: fc.constantFrom("self", "self", "custodial"),
  custodian: fc.constant(hospital),
  claimedAt: fc.constantFrom(0, 0, 2, 5),
});

const proxy = fc
  .record({
    dates: wide,
    powers: fc.integer({ min: 1, max: 3 }),
    springing: fc.boolean(),
    custodial: rare,
    replaced: rare,
  })
  .map(({ dates, ...terms }) => ({ ...dates, ...terms }));

const permit = fc
  .record({
    dates: wide,
    version: fc.constantFrom(1, 2, 7),
    replaced: rare,
    purposes,
    kinds: fc.constantFrom(1n, 3n, 6n),
  })
  .map(({ dates, ...terms }) => ({ ...dates, ...terms }));

const anyWorld: fc.Arbitrary<World> = fc.record({
  actors: fc.tuple(
    ...organizations.map((address) => actor(address, "organization")),
    actor(radiologist, "practitioner"),
    actor(resident, "practitioner"),
    ...groups.map((address) => actor(address, "group")),
  ),
  memberships: fc.array(
    fc.tuple(
      fc.constantFrom(...groups),
      fc.constantFrom(...accounts),
      fc.tuple(wide, rare).map(([dates, replaced]) => ({ ...dates, replaced })),
    ),
    { maxLength: 5 },
  ),
  policies: fc.array(
    fc.tuple(
      fc.constantFrom(...organizations),
      fc.record({ policy: fc.constantFrom(...POLICIES), since: fc.integer({ min: 0, max: 4 }), replaced: rare }),
    ),
    { maxLength: 2 },
  ),
  patients: fc.tuple(...[1, 2].map((number) => fc.tuple(fc.constant(number), patient))),
  proxies: fc.array(fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(...accounts), proxy), { maxLength: 3 }),
  incapacities: fc.array(
    fc.tuple(
      fc.constantFrom(1, 2),
      fc.tuple(window, rare).map(([dates, replaced]) => ({ ...dates, replaced })),
    ),
    { maxLength: 2 },
  ),
  records: fc.constant([
    [study, { custodian: hospital, patient: 1, kind: 0 }],
    [report, { custodian: hospital, patient: 2, kind: 1 }],
  ]),
  permits: fc.array(
    fc.tuple(
      fc.constantFrom(1, 2),
      fc.constantFrom(study, report, ALL_RECORDS),
      fc.constantFrom(...accounts, ...groups),
      permit,
    ),
    { maxLength: 6 },
  ),
});

/** Small states in which most windows meet. */
export const anyState: fc.Arbitrary<ConsentState> = anyWorld.map(buildState);

export const anyRequest: fc.Arbitrary<AccessRequest> = fc.record(
  {
    accessor: fc.constantFrom(...accounts),
    record: fc.constantFrom(study, report, study, report, unknownRecord),
    part: fc.constant(ALL_RECORDS),
    purpose,
    action: fc.constant(1),
    emergency: fc.record({
      reason: fc.constantFrom(0, 1, 1, 255, 256),
      brokenAt: fc.constantFrom(0, 3, 9, 4 - EMERGENCY_TIME, -EMERGENCY_TIME - 1),
    }),
  },
  { requiredKeys: ["accessor", "record", "part", "purpose", "action"] },
);

export const anyRestriction: fc.Arbitrary<Restriction> = fc.record(
  {
    patient: fc.constantFrom(1, 2),
    scope: fc.constantFrom(study, report, ALL_RECORDS),
    excluded: fc.constantFrom(...accounts),
    purposes,
  },
  { requiredKeys: ["patient", "scope", "excluded"] },
);
