import { type Address, type Hex, isAddress } from "viem";
import { z } from "zod";
import {
  findRecordOfId,
  OUTCOME_OF_BASIS,
  type RegistryPlace,
  registrySystem,
  SYSTEMS,
} from "../../audit/fhir/index.ts";
import { BASES } from "../../consent/bases.ts";
import { PURPOSES } from "../../consent/purposes.ts";
import { bytesOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { WrongQuestionError } from "../errors.ts";
import { severalOf } from "../forms/values.ts";
import { accessCursor } from "../questions/cursor.ts";
import { type DateCondition, findDateCondition } from "./searchDate.ts";

const date = z
  .string()
  .max(40)
  .transform((text, context): DateCondition => {
    const found = findDateCondition(text);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "is a date of FHIR, with eq, ne, gt, lt, ge, le, sa or eb before it" });
    return z.NEVER;
  });
const tokens = z.string().min(1).max(4_000);

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
  _count: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, "is a number from 1 to 1000")
    .transform(Number)
    .default(100),
  _format: z.enum(["json", "application/json", "application/fhir+json"]).optional(),
  after: accessCursor.optional().describe("Of the link to the next page."),
});

type Search = z.output<typeof searchForm>;

/**
 * Says a search in SQL over the accesses `a`: conditions that all have to hold.
 *
 * @throws {WrongQuestionError} when a token is of no form that is taken
 */
export function conditionsOfSearch(search: Search, place: RegistryPlace): readonly Condition[] {
  const each = (values: readonly string[] | undefined, condition: (token: string) => Condition): Condition[] =>
    (values ?? []).map((value) => anyOf(value.split(",").map(condition)));
  return [
    ...(search.date ?? []).flatMap(dateConditions),
    ...each([...(search.patient ?? []), ...(search["patient.identifier"] ?? [])], (token) =>
      patientCondition(token, place),
    ),
    ...each([...(search.agent ?? []), ...(search["agent.identifier"] ?? [])], (token) => agentCondition(token, place)),
    ...each([...(search.entity ?? []), ...(search["entity.identifier"] ?? [])], (token) =>
      entityCondition(token, place),
    ),
    ...each(search.purpose, purposeCondition),
    ...each(search.outcome, outcomeCondition),
  ];
}

const NOTHING: Condition = ["1 = 0"];

function anyOf(conditions: readonly Condition[]): Condition {
  return [`(${conditions.map(([sql]) => sql).join(" OR ")})`, ...conditions.flatMap(([, ...values]) => values)];
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

/** Splits `system|value`; the system is `undefined` where there is no bar, and any will do. */
function splitToken(token: string): { readonly system: string | undefined; readonly value: string } {
  const bar = token.indexOf("|");
  return bar < 0 ? { system: undefined, value: token } : { system: token.slice(0, bar), value: token.slice(bar + 1) };
}

function patientCondition(token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  const digits = /^(?:Patient\/)?(\d{1,15})$/.exec(value)?.[1];
  if (digits === undefined) throw new WrongQuestionError("A patient is searched for by the number here: Patient/1.");
  return isSystem(system, registrySystem(place, "patient")) ? ["a.patient = ?", Number(digits)] : NOTHING;
}

function agentCondition(token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  const [, chainId, named = value] = /^did:pkh:eip155:(\d{1,15}):(0x[0-9a-fA-F]{40})$/.exec(value) ?? [];
  if (!isAddress(named, { strict: false }))
    throw new WrongQuestionError("An agent is searched for by its account: a did:pkh, or an address.");
  const isHere = chainId === undefined || chainId === String(place.chainId);
  if (!isHere || !isSystem(system, SYSTEMS.uri)) return NOTHING;
  const account = bytesOf(named.toLowerCase() as Address);
  return ["(a.accessor = ? OR a.organization = ? OR a.gateway = ?)", account, account, account];
}

function entityCondition(token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  if (system !== undefined && isSystem(system, registrySystem(place, "patient"))) return patientCondition(token, place);
  const record = findRecordOfId(
    value
      .replace(/^\w+\//, "")
      .replace(/^0x/, "")
      .toLowerCase(),
  );
  if (record === undefined)
    throw new WrongQuestionError("An entity is searched for by a record's commitment: ImagingStudy/<64 digits>.");
  const condition: Condition = ["a.record = ?", bytesOf(record satisfies Hex)];
  // Only records of images are referred to as resources here.
  if (!value.includes("/")) return isSystem(system, registrySystem(place, "record")) ? condition : NOTHING;
  if (!value.startsWith("ImagingStudy/") || system !== undefined) return NOTHING;
  return [
    "(a.record = ? AND EXISTS (SELECT 1 FROM records AS r WHERE r.record = a.record AND r.kind = 0))",
    bytesOf(record),
  ];
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

/** Without a bar any system will do; the text before it must be the one there is. */
function isSystem(stated: string | undefined, own: string): boolean {
  return stated === undefined || stated.toLowerCase() === own.toLowerCase();
}
