import type { FastifyInstance } from "fastify";
import { ForeignOriginError } from "../errors.ts";
import type { GatewaySettings } from "./options.ts";

const ALLOWED_METHODS = "GET, POST, DELETE";
const ALLOWED_HEADERS = "accept, authorization, content-type, fiducial-purpose";

/** Sets the headers that keep browsers from doing what nobody meant, and answers pages of the origins that are named. */
export function addPageRules(app: FastifyInstance, { tls, origins }: Pick<GatewaySettings, "tls" | "origins">): void {
  app.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    void reply.header("vary", "origin");
    const isListed = origin !== undefined && origins.includes(origin);
    if (isListed) {
      void reply.headers({
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "fiducial-receipt",
      });
    }
    if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return;
    if (!isListed) throw new ForeignOriginError();
    return reply
      .headers({
        "access-control-allow-methods": ALLOWED_METHODS,
        "access-control-allow-headers": ALLOWED_HEADERS,
        "access-control-max-age": "600",
      })
      .code(204)
      .send();
  });

  app.addHook("onSend", async (_, reply) => {
    const rules: Readonly<Record<string, string>> = {
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": origins.length === 0 ? "same-origin" : "cross-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...(tls && { "strict-transport-security": "max-age=31536000" }),
    };
    for (const [name, value] of Object.entries(rules)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
}
