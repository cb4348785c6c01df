import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { renderAppConfig } from "./appConfig.ts";
import { NoViewerError } from "./errors.ts";

/** OHIF's pages. It finds out in the browser which one it is on; each mode has its own. */
const pages: readonly string[] = ["/", "/viewer", "/segmentation", "/tmtv", "/microscopy", "/us", "/notfoundstudy"];

/**
 * What a page may do. OHIF decodes pixels in workers and by WebAssembly, some of it compiled from text; nothing is loaded from or sent to another host,
 * and no other page may show it in a frame.
 */
const ohifPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data:",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
].join("; ");
const ownPolicy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'";

/**
 * Adds a viewer to a gateway: OHIF at `/`, of the same origin as the archive it shows, with pages to sign in and to ask for leave. Its files are public;
 * what they show needs a session like every other request.
 *
 * @param folder - OHIF as it is built: `dist` of the npm package `@ohif/app`.
 * @throws {NoViewerError} when the folder holds none
 */
export async function addViewer(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) throw new NoViewerError();
  const own = fileURLToPath(new URL("pages", import.meta.url));
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.header("content-security-policy", ohifPolicy);
    });
    await scope.register(fastifyStatic, {
      root: folder,
      index: false,
      redirect: false,
      cacheControl: false,
      // Files with a digest in their name never change; the others are asked for anew.
      setHeaders: (reply, path) => {
        const isNamedByDigest = /\.[0-9a-f]{16}\.|\/[0-9a-f]{16}\./.test(path);
        reply.header("cache-control", isNamedByDigest ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    for (const page of pages) scope.get(page, (_request, reply) => reply.sendFile("index.html"));
    scope.get("/viewer/*", (_request, reply) => reply.sendFile("index.html"));
    scope.get("/app-config.js", (_request, reply) =>
      reply.type("text/javascript").header("cache-control", "no-cache").send(renderAppConfig()),
    );

    const sendOwn = (reply: FastifyReply, file: string) =>
      reply.header("content-security-policy", ownPolicy).sendFile(file, own);
    scope.get("/sign-in", (_request, reply) => sendOwn(reply, "signIn.html"));
    scope.get("/ask", (_request, reply) => sendOwn(reply, "ask.html"));
    for (const file of ["signIn.js", "ask.js", "refusal.js", "pages.css"]) {
      scope.get(`/fiducial/${file}`, (_request, reply) => sendOwn(reply, file));
    }
  });
}
