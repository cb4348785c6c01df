import { z } from "zod";
import { OUTCOME_OF_BASIS, type RegistryPlace, registrySystem, SYSTEMS } from "../../audit/fhir/index.ts";
import { BASES } from "../../consent/bases.ts";
import { PURPOSES } from "../../consent/purposes.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { WrongQuestionError } from "../errors.ts";
import { severalOf } from "../forms/values.ts";
import { accessCursor } from "../questions/cursor.ts";
import { date } from "./dateConditions.ts";
import type { DateCondition } from "./searchDate.ts";
import {
  each,
  findAccount,
  isSystem,
  NOTHING,
  paging,
  patientCondition,
  recordCondition,
  splitToken,
  tokens,
} from "./searchTokens.ts";

/** What AuditEvents are searched by: the parameters of ITI-81 that the log can answer. Several of a name must all hold; a comma says or. */
export const searchForm = z.strictObject({
  date: severalOf(date).optional().describe("When it was recorded: the time of the block."),
  patient: severalOf(tokens).optional().describe("The patient's number, as Patient/1 or 1."),
  "patient.identifier": severalOf(tokens).optional(),
  agent: severalOf(tokens)
    .optional()
    .describe("An account that took part: accessor, organization or gateway; as a did:pkh or an address."),
  "agent.identifier": severalOf(tokens).optional(),
  entity: severalOf(tokens).optional().describe("A record: ImagingStudy/<id>, or its commitment."),
  "entity.identifier": severalOf(tokens).optional(),
  purpose: severalOf(tokens).optional().describe("A code of HL7's PurposeOfUse, and none else."),
  outcome: severalOf(tokens).optional().describe("0 with a leave, 4 undetermined, 8 without."),
  ...paging,
  after: accessCursor.optional().describe("Of the link to the next page."),
});

type Search = z.output<typeof searchForm>;

/**
 * Says a search in SQL over the accesses `a`: conditions that all have to hold.
 *
 * @throws {WrongQuestionError} when a token is of no form that is taken
 */
export function conditionsOfSearch(search: Search, place: RegistryPlace): readonly Condition[] {
  return [
    ...(search.date ?? []).flatMap(dateConditions),
    ...each([search.patient, search["patient.identifier"]], (token) => patientCondition("a.patient", token, place)),
    ...each([search.agent, search["agent.identifier"]], (token) => agentCondition(token, place)),
    ...each([search.entity, search["entity.identifier"]], (token) => entityCondition(token, place)),
    ...each([search.purpose], purposeCondition),
    ...each([search.outcome], outcomeCondition),
  ];
}

/** An access is never logged before it happened, so what was recorded before a second happened before it: for that there is an index. */
function dateConditions({ prefix, span: { from, until } }: DateCondition): Condition[] {
  const at = "a.block_time";
  const before = (second: number): Condition[] => [
    [`${at} < ?`, second],
    ["a.time < ?", second],
  ];
  switch (prefix) {
    case "eq":
      return [[`${at} >= ?`, from], ...before(until)];
    case "ne":
      return [[`(${at} < ? OR ${at} >= ?)`, from, until]];
    case "gt":
    case "sa":
      return [[`${at} >= ?`, until]];
    case "ge":
      return [[`${at} >= ?`, from]];
    case "lt":
    case "eb":
      return before(from);
    case "le":
      return before(until);
  }
}

function agentCondition(token: string, place: RegistryPlace): Condition {
  const account = findAccount(token, place);
  if (account === undefined) return NOTHING;
  return ["(a.accessor = ? OR a.organization = ? OR a.gateway = ?)", account, account, account];
}

function entityCondition(token: string, place: RegistryPlace): Condition {
  const { system } = splitToken(token);
  const isPatient = system !== undefined && isSystem(system, registrySystem(place, "patient"));
  return isPatient ? patientCondition("a.patient", token, place) : recordCondition("a.record", token, place);
}

function purposeCondition(token: string): Condition {
  const { system, value } = splitToken(token);
  const purpose = PURPOSES.find(({ code }) => code === value);
  if (purpose === undefined) throw new WrongQuestionError("A purpose is searched for by a code of HL7's PurposeOfUse.");
  return isSystem(system, SYSTEMS.purpose) ? ["a.purpose = ?", purpose.number] : NOTHING;
}

function outcomeCondition(token: string): Condition {
  const { system, value } = splitToken(token);
  const bases = BASES.flatMap((basis, number) => (OUTCOME_OF_BASIS[basis] === value ? [number] : []));
  if (!/^(?:0|4|8|12)$/.test(value)) throw new WrongQuestionError("An outcome is 0, 4, 8 or 12.");
  if (bases.length === 0 || !isSystem(system, "http://terminology.hl7.org/CodeSystem/audit-event-outcome"))
    return NOTHING;
  return [`a.basis IN (${bases.join(", ")})`];
}
