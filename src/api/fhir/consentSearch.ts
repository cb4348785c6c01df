import { z } from "zod";
import type { RegistryPlace } from "../../audit/fhir/index.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { WrongQuestionError } from "../errors.ts";
import { severalOf } from "../forms/values.ts";
import { date, periodCondition, secondCondition } from "./dateConditions.ts";
import { placeCursor } from "./placeCursor.ts";
import {
  accountCondition,
  each,
  isSystem,
  NOTHING,
  paging,
  patientCondition,
  recordCondition,
  splitToken,
  tokens,
} from "./searchTokens.ts";

const several = severalOf(tokens).optional();

/** What Consents are searched by. Several of a name must all hold; a comma says or. */
export const consentForm = z.strictObject({
  patient: several.describe("The patient's number, as Patient/1 or 1."),
  "patient.identifier": several,
  status: several.describe("active, or inactive where the patient's side said more of the same grantee and scope."),
  actor: several.describe("Who may: an account, as a did:pkh or an address."),
  "actor.identifier": several,
  consentor: several.describe("Who said so for the patient: an account."),
  "consentor.identifier": several,
  organization: several.describe("The custodian: an account."),
  "organization.identifier": several,
  data: several.describe("A record that it is for alone: ImagingStudy/<id>, or its commitment."),
  "data.identifier": several,
  date: severalOf(date).optional().describe("When it was said: the time of the block."),
  period: severalOf(date).optional().describe("When it holds."),
  ...paging,
  after: placeCursor.optional().describe("Of the link to the next page."),
});

/** Whether the patient's side said more of the same grantee and scope than the permit `p`. */
const FOLLOWED =
  "EXISTS (SELECT 1 FROM permits AS n WHERE n.patient = p.patient AND n.scope = p.scope AND n.grantee = p.grantee AND n.version > p.version)";

/**
 * Says a search in SQL over the permits `p` and the enrolments `e`: conditions that all have to hold.
 *
 * @throws {WrongQuestionError} when a token is of no form that is taken
 */
export function conditionsOfConsents(search: z.output<typeof consentForm>, place: RegistryPlace): readonly Condition[] {
  const accounts = (column: string, ...values: readonly (readonly string[] | undefined)[]) =>
    each(values, (token) => accountCondition(column, token, place));
  return [
    ...each([search.patient, search["patient.identifier"]], (token) => patientCondition("p.patient", token, place)),
    ...each([search.status], statusCondition),
    ...accounts("p.grantee", search.actor, search["actor.identifier"]),
    ...accounts("p.by_account", search.consentor, search["consentor.identifier"]),
    ...accounts("e.custodian", search.organization, search["organization.identifier"]),
    ...each([search.data, search["data.identifier"]], (token) => recordCondition("p.scope", token, place)),
    ...(search.date ?? []).map((asked) => secondCondition("p.block_time", asked)),
    ...(search.period ?? []).map((asked) => periodCondition(["p.valid_from", "p.valid_until"], asked)),
  ];
}

const STATUSES = ["draft", "proposed", "active", "rejected", "inactive", "entered-in-error"];

function statusCondition(token: string): Condition {
  const { system, value } = splitToken(token);
  if (!STATUSES.includes(value))
    throw new WrongQuestionError("A status is one of FHIR's of a Consent, such as active.");
  if (!isSystem(system, "http://hl7.org/fhir/consent-state-codes")) return NOTHING;
  if (value === "active") return [`NOT ${FOLLOWED}`];
  return value === "inactive" ? [FOLLOWED] : NOTHING;
}
