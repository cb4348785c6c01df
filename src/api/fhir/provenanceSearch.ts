import { z } from "zod";
import { type RegistryPlace, registrySystem } from "../../audit/fhir/index.ts";
import { ORIGINS } from "../../consent/origins.ts";
import { bytesOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { severalOf } from "../forms/values.ts";
import { date, secondCondition } from "./dateConditions.ts";
import { placeCursor } from "./placeCursor.ts";
import {
  anyOf,
  each,
  findAccount,
  getCommitment,
  isSystem,
  NOTHING,
  paging,
  recordCondition,
  splitToken,
  tokens,
} from "./searchTokens.ts";

const several = severalOf(tokens).optional();

/** What Provenances are searched by. Several of a name must all hold; a comma says or. */
export const provenanceForm = z.strictObject({
  target: several.describe("What was written: ImagingStudy/<id>, or the commitment of a record, section or content."),
  "target.identifier": several,
  agent: several.describe("Who wrote, helped or verified: an account, as a did:pkh or an address."),
  "agent.identifier": several,
  recorded: severalOf(date).optional().describe("When it was recorded: the time of the block."),
  ...paging,
  after: placeCursor.optional().describe("Of the link to the next page."),
});

/**
 * Says a search in SQL over the contributions `c`: conditions that all have to hold.
 *
 * @throws {WrongQuestionError} when a token is of no form that is taken
 */
export function conditionsOfProvenances(
  search: z.output<typeof provenanceForm>,
  place: RegistryPlace,
): readonly Condition[] {
  return [
    ...each([search.target, search["target.identifier"]], (token) => targetCondition(token, place)),
    ...each([search.agent, search["agent.identifier"]], (token) => agentCondition(token, place)),
    ...(search.recorded ?? []).map((asked) => secondCondition("c.block_time", asked)),
  ];
}

/** A target is the record, the section or the content: as a resource only the record, where it is of images. */
function targetCondition(token: string, place: RegistryPlace): Condition {
  const { system, value } = splitToken(token);
  const record = recordCondition("c.record", token, place);
  if (value.includes("/")) return record;
  const bytes = bytesOf(getCommitment(value));
  const others = (["section", "digest"] as const).map(
    (what): Condition => (isSystem(system, registrySystem(place, what)) ? [`c.${what} = ?`, bytes] : NOTHING),
  );
  return anyOf([record, ...others]);
}

const AI = ORIGINS.indexOf("ai");
const ASSISTED = ORIGINS.indexOf("ai-assisted");

/** Of what a tool wrote the tool is the author, and not whom it wrote for: as the resource says. */
function agentCondition(token: string, place: RegistryPlace): Condition {
  const account = findAccount(token, place);
  if (account === undefined) return NOTHING;
  return anyOf([
    [`(c.origin = ${AI} AND c.tool = ?)`, account],
    [`((c.origin <> ${AI} OR c.tool IS NULL) AND c.author = ?)`, account],
    [`(c.origin = ${ASSISTED} AND c.tool = ?)`, account],
    [
      "EXISTS (SELECT 1 FROM dispositions AS d WHERE d.record = c.record AND d.number = c.number AND d.by_account = ?)",
      account,
    ],
  ]);
}
