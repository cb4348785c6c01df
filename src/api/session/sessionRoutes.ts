import { z } from "zod";
import { account, address, bytes } from "../forms/values.ts";
import type { ApiOptions } from "../options.ts";
import type { Api } from "../server/api.ts";
import type { Askers } from "./askers.ts";
import type { ApiSession, Desk } from "./desk.ts";

const opened = z.object({ account, until: z.int().describe("First second after the session (unix).") });

/** Adds `POST /session/nonce` and `POST`, `GET`, `DELETE /session`. */
export function addSessionRoutes(
  app: Api,
  { now, settings }: Pick<ApiOptions, "now" | "settings">,
  { desk, askers }: { readonly desk: Desk; readonly askers: Askers },
): void {
  const few = { rateLimit: { max: settings.loginsPerMinute } };
  const tags = ["signing in"];

  app.post(
    "/session/nonce",
    {
      config: few,
      schema: {
        ...{ tags, summary: "Asks for the message to sign in with" },
        body: z.strictObject({ address: address.describe("Who will sign.") }),
        response: { 200: z.object({ nonce: z.string(), message: z.string() }) },
      },
    },
    async (request) => {
      askers.requireOwnPage(request);
      return desk.offer(request.body.address, now());
    },
  );

  app.post(
    "/session",
    {
      config: few,
      schema: {
        ...{ tags, summary: "Signs in by the message as it was signed (EIP-4361)" },
        body: z.strictObject({
          message: z.string().min(1).max(10_000),
          signature: bytes,
          carry: z.enum(["cookie", "bearer"]).default("cookie").describe("How the token is carried."),
        }),
        response: { 201: opened.extend({ token: z.string().optional() }) },
      },
    },
    async (request, reply) => {
      askers.requireOwnPage(request);
      const { message, signature, carry } = request.body;
      const before = askers.findCookie(request);
      const { token, session } = await desk.signIn({ message, signature }, now());
      if (before !== undefined) desk.signOut(before);
      if (carry === "cookie") askers.setCookie(reply, token, session.until - session.from);
      return reply.code(201).send({ ...describe(session), ...(carry === "bearer" && { token }) });
    },
  );

  app.get(
    "/session",
    { schema: { tags, summary: "Says who is signed in", response: { 200: opened } } },
    async (request) => describe(askers.identify(request, now()).session),
  );

  app.delete("/session", { schema: { tags, summary: "Signs out" } }, async (request, reply) => {
    desk.signOut(askers.identify(request, now()).token);
    askers.clearCookie(reply);
    return reply.code(204).send();
  });
}

function describe({ account: who, until }: ApiSession) {
  return { account: who, until };
}
