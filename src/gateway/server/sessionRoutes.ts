import type { FastifyInstance, FastifyReply } from "fastify";
import type { Hex } from "../../consent/commitments.ts";
import { parsePurpose } from "../../consent/purposes.ts";
import { LoginRefusedError } from "../../session/index.ts";
import { WrongRequestError } from "../errors.ts";
import type { Session, SignIn } from "../session/index.ts";
import type { Askers } from "./askers.ts";
import { readBody } from "./body.ts";
import type { Metrics } from "./metrics.ts";
import type { GatewayOptions } from "./options.ts";

/** Adds `POST /session/nonce` and `POST`, `GET`, `DELETE /session`. */
export function addSessionRoutes(
  app: FastifyInstance,
  options: Pick<GatewayOptions, "now" | "settings">,
  parts: { readonly signIn: SignIn; readonly askers: Askers; readonly metrics: Metrics },
): void {
  const { now, settings } = options;
  const { signIn, askers, metrics } = parts;
  const few = { config: { kind: "session", rateLimit: { max: settings.loginsPerMinute } } };

  app.post("/session/nonce", few, async (request) => {
    askers.requireKnownPage(request);
    const { purpose, address } = readBody(request.body, {
      purpose: /^[A-Za-z]{1,20}$/,
      address: /^0x[0-9a-fA-F]{40}$/,
    });
    if (purpose === undefined) {
      throw new WrongRequestError(
        "Name the purpose of use, and the account to have the whole message: purpose, address.",
      );
    }
    const offer = signIn.offer({ purpose: parsePurpose(purpose), address: address as Hex | undefined }, now());
    return { ...offer, message: offer.message ?? null };
  });

  app.post("/session", few, async (request, reply) => {
    askers.requireKnownPage(request);
    const body = readBody(request.body, {
      message: /^[\s\S]{1,10000}$/,
      signature: /^0x(?:[0-9a-fA-F]{2}){1,4096}$/,
      carry: /^(?:cookie|bearer)$/,
    });
    const { message, signature, carry = "cookie" } = body;
    if (message === undefined || signature === undefined) {
      throw new WrongRequestError("Send the message as it was signed, and the signature: message, signature.");
    }
    const before = askers.findCookie(request);
    try {
      const { token, session } = await signIn.signIn({ message, signature: signature as Hex }, now());
      metrics.logins.inc({ outcome: "opened" });
      if (before !== undefined) signIn.signOut(before);
      if (carry === "cookie") askers.setCookie(reply, token, session.until - session.from);
      return reply.code(201).send({ ...describe(session), ...(carry === "bearer" && { token }) });
    } catch (error) {
      if (error instanceof LoginRefusedError) metrics.logins.inc({ outcome: "refused" });
      throw error;
    }
  });

  app.get("/session", { config: { kind: "session" } }, async (request) => {
    const { session } = await askers.identify(request, now());
    return describe(session);
  });

  app.delete("/session", { config: { kind: "session" } }, async (request, reply): Promise<FastifyReply> => {
    const { token } = await askers.identify(request, now());
    signIn.signOut(token);
    askers.clearCookie(reply);
    return reply.code(204).send();
  });
}

function describe({ accessor, purpose, by, until }: Session) {
  return { accessor, purpose, by, until };
}
