import { expect } from "chai";
import { type BalpProfile, findBalpProblems } from "../../../src/audit/fhir/index.ts";
import type { AuditEvent } from "../../../src/audit/fhir/resources.ts";
import { findProblems } from "./validator.ts";

const dcm = "http://dicom.nema.org/resources/ontology/DCM";
const hl7 = "http://terminology.hl7.org/CodeSystem";

/** What IHE publishes as "ex-auditBasicReadServer": the facts of the example, without its narrative. */
const published = {
  resourceType: "AuditEvent",
  id: "ex-auditBasicReadServer",
  type: { system: `${hl7}/audit-event-type`, code: "rest" },
  subtype: [{ system: "http://hl7.org/fhir/restful-interaction", code: "read" }],
  action: "R",
  recorded: "2020-04-29T09:49:00.000Z",
  outcome: "0",
  agent: [
    {
      type: { coding: [{ system: dcm, code: "110153" }] },
      who: { reference: "Device/ex-device" },
      requestor: false,
      network: { address: "http://server.example.com/fhir", type: "5" },
    },
    {
      type: { coding: [{ system: dcm, code: "110152" }] },
      who: { display: "myMachine.example.org" },
      requestor: false,
      network: { address: "2001:0db8:85a3:0000:0000:8a2e:0370:7334", type: "2" },
    },
    {
      type: { coding: [{ system: `${hl7}/v3-ParticipationType`, code: "IRCP" }] },
      who: { display: "John Smith" },
      requestor: true,
    },
  ],
  source: {
    site: "server.example.com",
    observer: { reference: "Device/ex-device" },
    type: [{ system: `${hl7}/security-source-type`, code: "4" }],
  },
  entity: [
    {
      what: { reference: "Patient/ex-patient" },
      type: { system: `${hl7}/audit-entity-type`, code: "1" },
      role: { system: `${hl7}/object-role`, code: "1" },
    },
    {
      what: { reference: "List/ex-list" },
      type: { system: `${hl7}/audit-entity-type`, code: "2" },
      role: { system: `${hl7}/object-role`, code: "4" },
    },
    {
      what: { identifier: { value: "76d148b6-586d-11ec-bf63-0242ac130002" } },
      type: { system: "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", code: "XrequestId" },
    },
  ],
};

type Change = (event: typeof published) => unknown;

/** A way to break each rule of PatientRead, and the element that it is about. */
const broken: readonly (readonly [element: string, what: string, change: Change])[] = [
  ["type", "no REST", ({ type }) => Object.assign(type, { code: "110112", system: dcm })],
  ["subtype", "no read", ({ subtype }) => Object.assign(subtype[0] ?? {}, { code: "search" })],
  ["subtype", "a read of another system", ({ subtype }) => Object.assign(subtype[0] ?? {}, { system: dcm })],
  ["action", "an execution", (event) => Object.assign(event, { action: "E" })],
  ["outcome", "a failure", (event) => Object.assign(event, { outcome: "8" })],
  ["agent:server", "no network of the server", ({ agent }) => Object.assign(agent[0] ?? {}, { network: undefined })],
  ["agent:client", "no network of the client", ({ agent }) => Object.assign(agent[1] ?? {}, { network: undefined })],
  ["agent:client", "two clients", ({ agent }) => agent.push(agent[1] ?? ({} as never))],
  ["agent:user", "a user in a network", ({ agent }) => Object.assign(agent[2] ?? {}, { network: { address: "a" } })],
  ["agent:user", "a user who did not ask", ({ agent }) => Object.assign(agent[2] ?? {}, { requestor: false })],
  ["entity:data", "no data", ({ entity }) => entity.splice(1, 1)],
  ["entity:data", "data with the role of a user", ({ entity }) => Object.assign(entity[1]?.role ?? {}, { code: "11" })],
  ["entity:patient", "no patient", ({ entity }) => entity.splice(0, 1)],
  ["entity:patient", "a group", ({ entity }) => Object.assign(entity[0] ?? {}, { what: { reference: "Group/1" } })],
];

/** Other examples of IHE's, by what is different in them. */
const others: readonly (readonly [id: string, profile: BalpProfile, change: Change])[] = [
  ["ex-auditBasicReadNoUser", "PatientRead", ({ agent }) => agent.splice(2, 1)],
  ["ex-auditBasicCreate", "PatientCreate", (event) => write(event, "C", "create", "AUT")],
  ["ex-auditBasicCreate2", "PatientCreate", (event) => write(event, "C", "create", "CST")],
  ["ex-auditBasicPatch", "PatientUpdate", (event) => write(event, "U", "patch", "AUT")],
  ["ex-auditBasicUpdate1", "PatientUpdate", (event) => write(event, "U", "update", "INF")],
  [
    "ex-auditBasicUpdateNoUserJob",
    "PatientUpdate",
    (event) => {
      write(event, "U", "update", "AUT");
      event.agent.splice(2, 1);
      Object.assign(event.entity[1]?.role ?? {}, { code: "20" });
    },
  ],
];

/** Writing turns the roles of client and server round, and names whoever wrote as what they were. */
function write(event: typeof published, action: string, interaction: string, user: string): void {
  Object.assign(event, { action });
  Object.assign(event.subtype[0] ?? {}, { code: interaction });
  for (const [i, code] of ["110152", "110153", user].entries()) {
    Object.assign(event.agent[i]?.type.coding[0] ?? {}, { code });
  }
}

describe("findBalpProblems", function () {
  this.timeout(30_000);

  for (const [id, profile, change] of others) {
    it(`finds nothing in ${id}, and R4 neither`, () => {
      const event = structuredClone(published);
      change(event);
      expect(findProblems(event)).to.deep.equal([]);
      expect(findBalpProblems(event as unknown as AuditEvent, profile)).to.deep.equal([]);
    });
  }

  it("finds nothing in IHE's own example, and R4 neither", () => {
    expect(findProblems(published)).to.deep.equal([]);
    expect(findBalpProblems(published as unknown as AuditEvent, "PatientRead")).to.deep.equal([]);
  });

  it("is not alone in holding it to something: R4's definitions find a planted fault", () => {
    expect(findProblems({ ...published, outcome: "9", agent: [] })).not.to.be.empty;
    expect(findProblems({ ...published, recorded: "yesterday" })).not.to.be.empty;
  });

  it("does not take a read for a creation: client and server are the other way round", () => {
    expect(findBalpProblems(published as unknown as AuditEvent, "PatientCreate")).to.deep.equal(["subtype", "action"]);
  });

  for (const [element, what, change] of broken) {
    it(`finds ${what}`, () => {
      const event = structuredClone(published);
      change(event);
      expect(findBalpProblems(event as unknown as AuditEvent, "PatientRead")).to.deep.equal([element]);
    });
  }
});
