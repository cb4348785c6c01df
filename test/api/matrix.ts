import type { Address, Hex } from "viem";
import { consentId, numberedId } from "../../src/audit/fhir/index.ts";
import { wholeRecord } from "../../src/consent/commitments.ts";
import type { Access } from "../../src/indexer/queries/access.ts";
import { hashOf, recordAt } from "../indexer/world.ts";
import type { Stage } from "./stage.ts";

export const people = [
  "anna",
  "ben",
  "heir",
  "clinic",
  "practice",
  "surgeon",
  "resident",
  "gateway",
  "reviewer",
  "auditor",
] as const;
export type Person = (typeof people)[number];

/** What a route is about, one that is there and one that is not; and who gets it, while everybody else gets what they'd get of the other. */
export type About = { readonly path: string; readonly absent: string; readonly for: readonly Person[] };

/** Who may ask what. A route that stands nowhere here fails the test. */
export type Row =
  | { readonly open: true }
  | { readonly everybody: string }
  | { readonly auditor: string }
  | { readonly about: readonly About[] }
  /** A list of which everybody gets their own: it is held against all there are. Asked with such a query or body it is of the right form. */
  | { readonly own: true; readonly query?: string; readonly body?: object };

/** Patient 1 is Anna's and patient 3 her heir's, both of the clinic; 2 is Ben's, of the practice. */
const owners: readonly (readonly [patient: number, record: Hex, readers: readonly Person[]])[] = [
  [1, recordAt(0), ["anna", "clinic", "auditor"]],
  [2, recordAt(6), ["ben", "practice", "auditor"]],
  [3, recordAt(1), ["heir", "clinic", "auditor"]],
];
const ofRecord = (rest: string): Row => ({
  about: owners.map(([, record, readers]) => ({
    ...{ path: `/records/${record}${rest}`, absent: `/records/${hashOf("none")}${rest}`, for: readers },
  })),
});
const ofPatient = (rest: string): Row => ({
  about: owners.map(([patient, , readers]) => ({
    ...{ path: `/patients/${patient}${rest}`, absent: `/patients/999${rest}`, for: readers },
  })),
});

export function buildRows(cast: Stage["cast"], accesses: readonly Access[]): Readonly<Record<string, Row>> {
  const { clinic, practice, gateway } = cast;
  const firstAccessorOf = (asked: Hex) =>
    accesses.find(({ record, number }) => record === asked && number === 1)?.accessor;
  const nobody: Address = `0x${"ab".repeat(20)}`;
  const ofCustodian = (rest: string, readers: readonly [readonly Person[], readonly Person[]]): Row => ({
    about: [clinic, practice].map((custodian, i) => ({
      ...{ path: `/custodians/${custodian}${rest}`, absent: `/custodians/${nobody}${rest}`, for: readers[i] ?? [] },
    })),
  });
  const permits = [
    { patient: 1, scope: wholeRecord, grantee: clinic },
    { patient: 2, scope: recordAt(6), grantee: cast.heir },
  ] as const;
  return {
    "GET /health": { open: true },
    "GET /ready": { open: true },
    "GET /registry": { open: true },
    "POST /session/nonce": { open: true },
    "POST /session": { open: true },
    "GET /session": { everybody: "/session" },
    "DELETE /session": { open: true }, // of one's own: signIn.test.ts
    "GET /me": { everybody: "/me" },
    "GET /names": { everybody: "/names" },
    "GET /accesses": { own: true },
    "GET /accesses/export": { own: true }, // of the rows that GET /accesses gives: export.test.ts
    "GET /gaps": { own: true }, // gaps.test.ts
    "GET /patients/:patient/notice": ofPatient("/notice"),
    "GET /patients/:patient/notice/feed": ofPatient("/notice/feed"),
    "GET /patients/:patient/disclosures": ofPatient("/disclosures"),
    "GET /reports/emergencies": { own: true }, // reports.test.ts
    "GET /reports/misuse": { own: true }, // reports.test.ts
    "GET /reports/blast-radius/:account": { auditor: `/reports/blast-radius/${gateway}` },
    "GET /accesses/counts": { own: true, query: "?by=day" }, // of the rows that GET /accesses gives: counts.test.ts
    "GET /patients/:patient/records": ofPatient("/records"),
    "GET /patients/:patient/history": ofPatient("/history"),
    "GET /patients/:patient/permits": ofPatient("/permits"),
    "GET /patients/:patient/proxies": ofPatient("/proxies"),
    "GET /patients/:patient/acted-for": ofPatient("/acted-for"),
    "GET /records/:record": ofRecord(""),
    "GET /records/:record/related": ofRecord("/related"),
    "GET /records/:record/contributions": ofRecord("/contributions"),
    "GET /records/:record/emergencies": ofRecord("/emergencies"),
    "GET /records/:record/superseded-reads": ofRecord("/superseded-reads"),
    "GET /records/:record/completeness": ofRecord("/completeness"),
    "POST /requests": {
      own: true, // of who sends it: requests.test.ts
      body: { patient: 1, scope: recordAt(0), purposes: ["TREAT"], kinds: ["imaging-study"], until: 2 ** 40 - 1 },
    },
    "GET /patients/:patient/requests": {
      about: ([1, 2, 3] as const).map((patient, i) => ({
        ...{ path: `/patients/${patient}/requests`, absent: "/patients/999/requests" },
        for: (["anna", "ben", "heir"] as const).slice(i, i + 1), // neither a custodian's nor an auditor's
      })),
    },
    "DELETE /patients/:patient/requests/:id": { own: true }, // requests.test.ts
    "GET /custodians/:custodian/records": ofCustodian("/records", [
      ["clinic", "auditor"],
      ["practice", "auditor"],
    ]),
    "GET /custodians/:custodian/books": ofCustodian("/books", [
      ["clinic", "anna", "heir", "auditor"],
      ["practice", "ben", "auditor"],
    ]),
    "GET /reviews-due": { own: true },
    "GET /gateways/silent": { own: true },
    "GET /records/:record/proof": ofRecord("/proof"),
    "GET /records/:record/evidence": ofRecord("/evidence"),
    "GET /events": { own: true }, // live.test.ts
    "GET /accesses/proof": { own: true }, // of the rows that GET /accesses gives: proofs.test.ts
    "POST /relay": { open: true }, // the signature says who speaks: relay.test.ts
    "GET /gateways/:gateway/completeness": {
      about: [
        {
          ...{ path: `/gateways/${gateway}/completeness`, absent: `/gateways/${nobody}/completeness` },
          for: ["clinic", "gateway", "auditor"],
        },
      ],
    },
    "GET /fhir/metadata": { open: true },
    "GET /fhir/AuditEvent": { own: true }, // fhirSearch.test.ts
    "GET /fhir/AuditEvent/:id": {
      about: owners.map(([, record, readers]) => ({
        path: `/fhir/AuditEvent/${numberedId({ record, number: 1 })}`,
        absent: `/fhir/AuditEvent/${numberedId({ record: hashOf("none"), number: 1 })}`,
        for: [...readers, ...people.filter((person) => cast[person] === firstAccessorOf(record))],
      })),
    },
    "GET /fhir/Consent": { own: true }, // fhirConsents.test.ts
    "GET /fhir/Consent/:id": {
      about: ([0, 1] as const).map((i) => ({
        path: `/fhir/Consent/${consentId({ ...permits[i], version: 1 })}`,
        absent: `/fhir/Consent/${consentId({ ...permits[i], patient: 999, version: 1 })}`,
        for: owners[i]?.[2] ?? [],
      })),
    },
    "GET /fhir/Provenance": { own: true }, // fhirConsents.test.ts
    "GET /fhir/Provenance/:id": {
      about: [
        {
          path: `/fhir/Provenance/${numberedId({ record: recordAt(0), number: 1 })}`,
          absent: `/fhir/Provenance/${numberedId({ record: hashOf("none"), number: 1 })}`,
          for: owners[0]?.[2] ?? [],
        },
      ],
    },
    "GET /fhir/ImagingStudy/:id": {
      about: [recordAt(0), recordAt(6)].map((record, i) => ({
        ...{ path: `/fhir/ImagingStudy/${record.slice(2)}`, absent: `/fhir/ImagingStudy/${hashOf("none").slice(2)}` },
        for: owners[i]?.[2] ?? [],
      })),
    },
    "GET /recoveries/pending": { own: true },
    "GET /tools/:version/records": { auditor: `/tools/${hashOf("version 1")}/records` },
    "GET /actors/:actor": { everybody: `/actors/${gateway}` },
  };
}
