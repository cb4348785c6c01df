import type { FastifyReply, FastifyRequest } from "fastify";
import { ForeignOriginError, NoSessionError } from "../errors.ts";
import type { ApiSession, Desk } from "./desk.ts";

/** Finds out who is asking, and keeps the session's cookie. */
export type Askers = {
  /** @throws {NoSessionError} {ForeignOriginError} */
  readonly identify: (
    request: FastifyRequest,
    time: number,
  ) => { readonly session: ApiSession; readonly token: string };
  /** The token of the cookie, whatever it is worth. */
  readonly findCookie: (request: FastifyRequest) => string | undefined;
  readonly setCookie: (reply: FastifyReply, token: string, lifeSeconds: number) => void;
  readonly clearCookie: (reply: FastifyReply) => void;
  /** Requires that a page which asks, if one does, is of the API's own origin. @throws {ForeignOriginError} */
  readonly requireOwnPage: (request: FastifyRequest) => void;
};

/** Builds what looks at the tokens of requests. `origin` is the API's own. */
export function buildAskers(desk: Desk, { origin, tls }: { readonly origin: string; readonly tls: boolean }): Askers {
  // With the prefix a browser takes the cookie only from this very host, and by TLS.
  const cookieName = tls ? "__Host-fiducial-log" : "fiducial-log";
  const cookie = { httpOnly: true, sameSite: "strict", path: "/", secure: tls } as const;

  function findBearer({ headers }: FastifyRequest): string | undefined {
    return /^Bearer ([\w~+/.-]{16,512}=*)$/i.exec(headers.authorization ?? "")?.[1];
  }

  function findCookie(request: FastifyRequest): string | undefined {
    return request.cookies[cookieName];
  }

  /** A browser sends the cookie by itself, so the page that made it do so has to be one of the API's. A token in a header nobody adds by chance. */
  function requireOwnPage({ headers }: FastifyRequest): void {
    const site = headers["sec-fetch-site"];
    const isForeignSite = site !== undefined && site !== "same-origin" && site !== "none";
    const isForeignOrigin = headers.origin !== undefined && headers.origin !== origin;
    if (isForeignSite || isForeignOrigin) throw new ForeignOriginError();
  }

  return {
    identify: (request, time) => {
      const bearer = findBearer(request);
      const token = bearer ?? findCookie(request);
      if (token === undefined) throw new NoSessionError();
      if (bearer === undefined) {
        requireOwnPage(request);
        const changes = request.method !== "GET" && request.method !== "HEAD";
        if (changes && request.headers.origin === undefined) throw new ForeignOriginError();
      }
      const session = desk.find(token, time);
      if (session === undefined) throw new NoSessionError();
      return { session, token };
    },
    findCookie,
    setCookie: (reply, token, maxAge) => void reply.setCookie(cookieName, token, { ...cookie, maxAge }),
    clearCookie: (reply) => void reply.clearCookie(cookieName, cookie),
    requireOwnPage,
  };
}
