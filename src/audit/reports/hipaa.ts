import { coverPurposes, type PurposeCode, purposesCover } from "../../consent/purposes.ts";
import type { Rule } from "./report.ts";

const of = (paragraph: string): string => `45 CFR 164.528${paragraph}`;

/** Why a disclosure stands in an accounting, or does not. The names are those that a file of marks may use. */
export const HIPAA_RULES = {
  disclosure: { why: "A disclosure that the law has accounted for.", source: of("(a)(1)") },
  "no-leave": { why: "It was without leave, and so under no exception.", source: of("(a)(1)") },
  undetermined: { why: "Whether it had a leave is to be decided, and so no exception is known.", source: of("(a)(1)") },
  use: { why: "A use inside of the organization is no disclosure.", source: "45 CFR 160.103" },
  period: { why: "It is not of the time that was asked for.", source: of("(a)(1), (a)(3)") },
  operations: { why: "Treatment, payment or health care operations.", source: of("(a)(1)(i)") },
  individual: { why: "To the patient, or to whoever acts for the patient.", source: of("(a)(1)(ii)") },
  incident: { why: "Incident to a use or disclosure that is permitted.", source: of("(a)(1)(iii)") },
  authorization: { why: "The patient authorized it.", source: of("(a)(1)(iv)") },
  directory: { why: "For the facility's directory, or to persons involved in the care.", source: of("(a)(1)(v)") },
  security: { why: "For national security or intelligence.", source: of("(a)(1)(vi)") },
  custody: {
    why: "To a correctional institution or law enforcement, of somebody in custody.",
    source: of("(a)(1)(vii)"),
  },
  "limited-data-set": { why: "Part of a limited data set.", source: of("(a)(1)(viii)") },
  "before-compliance": { why: "It was before the law applied to the organization.", source: of("(a)(1)(ix)") },
  suspended: { why: "An agency suspended the right for this disclosure; it is told later.", source: of("(a)(2)") },
} as const;

export type HipaaRule = keyof typeof HIPAA_RULES;

/** Says a rule in full. */
export function ruleOf(rule: HipaaRule): Rule {
  return { rule, ...HIPAA_RULES[rule] };
}

/** What a purpose's code can't tell, and so the organization has to: which exceptions a disclosure falls under. */
export const MARKS = ["incident", "directory", "security", "custody", "limited-data-set"] as const;

/**
 * Codes that stand below healthcare operations in HL7's tree and are none by 164.501: 164.512 permits them, or nothing does, and they are accounted for.
 * Donation (h), government and military command (k), decedents (g), reports to public programmes, and the training of machines.
 */
const NOT_OPERATIONS: readonly PurposeCode[] = ["DONAT", "GOV", "MILCDM", "HDECD", "HPRGRP", "MLTRAINING", "HDIRECT"];

const OPERATIONS = coverPurposes(["TREAT", "HPAYMT", "HOPERAT"]) & ~coverPurposes(NOT_OPERATIONS);
const DIRECTORY = coverPurposes(["HDIRECT"]);

/** Says whether a purpose, by its number, is treatment, payment or health care operations. */
export function isOperations(purpose: number): boolean {
  return purposesCover(OPERATIONS, purpose);
}

/** Says whether a purpose, by its number, is the facility's directory. */
export function isDirectory(purpose: number): boolean {
  return purposesCover(DIRECTORY, purpose);
}
