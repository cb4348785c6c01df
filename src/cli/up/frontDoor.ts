import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SetupError } from "../errors.ts";
import type { RpcProxy } from "./rpcProxy.ts";

/** Answers a request that is none to the chain's node. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The one address at which chain, API and pages are found. */
export type FrontDoor = {
  readonly url: string;
  /** From now on requests to the API and the pages are answered so; those that came before waited. */
  readonly open: (answer: Answer) => void;
  readonly close: () => Promise<void>;
};

/** Names of this machine that a browser takes for another origin than the one that people sign in to. */
const LOCAL_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Listens at one port: JSON-RPC by POST to `/` or `/rpc`, and by WebSocket, goes to the chain's node; everything else to the API and the pages.
 *
 * @param port - 0 takes a free one.
 * @throws {SetupError} when the port is taken, or the interface is none of this machine
 */
export async function openFrontDoor({
  host,
  port,
  rpc,
}: {
  readonly host: string;
  readonly port: number;
  readonly rpc: RpcProxy;
}): Promise<FrontDoor> {
  let answer: Answer | undefined;
  const waiting: (readonly [IncomingMessage, ServerResponse])[] = [];
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    const path = request.url?.split("?")[0] ?? "/";
    const isRpc = path === "/rpc" || (path === "/" && request.method !== "GET" && request.method !== "HEAD");
    if (isRpc) rpc.answer(request, response);
    else if (isElsewhere(request, url)) response.writeHead(307, { location: `${url}${request.url ?? "/"}` }).end();
    else if (answer === undefined) waiting.push([request, response]);
    else answer(request, response);
  });
  server.on("upgrade", rpc.upgrade);
  let url = "";
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw refuseToListen(host, port, error);
  }
  url = `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    open: (by) => {
      answer = by;
      for (const [request, response] of waiting.splice(0)) by(request, response);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Whether a page was asked for by another name of this machine: who signs in there would be told that it is another site. */
function isElsewhere({ method, headers }: IncomingMessage, url: string): boolean {
  if (method !== "GET" || headers["sec-fetch-mode"] !== "navigate" || url === "") return false;
  const { hostname, port, host } = new URL(url);
  const [, name = "", asked = "80"] = /^(.*?)(?::(\d+))?$/.exec(headers.host ?? "") ?? [];
  return headers.host !== host && asked === port && LOCAL_NAMES.includes(name) && LOCAL_NAMES.includes(hostname);
}

/** Says why nothing can listen there. */
export function refuseToListen(host: string, port: number, cause: unknown): SetupError {
  const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
  return new SetupError(
    isTaken
      ? `Port ${port} is taken, perhaps by another \`fiducial up\`. Name another with --port.`
      : `This machine can't listen at ${host}, port ${port}. Name others with --host and --port.`,
    { cause },
  );
}
