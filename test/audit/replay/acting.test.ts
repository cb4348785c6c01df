import { expect } from "chai";
import type { Address } from "viem";
import { type PlacedEvent, replay } from "../../../src/audit/replay/index.ts";
import { groupAddress } from "../../../src/consent/actors.ts";
import type { Basis } from "../../../src/consent/bases.ts";
import { NO_END } from "../../../src/consent/typedData.ts";
import { accessed, anna, beginning, clinic, doctor, gateway, record, tell } from "./handmade.ts";

// replay, of who acted and belonged when
const guardian = gateway;
const appointed = (at: number, epoch: number, springing = false): PlacedEvent =>
  tell(at, "Appointed", {
    ...{ patient: 1, proxy: guardian, powers: ["access"], springing, from: at, until: NO_END, epoch },
  });
const custodialBeginning = beginning.map((event) =>
  event.eventName === "Enrolled"
    ? tell(30, "Enrolled", { patient: 1, custodian: clinic, controller: anna, hold: "custodial", by: clinic })
    : event,
);
const [asPatient, asGroup, byPolicy] = (
  [
    ["PATIENT", "accessor"],
    ["PERMIT", "group"],
    ["POLICY", "accessor"],
  ] as const
).map(([basis, grantee]) => ({ basis, grantee, allRecords: false }) as const);
type Claim = NonNullable<typeof asPatient>;

describe("replay, of who acted and belonged when", () => {
  const cases: readonly [
    string,
    readonly PlacedEvent[],
    Address,
    Claim | undefined,
    Readonly<Record<number, Basis>>,
  ][] = [
    [
      "a proxy, until it is dismissed",
      [
        ...beginning,
        appointed(100, 1),
        tell(200, "Dismissed", { patient: 1, proxy: guardian, until: 200, epoch: 2, by: anna }),
      ],
      ...([guardian, asPatient, { 99: "NONE", 100: "PATIENT", 199: "PATIENT", 200: "NONE" }] as const),
    ],
    [
      "a proxy that a custodial key appointed, until the claim",
      [
        ...custodialBeginning,
        appointed(100, 1),
        tell(200, "Claimed", { patient: 1, from: anna, to: doctor, epoch: 2 }),
      ],
      ...([guardian, asPatient, { 100: "PATIENT", 199: "PATIENT", 200: "NONE" }] as const),
    ],
    [
      "a custodial key, which never is the patient, and the patient's own from the claim on",
      [...custodialBeginning, tell(200, "Claimed", { patient: 1, from: anna, to: doctor, epoch: 1 })],
      ...([doctor, asPatient, { 199: "NONE", 200: "PATIENT" }] as const),
    ],
    [
      "a proxy that waits for an incapacity",
      [
        ...[...beginning, appointed(100, 1, true)],
        tell(150, "IncapacityDeclared", { patient: 1, from: 150, until: NO_END, by: clinic }),
        tell(200, "IncapacityEnded", { patient: 1, until: 200, epoch: 1, by: clinic }),
      ],
      ...([guardian, asPatient, { 149: "NONE", 150: "PATIENT", 199: "PATIENT", 200: "NONE" }] as const),
    ],
    [
      "a controller, until control is recovered by another account",
      [...beginning, tell(200, "Recovered", { patient: 1, from: anna, to: guardian, epoch: 1 })],
      ...([anna, asPatient, { 29: "NONE", 30: "PATIENT", 199: "PATIENT", 200: "NONE" }] as const),
    ],
    [
      "a member of a group, until it is excluded",
      [
        ...beginning,
        tell(50, "Admitted", {
          actor: groupAddress(1),
          organization: clinic,
          kind: "group",
          roles: [],
          from: 50,
          until: NO_END,
        }),
        tell(60, "Permitted", {
          ...{ patient: 1, scope: record, grantee: groupAddress(1), purposes: 2n ** 88n - 1n, kinds: 2n ** 48n - 1n },
          ...{ from: 60, until: NO_END, version: 1, by: anna },
        }),
        tell(100, "Included", { group: groupAddress(1), member: doctor, from: 100, until: NO_END }),
        tell(200, "Excluded", { group: groupAddress(1), member: doctor, until: 200 }),
      ],
      ...([doctor, asGroup, { 99: "NONE", 100: "PERMIT", 199: "PERMIT", 200: "NONE" }] as const),
    ],
    [
      "a policy, until another is chosen and the organization suspended",
      [
        ...beginning,
        tell(50, "PolicyChosen", { organization: clinic, policy: "all-normal", since: 50 }),
        tell(100, "PolicyChosen", { organization: clinic, policy: "deny", since: 100 }),
        tell(150, "PolicyChosen", { organization: clinic, policy: "basic-normal", since: 150 }),
        tell(200, "OrganizationSuspended", { organization: clinic, until: 200 }),
      ],
      ...([doctor, byPolicy, { 49: "NONE", 50: "POLICY", 100: "NONE", 150: "POLICY", 200: "NONE" }] as const),
    ],
  ];
  for (const [what, events, accessor, claim, answers] of cases) {
    it(`judges ${what}`, () => {
      for (const [time, expected] of Object.entries(answers)) {
        const stated = { accessor, time: Number(time), detail: 1, basis: "NONE", version: 0 } as const;
        const { accesses } = replay([...events, accessed(300, { ...stated, ...(claim && { claim }) })]);
        expect(accesses[0]?.judged.basis, `at ${time}`).to.equal(expected);
      }
    });
  }
});
