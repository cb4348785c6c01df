import type { AsOf, Names, ReportedAccess } from "../../../src/audit/reports/index.ts";
import { encodeEmergencyDetail } from "../../../src/consent/emergencies.ts";
import { type PurposeCode, purposeNumber } from "../../../src/consent/purposes.ts";
import { address, anAccess, clinic, doctor, guest, hospital, MORNING, word } from "../fhir/rows.ts";

export const DAY = 86_400;
export const [colleague, specialist, agency, patientAccount] = ["d1", "c5", "a9", "9a7"].map(address) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
export const NOW = MORNING + 40 * DAY;

export const asOf: AsOf = {
  chainId: 31337,
  registry: address("f1d"),
  block: { number: 200, hash: word("b10c"), time: NOW - 12 },
  blocksBehind: 0,
  ageSeconds: 12,
  isComplete: true,
};

const NAMES: Readonly<Record<string, string>> = {
  [hospital]: "St. Mary Hospital",
  [doctor]: "Dr. Anna Roth",
  [colleague]: "Nurse Ben Hale",
  [clinic]: "Lakeside Clinic",
  [specialist]: "Dr. Chen",
  [agency]: "State Health Agency",
};

export const names: Names = {
  actor: (account) => NAMES[account] ?? null,
  patient: (patient) => (patient === 7 ? "Jane Doe" : null),
  part: (record) => (record === word("abc1") ? "CT of the head" : null),
};

type Told = Partial<Omit<ReportedAccess["access"], "purpose">> & { readonly purpose: PurposeCode };

/** An access to the patient's CT, on day `day`. */
export function told(number: number, day: number, { purpose, ...given }: Told): ReportedAccess {
  const access = anAccess({ ...given, number, time: MORNING + day * DAY, purpose: purposeNumber(purpose) });
  return { access, kind: 0, custodian: hospital };
}

export const by = {
  doctor: { accessor: doctor, organization: hospital },
  colleague: { accessor: colleague, organization: hospital },
  specialist: { accessor: specialist, organization: clinic },
  agency: { accessor: agency, organization: undefined },
  guest: { accessor: guest, organization: undefined },
  patient: { accessor: patientAccount, organization: undefined },
} as const;

const broken = encodeEmergencyDetail({ reason: 1, secondsSinceBroken: 60 });

/** A patient's accesses: every way there is to be left out of an accounting, and those that are in it. */
export const STORY: readonly ReportedAccess[] = [
  told(1, 1, { ...by.doctor, purpose: "TREAT", basis: "POLICY" }),
  told(2, 2, { ...by.specialist, purpose: "COC", basis: "PERMIT" }),
  told(3, 3, { ...by.patient, purpose: "PATRQT", basis: "PATIENT", gateway: undefined, entryNumber: undefined }),
  told(4, 4, { ...by.specialist, purpose: "CLINTRCH", basis: "PERMIT" }),
  told(5, 5, { ...by.specialist, purpose: "PUBHLTH", basis: "POLICY" }),
  told(6, 9, { ...by.specialist, purpose: "PUBHLTH", basis: "POLICY", record: word("abc2") }),
  told(7, 10, { ...by.guest, purpose: "TREAT", basis: "NONE" }),
  told(8, 11, { ...by.colleague, purpose: "TREAT", basis: "NONE" }),
  told(9, 12, { ...by.specialist, purpose: "BTG", basis: "EMERGENCY", detail: broken }),
  told(10, 13, { ...by.specialist, purpose: "MILCDM", basis: "POLICY" }),
  told(11, -2500, { ...by.specialist, purpose: "PUBHLTH", basis: "POLICY" }),
  told(12, 14, { ...by.agency, purpose: "PUBHLTH", basis: "POLICY" }),
  told(13, 15, { ...by.specialist, purpose: "THREAT", basis: "POLICY" }),
  told(14, 16, { ...by.specialist, purpose: "HDIRECT", basis: "POLICY" }),
  told(15, 17, { ...by.specialist, purpose: "HPAYMT", basis: "UNDETERMINED" }),
];

export const numbersOf = (rows: readonly { readonly number: number }[]): number[] => rows.map(({ number }) => number);
