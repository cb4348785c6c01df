import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { pathOf } from "../dicomweb/realArchive.ts";
import { describeWithOrthanc } from "../orthanc.ts";
import { type GuardedArchive, openGuardedArchive } from "./guardedArchive.ts";
import { sendRaw } from "./rawSocket.ts";

/** More than the archive has connections for. */
const SLOW = 100;

// clients that are slow on purpose, a hundred of a kind
// ├── headers and bodies that never end → the connection ends, and others are served meanwhile
// ├── readers of large answers that stop reading → others are served meanwhile, and the archive's connections come back
// └── whoever is being answered while the gateway closes is told to close
describeWithOrthanc("slow clients", () => {
  let guarded: GuardedArchive;
  let image: string;

  before(async function () {
    this.timeout(60_000);
    guarded = await openGuardedArchive();
    // As they are set, but shorter; they are looked at every five seconds.
    Object.assign(guarded.app.server, { headersTimeout: 1_000, requestTimeout: 2_000, timeout: 5_000 });
    image = pathOf(guarded.permitted[0] ?? expect.fail());
  });
  after(() => guarded?.close());

  const headOf = (token: string) => `Host: x\r\nAuthorization: Bearer ${token}\r\n`;

  async function requireServed(token: string): Promise<void> {
    const { statuses } = await sendRaw(
      guarded.port,
      `GET ${image} HTTP/1.1\r\n${headOf(token)}Connection: close\r\n\r\n`,
    );
    expect(statuses).to.deep.equal([200]);
  }

  /** Opens so many connections, each of which begins the same way. */
  function open(
    count: number,
    beginning: string,
  ): { readonly sockets: readonly Socket[]; readonly ended: Promise<unknown> } {
    const sockets = Array.from({ length: count }, () => {
      const socket = connect(guarded.port, "127.0.0.1", () => socket.write(beginning));
      return socket.on("error", () => undefined);
    });
    return { sockets, ended: Promise.all(sockets.map((socket) => once(socket, "close"))) };
  }

  it("end by time-outs where a header or a body never ends, and keep nobody else waiting", async () => {
    const { reader, device } = guarded.tokens;
    const type = 'Content-Type: multipart/related; type="application/dicom"; boundary=b\r\n';
    const kinds = [
      open(SLOW, "GET /dicom-web/studies HTTP/1.1\r\nHost: x\r\nX-"),
      open(SLOW, "POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"),
      open(SLOW, `POST /dicom-web/studies HTTP/1.1\r\n${headOf(device)}${type}Content-Length: 100000\r\n\r\n--b\r\n`),
    ];
    const dripping = setInterval(() => {
      for (const { sockets } of kinds) for (const socket of sockets) if (socket.writable) socket.write("x");
    }, 300);
    try {
      for (const { sockets } of kinds) for (const socket of sockets) socket.resume();
      await sleep(500);
      for (let i = 0; i < 5; i += 1) await requireServed(reader);
      await Promise.all(kinds.map(({ ended }) => ended));
    } finally {
      clearInterval(dripping);
    }
    await requireServed(reader);
  });

  it("end by time-outs where they stop to read, and keep nobody else waiting", async () => {
    const { reader, device } = guarded.tokens;
    const study = `GET /dicom-web/studies/${guarded.permitted[0]?.study} HTTP/1.1\r\n${headOf(reader)}Connection: close\r\n\r\n`;
    const { sockets, ended } = open(SLOW, study);
    for (const socket of sockets) socket.once("connect", () => socket.pause());
    await sleep(1_000);
    for (let i = 0; i < 5; i += 1) await requireServed(device);
    expect(sockets.filter(({ destroyed }) => destroyed)).to.have.lengthOf(0);
    // Only who reads is told that a connection is over.
    await sleep(6_000);
    for (const socket of sockets) socket.resume();
    await ended;
    await requireServed(reader);
  });

  it("are told to close where the gateway does", async () => {
    const socket = connect(guarded.port, "127.0.0.1");
    let answer = "";
    socket.setEncoding("latin1").on("data", (text) => {
      answer += text;
    });
    socket.write(`GET ${image}/rendered HTTP/1.1\r\n${headOf(guarded.tokens.reader)}\r\n`);
    const before = guarded.forwarded.length;
    while (guarded.forwarded.length === before) await sleep(1);
    const began = performance.now();
    await Promise.all([guarded.app.close(), once(socket, "close")]);
    expect(answer)
      .to.match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.to.match(/\r\nconnection: close\r\n/i);
    expect(performance.now() - began).to.be.lessThan(20_000); // a connection is kept for 30 s
  });
});
