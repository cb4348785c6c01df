import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A server that answers as it is told, where a real archive can't be made to: wrongly, slowly, or without an end. */
export type LyingArchive = {
  readonly url: string;
  /** The request lines and headers it was sent, in order. */
  readonly requests: { readonly line: string; readonly headers: IncomingMessage["headers"] }[];
  /** How many connections are open. */
  readonly connections: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Starts one on a port of its own. */
export async function startLyingArchive(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LyingArchive> {
  const requests: LyingArchive["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/dicom-web`,
    requests,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
