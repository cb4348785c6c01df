import type { FastifyReply, FastifyRequest } from "fastify";
import { type PurposeCode, parsePurpose } from "../../consent/purposes.ts";
import { ForeignOriginError, NoSessionError, WrongRequestError } from "../errors.ts";
import type { Session, SignIn } from "../session/index.ts";
import type { GatewaySettings } from "./options.ts";

/** Somebody who is signed in, and what the request is for. */
export type Asker = { readonly session: Session; readonly purpose: PurposeCode; readonly token: string };

/** Finds out who is asking, and keeps the session's cookie. */
export type Askers = {
  /** @throws {NoSessionError} {ForeignOriginError} {WrongRequestError} */
  readonly identify: (request: FastifyRequest, time: number) => Promise<Asker>;
  /** Whether the request carries the cookie of a session, whatever it is worth. */
  readonly findCookie: (request: FastifyRequest) => string | undefined;
  readonly setCookie: (reply: FastifyReply, token: string, lifeSeconds: number) => void;
  readonly clearCookie: (reply: FastifyReply) => void;
  /** Requires that a page which asks, if one does, is of the gateway's own origin or of one that is named. @throws {ForeignOriginError} */
  readonly requireKnownPage: (request: FastifyRequest) => void;
};

const PURPOSE_HEADER = "fiducial-purpose";

/** Builds what looks at the tokens of requests. `origin` is the gateway's own. */
export function buildAskers(
  signIn: SignIn,
  origin: string,
  { tls, origins }: Pick<GatewaySettings, "tls" | "origins">,
): Askers {
  // With the prefix a browser takes the cookie only from this very host, and by TLS.
  const cookieName = tls ? "__Host-fiducial-session" : "fiducial-session";
  const cookie = { httpOnly: true, sameSite: "strict", path: "/", secure: tls } as const;

  function findBearer({ headers }: FastifyRequest): string | undefined {
    return /^Bearer ([\w~+/.-]{16,512}=*)$/i.exec(headers.authorization ?? "")?.[1];
  }

  function findCookie(request: FastifyRequest): string | undefined {
    return request.cookies[cookieName];
  }

  /** A browser sends the cookie by itself, so the page that made it do so has to be one of the gateway's. A token in a header nobody adds by chance. */
  function requireOwnPage({ method, headers }: FastifyRequest): void {
    const changes = method !== "GET" && method !== "HEAD";
    const site = headers["sec-fetch-site"];
    const isForeignSite = site !== undefined && site !== "same-origin" && site !== "none";
    const isForeignOrigin = headers.origin === undefined ? changes : headers.origin !== origin;
    if (isForeignSite || isForeignOrigin) throw new ForeignOriginError();
  }

  function requireKnownPage(request: FastifyRequest): void {
    const { origin: page } = request.headers;
    if (page !== undefined && !origins.includes(page)) requireOwnPage(request);
  }

  return {
    identify: async (request, time) => {
      const bearer = findBearer(request);
      const token = bearer ?? findCookie(request);
      if (token === undefined) throw new NoSessionError();
      if (bearer === undefined) requireOwnPage(request);
      const session = await signIn.identify(token, time);
      if (session === undefined) throw new NoSessionError();
      return { session, token, purpose: purposeOf(request) ?? session.purpose };
    },
    findCookie,
    setCookie: (reply, token, maxAge) => void reply.setCookie(cookieName, token, { ...cookie, maxAge }),
    clearCookie: (reply) => void reply.clearCookie(cookieName, cookie),
    requireKnownPage,
  };
}

/** A request may be for another purpose than its session; nothing else than a code of the list. */
function purposeOf({ headers }: FastifyRequest): PurposeCode | undefined {
  const stated = headers[PURPOSE_HEADER];
  if (stated === undefined) return undefined;
  if (typeof stated !== "string" || stated.length > 20)
    throw new WrongRequestError("Fiducial-Purpose is stated twice.");
  return parsePurpose(stated);
}
