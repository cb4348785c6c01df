import type { Address } from "viem";
import { z } from "zod";
import { buildAuditEvent, findNumberedOfId, type KnownActor, type RegistryPlace } from "../../audit/fhir/index.ts";
import { listRoles } from "../../consent/actors.ts";
import { bytesOf, hexOf } from "../../indexer/hex.ts";
import type { Access } from "../../indexer/queries/access.ts";
import { actorAt } from "../../indexer/queries/actorAt.ts";
import { NotFoundError } from "../errors.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { Indexed } from "../index/indexed.ts";
import type { ApiOptions } from "../options.ts";
import { writeCursor } from "../questions/cursor.ts";
import { type Asking, timeToEven } from "../questions/question.ts";
import { findVisibleAccesses } from "../questions/visibleAccesses.ts";
import type { Api } from "../server/api.ts";
import { FHIR_JSON } from "./fhirJson.ts";
import { conditionsOfSearch, searchForm } from "./searchForm.ts";

/**
 * Adds `GET /fhir/AuditEvent` and `/fhir/AuditEvent/:id`: the log as an Audit Record Repository answers it, to each what is theirs.
 *
 * @see https://profiles.ihe.net/ITI/TF/Volume2/ITI-81.html
 */
export function addAuditEventRoutes(app: Api, asking: Asking, { login }: Pick<ApiOptions, "login">): void {
  const { index, askers, now, sleep, settings } = asking;
  const tags = ["FHIR"];
  const base = `${login.uri}/fhir`;

  app.get(
    "/fhir/AuditEvent",
    { schema: { tags, summary: "Searches AuditEvents (IHE ITI-81), the newest first", querystring: searchForm } },
    async (request, reply) => {
      const { account } = askers.identify(request, now()).session;
      const search = request.query;
      const { events, next, asOf } = await index.ask(account, async (indexed) => {
        const more = conditionsOfSearch(search, indexed.status);
        const page = { limit: search._count, after: search.after, order: "newest", more } as const;
        const found = await findVisibleAccesses(indexed.reader, indexed.standing, {}, page);
        return {
          events: await buildEvents(indexed, found.accesses),
          next: writeCursor(found.next),
          asOf: indexed.asOf,
        };
      });
      if (events.length === 0) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
      const self = new URL(request.url, login.uri);
      const link = [{ relation: "self", url: self.href }];
      if (next !== null) {
        const following = new URL(self);
        following.searchParams.set("after", next);
        link.push({ relation: "next", url: following.href });
      }
      const entry = events.map((resource) => ({
        ...{ fullUrl: `${base}/AuditEvent/${resource.id}`, resource },
        search: { mode: "match" },
      }));
      const bundle = { resourceType: "Bundle", type: "searchset", link, ...(entry.length > 0 && { entry }) };
      return reply.headers(buildAsOfHeaders(asOf)).type(FHIR_JSON).send(bundle);
    },
  );

  app.get(
    "/fhir/AuditEvent/:id",
    {
      schema: {
        ...{ tags, summary: "Reads one AuditEvent" },
        params: z.strictObject({ id: z.string().max(64) }),
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
        const [built] = await buildEvents(indexed, accesses);
        if (built === undefined) throw new NotFoundError();
        return { event: built, asOf: indexed.asOf };
      });
      return reply.headers(buildAsOfHeaders(asOf)).type(FHIR_JSON).send(event);
    },
  );
}

/** Builds the AuditEvents of accesses, with what index and directory know of records and accounts. */
async function buildEvents({ reader, status }: Indexed, accesses: readonly Access[]) {
  const registry: RegistryPlace = { chainId: status.chainId, registry: status.registry };
  const kinds = new Map<string, number>();
  for (const record of new Set(accesses.map((access) => access.record))) {
    const row = await reader.get<{ record: Uint8Array; kind: number }>(
      "SELECT record, kind FROM records WHERE record = ?",
      [bytesOf(record)],
    );
    if (row !== undefined) kinds.set(hexOf(row.record), row.kind);
  }
  const accounts = accesses.flatMap(({ accessor, organization, gateway }) => [accessor, organization, gateway]);
  const actors = new Map<Address, KnownActor>();
  for (const account of new Set(accounts)) {
    if (account === undefined) continue;
    const terms = await actorAt(reader, account, status.block.number);
    if (terms !== undefined) actors.set(account, { kind: terms.kind, roles: listRoles(terms.roles) });
  }
  const findActor = (account: Address): KnownActor | undefined => actors.get(account.toLowerCase() as Address);
  return accesses.map((access) => buildAuditEvent(access, { registry, kind: kinds.get(access.record), findActor }));
}
