import type { Hex } from "viem";
import { z } from "zod";
import { buildProvenance, findNumberedOfId, type Provenance } from "../../audit/fhir/index.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Condition } from "../../indexer/queries/accessOrder.ts";
import { type Contribution, contributionsWhere } from "../../indexer/queries/contributions.ts";
import type { Row } from "../../sql/database.ts";
import { NotFoundError } from "../errors.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import type { Asking } from "../questions/question.ts";
import { getVisibleRecord } from "../questions/records.ts";
import type { Api } from "../server/api.ts";
import { ownedScopeOf } from "../standing/scope.ts";
import { readKnown } from "./known.ts";
import { afterPlace, writePlace } from "./placeCursor.ts";
import { conditionsOfProvenances, provenanceForm } from "./provenanceSearch.ts";
import { idParams, sendResource, sendSearchset } from "./searchBundle.ts";

/** Which contribution, and where it stands. */
type ContributionKey = Row & {
  readonly record: Uint8Array;
  readonly number: number;
  readonly block_number: number;
  readonly log_index: number;
};

/** Adds `GET /fhir/Provenance` and `/fhir/Provenance/:id`: who and what wrote records, to those who see all of the record. */
export function addProvenanceRoutes(
  app: Api,
  asking: Asking,
  options: Pick<ApiOptions, "login" | "directories">,
): void {
  const { index, askers, now } = asking;
  const tags = ["FHIR"];

  app.get(
    "/fhir/Provenance",
    { schema: { tags, summary: "Searches Provenances, the newest first", querystring: provenanceForm } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const search = request.query;
      const found = await index.ask(account, async (indexed) => {
        const asked = conditionsOfProvenances(search, indexed.status);
        const { contributions, next } = await findContributions(indexed, asked, search);
        return { resources: await buildProvenances(indexed, contributions, options), next, asOf: indexed.asOf };
      });
      return sendSearchset({ request, reply }, asking, options, found);
    },
  );

  app.get(
    "/fhir/Provenance/:id",
    { schema: { tags, summary: "Reads one Provenance", params: idParams, querystring: z.strictObject({}) } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const named = findNumberedOfId(request.params.id);
      const { provenance, asOf } = await index.ask(account, async (indexed) => {
        const { reader, standing, asOf } = indexed;
        if (named === undefined) throw new NotFoundError();
        const { record, number } = named;
        await getVisibleRecord(reader, standing, record);
        const rows = await contributionsWhere(reader, "c.record = ? AND c.number = ?", [bytesOf(record), number]);
        const [found] = await buildProvenances(indexed, rows, options);
        if (found === undefined) throw new NotFoundError();
        return { provenance: found, asOf };
      });
      return sendResource(reply, provenance, asOf);
    },
  );
}

async function findContributions(
  { reader, standing }: Indexed,
  asked: readonly Condition[],
  { _count: most, after }: Pick<z.output<typeof provenanceForm>, "_count" | "after">,
) {
  const scope = ownedScopeOf(standing, { patient: "r.patient", custodian: "r.custodian" });
  const conditions = [...asked, ...afterPlace("c", after), ...(scope === undefined ? [] : [scope])];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  const keys = await reader.all<ContributionKey>(
    `SELECT c.record, c.number, c.block_number, c.log_index FROM contributions AS c JOIN records AS r ON r.record = c.record
      ${where} ORDER BY c.block_number DESC, c.log_index DESC LIMIT ?`,
    [...conditions.flatMap(([, ...values]) => values), most + 1],
  );
  const page = keys.slice(0, most);
  const last = page.at(-1);
  const contributions = await readContributions(reader, page);
  return { contributions, next: keys.length > most && last !== undefined ? writePlace(last) : null };
}

/** Reads contributions whole, in the order that they were asked for: those of each record in one question. */
async function readContributions(
  reader: Indexed["reader"],
  page: readonly ContributionKey[],
): Promise<readonly Contribution[]> {
  const read = new Map<string, Contribution>();
  const numbers = new Map<Hex, number[]>();
  for (const { record, number } of page) numbers.set(hexOf(record), [...(numbers.get(hexOf(record)) ?? []), number]);
  for (const [record, list] of numbers) {
    const condition = `c.record = ? AND c.number IN (${list.map(() => "?").join(", ")})`;
    for (const one of await contributionsWhere(reader, condition, [bytesOf(record), ...list]))
      read.set(`${record} ${one.number}`, one);
  }
  return page.flatMap(({ record, number }) => read.get(`${hexOf(record)} ${number}`) ?? []);
}

async function buildProvenances(
  indexed: Indexed,
  rows: readonly Contribution[],
  { directories }: Pick<ApiOptions, "directories">,
): Promise<readonly Provenance[]> {
  const accounts = rows.flatMap(({ author, tool, dispositions }) => [
    author,
    tool,
    ...dispositions.map(({ by }) => by),
  ]);
  const records = rows.map(({ record }) => record);
  const { kinds, ...known } = await readKnown(indexed, { records, accounts }, directories);
  return rows.map((row) => buildProvenance(row, { ...known, kind: kinds.get(row.record) }));
}
