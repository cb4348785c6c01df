import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Bundle, ServedFile } from "./readBundle.ts";

/** What a page may do: nothing but its own files and its own server. */
const POLICY = [
  ...[
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
  ],
  ...["font-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

/** Where the bundle stands: served, being built, or not to be had, in words. */
export type BundleState =
  | { readonly state: "ready"; readonly bundle: Bundle }
  | { readonly state: "building" }
  | { readonly state: "failed"; readonly why: string };

/** A web app to serve. */
export type Web = {
  readonly findBundle: () => Promise<BundleState>;
  /** Files beside the bundle's, by their path below /app/. */
  readonly extra?: ((path: string) => string | undefined) | undefined;
};

/**
 * Serves the web app below `/app/`, and leads `/` there. Its files are public: what they show is asked of the API, with a session like every other
 * request. No route of the API's is taken.
 */
export async function addWeb(app: FastifyInstance, { findBundle, extra }: Web): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (_, reply) => {
      void reply.header("content-security-policy", POLICY).header("cross-origin-opener-policy", "same-origin");
    });
    for (const path of ["/", "/app"]) {
      scope.get(path, { schema: { hide: true } }, (_, reply) =>
        reply.header("cache-control", "no-cache").redirect("/app/"),
      );
    }
    scope.route<{ Params: { "*": string } }>({
      ...{ method: ["GET", "HEAD"], url: "/app/*", schema: { hide: true } },
      handler: async (request, reply) => {
        const path = request.params["*"];
        const text = extra?.(path);
        if (text !== undefined) {
          return reply
            .header("cache-control", "no-cache")
            .type("application/json; charset=utf-8")
            .send(Buffer.from(text));
        }
        if (path.startsWith("demo/")) return reply.callNotFound(); // none of the bundle's
        const found = await findBundle();
        if (found.state !== "ready") return sendWord(reply, found);
        const file = found.bundle.get(path) ?? (isPage(path) ? found.bundle.get("index.html") : undefined);
        if (file === undefined) return reply.callNotFound();
        return sendFile(request, reply, file, path.startsWith("assets/"));
      },
    });
  });
}

/** Whether a path is one of the app's pages, which it tells apart in the browser: a file has a dot in its name. */
function isPage(path: string): boolean {
  return !/^assets\/|\.[^/]*$/.test(path);
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: ServedFile,
  isNamedByDigest: boolean,
): FastifyReply {
  void reply
    // Files with a digest in their name never change; the others are asked for anew.
    .header("cache-control", isNamedByDigest ? "public, max-age=31536000, immutable" : "no-cache")
    .header("vary", "accept-encoding")
    .header("etag", file.etag);
  if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const encoding =
    file.br && /\bbr\b/.test(accepted) ? "br" : file.gzip && /\bgzip\b/.test(accepted) ? "gzip" : undefined;
  if (encoding !== undefined) void reply.header("content-encoding", encoding);
  return reply.type(file.type).send(encoding === undefined ? file.bytes : file[encoding]);
}

/** Says why there is no page yet. One that is being built comes by itself. */
function sendWord(reply: FastifyReply, found: Exclude<BundleState, { state: "ready" }>): FastifyReply {
  const [title, text] =
    found.state === "building"
      ? ["One moment", "The pages are being built, once. This one comes by itself in a few seconds."]
      : ["There are no pages", found.why];
  if (found.state === "building") void reply.header("refresh", "1");
  void reply.code(503).header("retry-after", "1").header("cache-control", "no-store").type("text/html; charset=utf-8");
  return reply.send(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`,
  );
}
