import type { FastifyInstance } from "fastify";

/** Sets the headers that keep browsers from doing what nobody meant. No page of another origin is answered. */
export function addPageRules(app: FastifyInstance, { tls }: { readonly tls: boolean }): void {
  app.addHook("onSend", async (_, reply) => {
    const rules: Readonly<Record<string, string>> = {
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...(tls && { "strict-transport-security": "max-age=31536000" }),
    };
    for (const [name, value] of Object.entries(rules)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
}
