import { Agent, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

/** Hands JSON-RPC on to the chain's node as it came, and its answer back. */
export type RpcProxy = {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Hands a WebSocket on. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

/** What is said of one connection alone. @see RFC 9110, section 7.6.1 */
const OF_ONE_HOP = ["connection", "keep-alive", "transfer-encoding", "host", "upgrade"];

/**
 * Builds the way to a node.
 *
 * @param rpcUrl - The node's address, over HTTP on this machine.
 */
export function buildRpcProxy(rpcUrl: string): RpcProxy {
  const { hostname, port } = new URL(rpcUrl);
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 32 });
  const sockets = new Set<Duplex>();

  const answer: RpcProxy["answer"] = (request, response) => {
    const headers = Object.entries(request.headers).filter(([name]) => !OF_ONE_HOP.includes(name));
    const { method = "POST" } = request;
    const forwarded = ask({ hostname, port, method, path: "/", agent, headers: Object.fromEntries(headers) });
    forwarded.on("response", (answered) => {
      const kept = Object.entries(answered.headers).filter(([name]) => !OF_ONE_HOP.includes(name));
      response.writeHead(answered.statusCode ?? 502, Object.fromEntries(kept));
      answered.pipe(response);
    });
    forwarded.on("error", () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "application/json" }).end(NODE_AWAY);
    });
    response.on("close", () => forwarded.destroy()); // after the end it does nothing
    request.pipe(forwarded);
  };

  const upgrade: RpcProxy["upgrade"] = (request, socket, head) => {
    const behind = connect(Number(port), hostname);
    for (const one of [socket, behind]) {
      sockets.add(one);
      one.on("error", () => undefined); // its close ends the other
      one.on("close", () => {
        sockets.delete(one);
        socket.destroy();
        behind.destroy();
      });
    }
    const lines = request.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1] ?? ""}`] : []));
    behind.write(`GET / HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    behind.write(head);
    socket.pipe(behind).pipe(socket);
  };

  const close = (): void => {
    agent.destroy();
    for (const socket of sockets) socket.destroy();
  };
  return { answer, upgrade, close };
}

const NODE_AWAY = JSON.stringify({
  jsonrpc: "2.0",
  id: null,
  error: { code: -32_603, message: "The chain's node does not answer." },
});
