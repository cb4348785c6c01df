import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { request as ask, createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";

/** What a tap saw of one exchange, of which each has a connection of its own. */
export type Exchange = {
  readonly path: string;
  status: number;
  /** In lower case. */
  headers: string;
  /** The first bytes of the body. */
  beginning: string;
  bodyBytes: number;
  /** When the first byte of the body came by, before the client had it (nanoseconds of the machine's monotonic clock). */
  firstByteAt: bigint | undefined;
};

export type Tap = { readonly port: number; readonly seen: Exchange[]; readonly close: () => Promise<void> };

/** Starts a tap between clients and a gateway: it hands on bytes as they come, and writes down what went by. */
export async function startClientTap(gatewayPort: number): Promise<Tap> {
  const seen: Exchange[] = [];
  const server = createServer((client) => {
    const gateway = connect(gatewayPort, "127.0.0.1");
    let exchange: Exchange | undefined;
    let head: Buffer = Buffer.alloc(0);
    client.on("data", (bytes: Buffer) => {
      if (exchange === undefined) {
        const path = bytes.toString("latin1").split(" ")[1] ?? "";
        exchange = { path, status: 0, headers: "", beginning: "", bodyBytes: 0, firstByteAt: undefined };
        seen.push(exchange);
      }
      gateway.write(bytes);
    });
    gateway.on("data", (bytes: Buffer) => {
      if (exchange !== undefined) head = note(exchange, head, bytes);
      client.write(bytes);
    });
    client.on("error", () => undefined).on("close", () => gateway.destroy());
    gateway.on("error", () => undefined).on("close", () => client.end());
  });
  return { port: await listen(server), seen, close: () => end(server) };
}

/** Takes bytes of an answer, and gives back what was read of its head so far. */
function note(exchange: Exchange, head: Buffer, bytes: Buffer): Buffer {
  let body = bytes;
  if (exchange.status === 0) {
    const whole = Buffer.concat([head, bytes]);
    const end = whole.indexOf("\r\n\r\n");
    if (end < 0) return whole;
    exchange.headers = whole.subarray(0, end).toString("latin1").toLowerCase();
    exchange.status = Number(exchange.headers.split(" ")[1]);
    body = whole.subarray(end + 4);
  }
  if (body.length === 0) return head;
  exchange.firstByteAt ??= process.hrtime.bigint();
  exchange.bodyBytes += body.length;
  if (exchange.beginning.length < 16) exchange.beginning += body.subarray(0, 16).toString("latin1");
  return head;
}

/** Starts a proxy between a gateway and its archive, as a custodian may have one: it writes a log in the Common Log Format. */
export async function startArchiveProxy(archiveOrigin: string, log: string) {
  const { port } = new URL(archiveOrigin);
  const server = createHttpServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const at = new Date().toUTCString().split(" ");
    const day = `${at[1]}/${at[2]}/${at[3]}:${at[4]} +0000`;
    const asked = ask({ port, host: "127.0.0.1", method, path: url, headers }, (answer) => {
      appendFileSync(log, `127.0.0.1 - gateway [${day}] "${method} ${url} HTTP/1.1" ${answer.statusCode} -\n`);
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    response.on("close", () => asked.destroy());
    request.pipe(asked);
  });
  return {
    listen: () => listen(server),
    close: async () => {
      server.closeAllConnections();
      await end(server);
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return (server.address() as AddressInfo).port;
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
