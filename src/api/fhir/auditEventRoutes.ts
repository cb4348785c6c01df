import { z } from "zod";
import { buildAuditEvent, findNumberedOfId } from "../../audit/fhir/index.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { NotFoundError } from "../errors.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import { writeCursor } from "../questions/cursor.ts";
import type { Asking } from "../questions/question.ts";
import { findVisibleAccesses } from "../questions/visibleAccesses.ts";
import type { Api } from "../server/api.ts";
import { findFewLogged } from "./fewLogged.ts";
import { readKnown } from "./known.ts";
import { idParams, sendResource, sendSearchset } from "./searchBundle.ts";
import { conditionsOfSearch, searchForm } from "./searchForm.ts";

/**
 * Adds `GET /fhir/AuditEvent` and `/fhir/AuditEvent/:id`: the log as an Audit Record Repository answers it, to each what is theirs.
 *
 * @see https://profiles.ihe.net/ITI/TF/Volume2/ITI-81.html
 */
export function addAuditEventRoutes(
  app: Api,
  asking: Asking,
  options: Pick<ApiOptions, "login" | "directories">,
): void {
  const { index, askers, now } = asking;
  const tags = ["FHIR"];

  app.get(
    "/fhir/AuditEvent",
    { schema: { tags, summary: "Searches AuditEvents (IHE ITI-81), the newest first", querystring: searchForm } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const search = request.query;
      const found = await index.ask(account, async (indexed) => {
        const few = await findFewLogged(indexed.reader, search.date ?? []);
        const more = [...conditionsOfSearch(search, indexed.status), ...(few ?? [])];
        const fit = few === undefined ? "many" : "few";
        const page = { limit: search._count, after: search.after, order: "newest", more, fit } as const;
        const { accesses, next } = await findVisibleAccesses(indexed.reader, indexed.standing, {}, page);
        return {
          resources: await buildEvents(indexed, accesses, options),
          next: writeCursor(next),
          asOf: indexed.asOf,
        };
      });
      return sendSearchset({ request, reply }, asking, options, found);
    },
  );

  app.get(
    "/fhir/AuditEvent/:id",
    {
      schema: {
        ...{ tags, summary: "Reads one AuditEvent" },
        params: idParams,
        querystring: z.strictObject({}),
      },
    },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const named = findNumberedOfId(request.params.id);
      const { event, asOf } = await index.ask(account, async (indexed) => {
        if (named === undefined) throw new NotFoundError();
        const { record, number } = named;
        const page = { limit: 1, more: [["a.number = ?", number]] } as const;
        const { accesses } = await findVisibleAccesses(indexed.reader, indexed.standing, { record }, page);
        const [built] = await buildEvents(indexed, accesses, options);
        if (built === undefined) throw new NotFoundError();
        return { event: built, asOf: indexed.asOf };
      });
      return sendResource(reply, event, asOf);
    },
  );
}

/** Builds the AuditEvents of accesses, with what index and directory know of records and accounts. */
async function buildEvents(
  indexed: Indexed,
  accesses: readonly Access[],
  { directories }: Pick<ApiOptions, "directories">,
) {
  const records = accesses.map(({ record }) => record);
  const accounts = accesses.flatMap(({ accessor, organization, gateway }) => [accessor, organization, gateway]);
  const { kinds, ...known } = await readKnown(indexed, { records, accounts }, directories);
  return accesses.map((access) => buildAuditEvent(access, { ...known, kind: kinds.get(access.record) }));
}
