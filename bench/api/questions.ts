import { wholeRecord } from "../../src/consent/commitments.ts";
import { buildDice } from "../index/dice.ts";
import { cast, partOf } from "../query/cast.ts";
import { ownPatient, type Person } from "./people.ts";

const day = 86_400;
const dice = buildDice(5);
const anyOf = <T>(values: readonly T[]): T => values[dice(values.length)] as T;
const record = () => anyOf(cast.records);
const organization = () => anyOf(cast.organizations);
const accessor = () => anyOf(cast.accessors);
const range = (seconds: number): string => {
  const since = cast.firstTime + dice(20_000);
  return `since=${since}&until=${since + seconds}`;
};

/** A question: who asks it, and where, with arguments thrown anew each time. */
export type ApiQuestion = { readonly as: Person; readonly path: () => string };

/** The question that the bound is about, and how many are asked in a second. */
export const mainQuestion = "who accessed: record";
export const sortedQuestion = "who accessed: three, range, sort, 10,000 rows";

export const questions: Readonly<Record<string, ApiQuestion>> = {
  [mainQuestion]: { as: "auditor", path: () => `/accesses?record=${record()}` },
  "who accessed: record and part": {
    as: "auditor",
    path: () => {
      const one = record();
      return `/accesses?record=${one}&part=${partOf(one, dice(20))}&part=${wholeRecord}`;
    },
  },
  "who accessed: patient": { as: "auditor", path: () => `/accesses?patient=${dice(cast.patients)}` },
  "who accessed: accessor, purpose and time": {
    as: "auditor",
    path: () => `/accesses?accessor=${accessor()}&purpose=ENROLLM&${range(3_600)}`,
  },
  "who accessed: organization": { as: "auditor", path: () => `/accesses?organization=${organization()}` },
  "who accessed: without leave": { as: "auditor", path: () => "/accesses?basis=NONE" },
  "who accessed: all": { as: "auditor", path: () => "/accesses" },
  "who accessed: all, as a patient": { as: "patient", path: () => "/accesses" },
  "who accessed: own record, as a patient": {
    as: "patient",
    path: () => `/accesses?record=${cast.records[ownPatient]}`,
  },
  "who accessed: all, as an organization": { as: "organization", path: () => "/accesses" },
  "who accessed: without leave, as an organization": { as: "organization", path: () => "/accesses?basis=NONE" },
  [sortedQuestion]: {
    as: "auditor",
    path: () =>
      `/accesses?organization=${organization()}&purpose=TREAT&basis=PERMIT&since=${cast.firstTime}&until=${cast.firstTime + day}&limit=10000`,
  },
  "counts by day": { as: "auditor", path: () => "/accesses/counts?by=day" },
  "counts by organization": { as: "auditor", path: () => "/accesses/counts?by=organization" },
  "counts by accessor, of an organization": {
    as: "auditor",
    path: () => `/accesses/counts?by=accessor&organization=${organization()}`,
  },
  "a record and its revisions": { as: "auditor", path: () => `/records/${record()}` },
  "records of a patient": { as: "auditor", path: () => `/patients/${dice(cast.patients)}/records` },
  "reviews due": { as: "auditor", path: () => "/reviews-due" },
  "FHIR AuditEvent by patient and date": {
    as: "auditor",
    path: () => `/fhir/AuditEvent?date=ge2023-11-14&patient.identifier=${dice(cast.patients)}&_count=20`,
  },
  "FHIR AuditEvent by date": { as: "auditor", path: () => "/fhir/AuditEvent?date=2023-11-15&_count=20" },
  "FHIR AuditEvent by a minute": {
    as: "auditor",
    path: () => `/fhir/AuditEvent?date=2023-11-14T23:${10 + dice(50)}&_count=20`,
  },
  "access notice of a patient": { as: "auditor", path: () => `/patients/${1_000 + dice(9_000)}/notice` },
  "access notice of a patient, PDF": {
    as: "auditor",
    path: () => `/patients/${1_000 + dice(9_000)}/notice?format=pdf`,
  },
};
