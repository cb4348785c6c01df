import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { type Archive, ArchiveError, openArchive } from "../../src/gateway/archive.ts";
import { checkParts, parseRoute, upstreamOf } from "../../src/gateway/dicomweb/index.ts";
import { image, SERIES, STUDY } from "../dicom/images.ts";
import { EXPLICIT_LITTLE, writeFile } from "../dicom/writeFile.ts";
import { thrownBy } from "../sql/folder.ts";
import { type LyingArchive, startLyingArchive } from "./lyingArchive.ts";

const PIECE = Buffer.alloc(64 * 1024, 7);
const study = parseRoute("GET", `/dicom-web/studies/${STUDY}`, {});
const metadata = upstreamOf(parseRoute("GET", `/dicom-web/studies/${STUDY}/metadata`, {}));
const frame = parseRoute("GET", `/dicom-web/studies/${STUDY}/series/${SERIES}/instances/1.2.3.1.1.1/frames/1`, {});

describe("the archive's client", function () {
  this.timeout(60_000); // as all tests have with Hardhat
  let liar: LyingArchive;
  let archive: Archive;
  let answer: (response: ServerResponse, url: string) => void;
  const { signal } = new AbortController();
  beforeEach(async () => {
    liar = await startLyingArchive((request, response) => answer(response, request.url ?? ""));
    archive = openArchive({ url: liar.url, authorization: "Basic eDp5", timeoutMs: 1000, maxJsonBytes: 1000 });
  });
  afterEach(async () => {
    await archive.close();
    await liar.close();
  });

  it("sends what the request holds, its own authorization, and nothing else", async () => {
    answer = (response) => response.writeHead(200, { "content-type": "application/dicom+json" }).end("[]");
    expect(await archive.json(metadata, signal)).to.deep.equal([]);
    expect(liar.requests.map(({ line }) => line)).to.deep.equal([`GET /dicom-web/studies/${STUDY}/metadata`]);
    const { host, ...headers } = liar.requests[0]?.headers ?? {};
    expect(host).to.match(/^127\.0\.0\.1:/);
    expect(headers).to.deep.equal({
      accept: "application/dicom+json",
      authorization: "Basic eDp5",
      connection: "keep-alive",
    });
  });

  for (const status of [400, 404, 406, 410]) {
    it(`finds nothing when the archive says ${status}`, async () => {
      answer = (response) => response.writeHead(status).end("the name of a patient");
      expect(await archive.json(metadata, signal)).to.equal(undefined);
      expect(await archive.stream(upstreamOf(study), signal)).to.equal(undefined);
    });
  }

  for (const status of [204, 206, 301, 302, 304, 307, 401, 403, 500, 503]) {
    it(`fails when the archive says ${status}, and goes nowhere else`, async () => {
      answer = (response) => response.writeHead(status, { location: "/elsewhere" }).end();
      expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
      expect(liar.requests).to.have.lengthOf(1);
    });
  }

  it("takes no compressed answer", async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    answer = (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
    expect(await thrownBy(() => archive.stream(metadata, signal))).to.be.an.instanceOf(ArchiveError);
  });

  it("reads no more JSON than allowed, nor what is none", async () => {
    for (const body of [`[${" ".repeat(1000)}]`, "[", "", "<html>"]) {
      answer = (response) => response.writeHead(200).end(body);
      expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
    }
    answer = (response) => response.writeHead(200).end(`[${" ".repeat(998)}]`);
    expect(await archive.json(metadata, signal)).to.deep.equal([]);
  });

  it("waits no longer than told for an answer to begin, or to go on", async () => {
    answer = () => undefined;
    expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
    answer = (response) => response.writeHead(200).write("[");
    expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
  });

  it("fails when there is nobody", async () => {
    const nowhere = openArchive({ url: "http://127.0.0.1:9/dicom-web" });
    expect(await thrownBy(() => nowhere.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
    await nowhere.close();
  });

  it("reads again when the connection broke, four times in all; what is stored is sent once", async () => {
    answer = (response) => (liar.requests.length < 4 ? response.destroy() : response.writeHead(200).end("[]"));
    expect(await archive.json(metadata, signal)).to.deep.equal([]);
    answer = (response) => response.destroy();
    expect(await thrownBy(() => archive.json(metadata, signal))).to.be.an.instanceOf(ArchiveError);
    expect(liar.requests).to.have.lengthOf(8);
    const { body } = (await streamOf("x")) ?? expect.fail();
    const parcel = { contentType: "multipart/related", lengthBytes: 1, body };
    const store = { ...metadata, method: "POST" as const };
    answer = (response) => response.destroy();
    expect(await thrownBy(() => archive.store(store, parcel, signal))).to.be.an.instanceOf(ArchiveError);
    expect(liar.requests.filter(({ line }) => line.startsWith("POST"))).to.have.lengthOf(1);
  });

  it("reads again on a connection of its own where many broke at a time, and stores on none that was used", async () => {
    const used = new WeakSet<object>();
    answer = (response) => {
      const socket = response.socket ?? response;
      if (used.has(socket)) return response.destroy(); // as an archive that closes it at this moment
      used.add(socket);
      setTimeout(() => response.writeHead(200).end("[]"), 50);
    };
    await Promise.all(Array.from({ length: 5 }, () => archive.json(metadata, signal)));
    expect(await archive.json(metadata, signal)).to.deep.equal([]);
    const parcel = { contentType: "multipart/related", lengthBytes: 1, body: Readable.from([Buffer.from("x")]) };
    const stowing = { ...metadata, method: "POST", path: "/studies" } as const;
    expect(await archive.store(stowing, parcel, signal)).to.deep.equal([]);
  });

  it("keeps fewer connections than Orthanc has threads", async () => {
    const sockets = new Set<object>();
    answer = (response) => {
      sockets.add(response.socket ?? response);
      setTimeout(() => response.writeHead(200).end("[]"), 20);
    };
    await Promise.all(Array.from({ length: 200 }, () => archive.json(metadata, signal)));
    expect(sockets.size).to.be.within(2, 45);
  });

  it("lets the archive wait when the client reads slowly", async () => {
    let sentBytes = 0;
    answer = (response) => {
      response.writeHead(200, { "content-type": 'multipart/related; type="application/octet-stream"; boundary=b' });
      response.write("\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n");
      const send = (): void => {
        while (!response.destroyed && sentBytes < 400_000_000) {
          sentBytes += PIECE.length;
          if (!response.write(PIECE)) break;
        }
      };
      response.on("drain", send);
      send();
    };
    const upstream = (await archive.stream(upstreamOf(frame), signal)) ?? expect.fail("absent");
    const { body } = (await checkParts(frame, upstream.contentType, upstream.body)) ?? expect.fail("nothing");
    let readBytes = 0;
    const iterator = body[Symbol.asyncIterator]();
    for (let step = 0; step < 20; step += 1) {
      const { value } = await iterator.next();
      readBytes += value?.length ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    // The sockets of both sides hold some megabytes.
    expect(readBytes)
      .to.be.greaterThan(64 * 1024)
      .and.lessThan(4_000_000);
    expect(sentBytes).to.be.lessThan(readBytes + 24_000_000);
    await iterator.return?.();
    await untilNoConnection();
  });

  it("ends the archive's answer when the client goes", async () => {
    answer = endlessStudy;
    const leaving: ((body: { destroy(): void }, abort: AbortController) => void)[] = [
      (body) => body.destroy(),
      (_, abort) => abort.abort(),
    ];
    for (const leave of leaving) {
      const abort = new AbortController();
      const upstream = (await archive.stream(upstreamOf(study), abort.signal)) ?? expect.fail("absent");
      const { body } = (await checkParts(study, upstream.contentType, upstream.body)) ?? expect.fail("nothing");
      body.on("error", () => undefined);
      expect(await liar.connections()).to.equal(1);
      leave(body, abort);
      await untilNoConnection();
    }
  });

  it("ends the archive's answer when the check fails", async () => {
    answer = endlessStudy;
    const upstream = (await archive.stream(upstreamOf(study), signal)) ?? expect.fail("absent");
    const other = parseRoute("GET", "/dicom-web/studies/1.9.9", {});
    expect(await thrownBy(() => checkParts(other, upstream.contentType, upstream.body))).to.have.property(
      "code",
      "ForeignPart",
    );
    await untilNoConnection();
  });

  async function streamOf(text: string) {
    answer = (response) => response.writeHead(200).end(text);
    return archive.stream(upstreamOf(study), signal);
  }

  function endlessStudy(response: ServerResponse): void {
    response.writeHead(200, { "content-type": 'multipart/related; type="application/dicom"; boundary=b' });
    response.write("--b\r\nContent-Type: application/dicom\r\n\r\n");
    response.write(writeFile(EXPLICIT_LITTLE, image({ pixels: Uint8Array.of(1, 2, 3, 4) })));
    const send = (): void => {
      while (!response.destroyed && response.write(PIECE));
    };
    response.on("drain", send);
    send();
  }

  async function untilNoConnection(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if ((await liar.connections()) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect.fail("The archive's connection stays open.");
  }
});
