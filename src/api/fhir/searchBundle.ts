import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AsOf } from "../index/asOf.ts";
import { buildAsOfHeaders } from "../index/asOfHeaders.ts";
import type { ApiOptions } from "../options.ts";
import { type Asking, timeToEven } from "../questions/question.ts";
import { FHIR_JSON } from "./fhirJson.ts";

/** A page of what was found. */
export type Found = {
  readonly resources: readonly { readonly resourceType: string; readonly id: string }[];
  /** `after` of the next page; `null` after the last. */
  readonly next: string | null;
  readonly asOf: AsOf;
};

/** Sends what a search found as a Bundle, with the link to the next page. How long it took to find nothing says nothing. */
export async function sendSearchset(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { sleep, settings }: Pick<Asking, "sleep" | "settings">,
  { login }: Pick<ApiOptions, "login">,
  { resources, next, asOf }: Found,
): Promise<FastifyReply> {
  if (resources.length === 0) await sleep(timeToEven(reply.elapsedTime, settings.emptyMs));
  const self = new URL(request.url, login.uri);
  const link = [{ relation: "self", url: self.href }];
  if (next !== null) {
    const following = new URL(self);
    following.searchParams.set("after", next);
    link.push({ relation: "next", url: following.href });
  }
  const entry = resources.map((resource) => ({
    ...{ fullUrl: `${login.uri}/fhir/${resource.resourceType}/${resource.id}`, resource },
    search: { mode: "match" },
  }));
  const bundle = { resourceType: "Bundle", type: "searchset", link, ...(entry.length > 0 && { entry }) };
  return reply.headers(buildAsOfHeaders(asOf)).type(FHIR_JSON).send(bundle);
}

/** Sends one resource. */
export function sendResource(reply: FastifyReply, resource: object, asOf: AsOf): FastifyReply {
  return reply.headers(buildAsOfHeaders(asOf)).type(FHIR_JSON).send(resource);
}

/** The id in a resource's address. */
export const idParams = z.strictObject({ id: z.string().max(64) });
