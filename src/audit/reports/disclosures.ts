import { type Address, getAddress, type Hex } from "viem";
import { describeAccess } from "./describeAccess.ts";
import { type HipaaRule, isDirectory, isOperations, type MARKS, ruleOf } from "./hipaa.ts";
import {
  type AsOf,
  byTime,
  type LeftOut,
  leaveOut,
  type Names,
  type Report,
  type ReportedAccess,
  type Rule,
} from "./report.ts";

/** The disclosures of a patient's data that the law has accounted for, those to one recipient for one purpose taken together. */
export type DisclosureAccounting = Report & {
  readonly report: "accounting of disclosures";
  readonly patient: number;
  readonly patientName: string | null;
  readonly custodian: Address;
  readonly custodianName: string | null;
  readonly rows: readonly Disclosure[];
  readonly leftOut: readonly LeftOut[];
};

/** Four fields: when, to whom, what and why; and how often, until when. */
export type Disclosure = Rule & {
  /** The date of the first one (unix seconds). */
  readonly time: number;
  readonly recipient: Address;
  readonly recipientName: string | null;
  readonly recipientAddress: string | null;
  /** A brief description of what the first one was of. */
  readonly what: string;
  readonly purpose: string;
  /** A brief statement of the purpose. */
  readonly purposeWords: string;
  readonly count: number;
  readonly lastTime: number;
  /** Which accesses these are. */
  readonly accesses: readonly { readonly record: Hex; readonly number: number }[];
};

/** An agency's statement that an accounting would impede its work: by word of mouth it holds 30 days at most. */
export type Suspension = {
  /** The agency: an account or an organization. */
  readonly recipient: Address;
  readonly from: number;
  /** First second after it (unix, exclusive). */
  readonly until: number;
  readonly form: "written" | "oral";
};

/** What the organization knows and the log does not. */
export type AccountingMarks = {
  /** Accesses that fall under an exception which no purpose tells. */
  readonly marks: readonly { readonly record: Hex; readonly number: number; readonly rule: (typeof MARKS)[number] }[];
  readonly suspensions: readonly Suspension[];
  /** Postal addresses of recipients, by account in lower case. */
  readonly addresses: Readonly<Record<Address, string>>;
  /** First second at which the law applied to the organization (unix). */
  readonly complianceDate: number;
  /** Whether the organization has patients sign permits as authorizations under 164.508. */
  readonly authorizations: "permits" | "none";
};

export const NO_MARKS: AccountingMarks = {
  marks: [],
  suspensions: [],
  addresses: {},
  complianceDate: 0,
  authorizations: "permits",
};

export type AccountingQuestion = AccountingMarks & {
  readonly patient: number;
  readonly custodian: Address;
  /** When it was asked for (unix seconds). It reaches six years back from there. */
  readonly requestedAt: number;
  /** The shorter time that the patient asked for (unix). */
  readonly since?: number | undefined;
  readonly asOf: AsOf;
};

const ORAL_LIMIT = 30 * 86_400;

/**
 * Accounts for the disclosures of a patient's data by its custodian, as 45 CFR 164.528 has it.
 *
 * What no rule leaves out is in. An access without leave, or one that the contract could not judge, is under no exception: what it claimed to be for does not
 * excuse it.
 *
 * @param accesses - All of the patient.
 * @see https://www.ecfr.gov/current/title-45/section-164.528
 */
export function accountDisclosures(
  accesses: readonly ReportedAccess[],
  question: AccountingQuestion,
  names: Names,
): DisclosureAccounting {
  const { patient, custodian, requestedAt, asOf } = question;
  const from = Math.max(question.since ?? 0, sixYearsBefore(requestedAt));
  const rows = new Map<string, Disclosure>();
  const leftOut: LeftOut[] = [];
  for (const one of accesses.filter(({ access }) => access.patient === patient).sort(byTime)) {
    const rule = judge(one, question, from);
    if (!ACCOUNTED.includes(rule)) leftOut.push(leaveOut(one, ruleOf(rule)));
    else {
      const disclosure = disclose(one, ruleOf(rule), question, names);
      const key = `${disclosure.recipient} ${disclosure.purpose} ${rule}`;
      rows.set(key, addTo(rows.get(key), disclosure));
    }
  }
  return {
    report: "accounting of disclosures",
    ...{ patient, patientName: names.patient(patient), custodian: getAddress(custodian) },
    custodianName: names.actor(custodian),
    ...{ asOf, from, until: requestedAt, rows: [...rows.values()], leftOut },
  };
}

/** The first rule that applies, in the order of how plain it is. */
function judge({ access, custodian }: ReportedAccess, question: AccountingQuestion, from: number): HipaaRule {
  const { time, organization, accessor, basis, purpose, record, number } = access;
  const { requestedAt, complianceDate, marks, suspensions, authorizations } = question;
  if (time < from || time >= requestedAt) return "period";
  if (time < complianceDate) return "before-compliance";
  if (basis === "PATIENT") return "individual";
  if (organization === custodian) return "use"; // an organization speaks for itself too
  const isSuspendedFor = isSuspended([accessor, organization], suspensions, requestedAt);
  if (basis === "NONE" || basis === "UNDETERMINED") return isSuspendedFor ? "suspended" : NO_EXCEPTION[basis];
  const marked = marks.find((mark) => mark.record === record && mark.number === number);
  if (marked !== undefined) return marked.rule;
  if (isOperations(purpose)) return "operations";
  if (isDirectory(purpose)) return "directory";
  if (basis === "PERMIT" && authorizations === "permits") return "authorization";
  return isSuspendedFor ? "suspended" : "disclosure";
}

const NO_EXCEPTION = { NONE: "no-leave", UNDETERMINED: "undetermined" } as const;
const ACCOUNTED: readonly HipaaRule[] = ["disclosure", "no-leave", "undetermined"];

function isSuspended(
  recipients: readonly (Address | undefined)[],
  suspensions: readonly Suspension[],
  requestedAt: number,
): boolean {
  return suspensions.some(({ recipient, from, until, form }) => {
    const end = form === "oral" ? Math.min(until, from + ORAL_LIMIT) : until;
    return recipients.includes(recipient) && from <= requestedAt && requestedAt < end;
  });
}

/** The law asks for the entity or person who received it: the organization where one spoke for the accessor. */
function disclose(one: ReportedAccess, rule: Rule, { addresses }: AccountingQuestion, names: Names): Disclosure {
  const { time, what, purpose, purposeWords, record, number } = describeAccess(one, names);
  const { accessor, organization } = one.access;
  const recipient = organization ?? accessor;
  return {
    time,
    recipient: getAddress(recipient),
    recipientName: names.actor(recipient),
    recipientAddress: addresses[recipient] ?? null,
    ...{ what, purpose, purposeWords, count: 1, lastTime: time, accesses: [{ record, number }], ...rule },
  };
}

function addTo(before: Disclosure | undefined, { lastTime, accesses, ...first }: Disclosure): Disclosure {
  if (before === undefined) return { ...first, lastTime, accesses };
  return { ...before, count: before.count + 1, lastTime, accesses: [...before.accesses, ...accesses] };
}

/** Six years of the calendar; 29 February becomes 1 March. */
function sixYearsBefore(seconds: number): number {
  const date = new Date(seconds * 1000);
  date.setUTCFullYear(date.getUTCFullYear() - 6);
  return Math.max(0, Math.floor(date.getTime() / 1000));
}
