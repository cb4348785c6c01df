import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { image } from "../../dicom/images.ts";
import { DEFLATED, EXPLICIT_LITTLE, IMPLICIT_LITTLE, text, writeFile } from "../../dicom/writeFile.ts";
import { describeWithOrthanc } from "../orthanc.ts";
import { type GuardedArchive, openGuardedArchive } from "./guardedArchive.ts";
import { forEachOf, sendRaw } from "./rawSocket.ts";

const MIB = 2 ** 20;
const END = "\r\n\r\n";
const study = "1.2.3.50";
const of = (sop: string, more: object = {}) =>
  image({ study, series: `${study}.1`, sop: `${study}.1.${sop}`, pixels: new Uint8Array([1, 2, 3, 4]), ...more });

/** A request to store, and what it tries. */
type Attack = {
  readonly what: string;
  readonly head?: readonly string[];
  readonly body: Uint8Array;
  readonly path?: string;
};

const part = (file: Uint8Array, header = "Content-Type: application/dicom"): Buffer =>
  Buffer.concat([Buffer.from(`\r\n--b\r\n${header}${END}`, "latin1"), file]);
const parts = (...files: readonly Uint8Array[]): Buffer =>
  Buffer.concat([...files.map((file) => part(file)), Buffer.from("\r\n--b--\r\n")]);
const sound = (sop = "1"): Uint8Array => writeFile(EXPLICIT_LITTLE, of(sop));

/** A file whose sequences stand in each other so deep. */
function nested(depth: number): Uint8Array {
  const opened = Buffer.from("0800151153510000ffffffff" + "feff00e0ffffffff", "hex"); // a sequence of no known length, and its item
  const closed = Buffer.from("feff0de000000000" + "feffdde000000000", "hex");
  const file = Buffer.from(sound("2"));
  const at = file.indexOf(Buffer.from("10001000504e", "hex")); // the patient's name comes after
  const deep = [...Array.from({ length: depth }, () => opened), ...Array.from({ length: depth }, () => closed)];
  return Buffer.concat([file.subarray(0, at), ...deep, file.subarray(at)]);
}

/** A file of which one length says more than there is. */
function lying(): Uint8Array {
  const bytes = Buffer.from(sound());
  bytes.writeUInt32LE(0xfffffff0, bytes.length - 8);
  return bytes;
}

function attacks(open: string, closed: string): readonly Attack[] {
  const zeros = new Uint8Array(100 * MIB);
  const typed = (type: string) => [`Content-Type: ${type}`];
  return [
    { what: "a gzip bomb", head: ["Content-Encoding: gzip"], body: gzipSync(zeros) },
    { what: "a deflated bomb", body: parts(writeFile(DEFLATED, of("1", { pixels: zeros }))) },
    { what: "a part larger than allowed", body: parts(new Uint8Array(5 * MIB)) },
    { what: "many parts larger than allowed", body: parts(...Array.from({ length: 5 }, () => new Uint8Array(MIB))) },
    { what: "more parts than allowed", body: parts(...Array.from({ length: 2_100 }, () => new Uint8Array(1))) },
    {
      what: "parts without an end",
      body: Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from("\r\n--b\r\n"))),
    },
    { what: "a header without an end", body: Buffer.from(`\r\n--b\r\nX: ${"y".repeat(MIB)}`) },
    { what: "a preamble without an end", body: Buffer.from("x".repeat(MIB)) },
    { what: "no part", body: Buffer.from("\r\n--b--\r\n") },
    { what: "nothing", body: Buffer.alloc(0) },
    { what: "no closing delimiter", body: part(sound()) },
    { what: "parts in a part", body: part(parts(sound()), 'Content-Type: multipart/related; boundary="b"') },
    { what: "a part of another type", body: part(sound(), "Content-Type: text/html") },
    { what: "a part of no type", body: part(sound(), "X: y") },
    {
      what: "a compressed part",
      body: part(gzipSync(sound()), "Content-Type: application/dicom\r\nContent-Encoding: gzip"),
    },
    {
      what: "a part in base64",
      body: part(sound(), "Content-Type: application/dicom\r\nContent-Transfer-Encoding: base64"),
    },
    { what: "a header twice", body: part(sound(), "Content-Type: application/dicom\r\nContent-Type: text/html") },
    { what: "no DICOM file", body: parts(Buffer.from("<html>".repeat(100))) },
    { what: "half a file", body: parts(sound().subarray(0, 200)) },
    { what: "a length that lies", body: parts(lying()) },
    { what: "no identifiers", body: parts(writeFile(EXPLICIT_LITTLE, [text(0x00100010, "PN", "A")])) },
    { what: "identifiers that are none", body: parts(writeFile(IMPLICIT_LITTLE, of("1", { study: "../../etc" }))) },
    { what: "an identifier of 65 digits", body: parts(writeFile(EXPLICIT_LITTLE, of("1", { study: "9".repeat(65) }))) },
    { what: "sequences ten thousand deep", body: parts(nested(10_000)) },
    { what: "a study of another path", body: parts(sound()), path: "/dicom-web/studies/1.2.3.51" },
    {
      what: "an image for a study that may not be seen",
      body: parts(writeFile(EXPLICIT_LITTLE, of("1", { study: closed }))),
    },
    { what: "a query", body: parts(sound()), path: `/dicom-web/studies?StudyInstanceUID=${open}` },
    { what: "a series' path", body: parts(sound()), path: `/dicom-web/studies/${open}/series/1.2.3` },
    { what: "another type", head: typed("application/dicom"), body: sound() },
    { what: "a form", head: typed("multipart/form-data; boundary=b"), body: parts(sound()) },
    {
      what: "two types",
      head: [...typed("text/plain"), ...typed('multipart/related; type="application/dicom"; boundary=b')],
      body: parts(sound()),
    },
    {
      what: "a boundary that is none",
      head: typed('multipart/related; type="application/dicom"; boundary="\\r\\n"'),
      body: parts(sound()),
    },
    {
      what: "a boundary of 200 letters",
      head: typed(`multipart/related; type="application/dicom"; boundary=${"b".repeat(200)}`),
      body: parts(sound()),
    },
  ];
}

// hostile files, by raw sockets, to the real server before a real archive
// └── none reaches the archive, none is answered with a 5xx; a sound one is stored before and after
describeWithOrthanc("hostile files on the wire", () => {
  let guarded: GuardedArchive;
  const lines: string[] = [];
  const usual = 'Content-Type: multipart/related; type="application/dicom"; boundary=b';

  before(async function () {
    this.timeout(60_000);
    guarded = await openGuardedArchive({}, { write: (line) => lines.push(line) });
  });
  after(() => guarded?.close());

  function send({ head = [], body, path = "/dicom-web/studies" }: Omit<Attack, "what">, token: string) {
    const type = head.some((line) => line.startsWith("Content-Type")) ? [] : [usual];
    const lengths = [`Content-Length: ${body.length}`, "Connection: close"];
    const headers = ["Host: x", `Authorization: Bearer ${token}`, ...type, ...head, ...lengths];
    const bytes = Buffer.from([`POST ${path} HTTP/1.1`, ...headers].join("\r\n") + END, "latin1");
    return sendRaw(guarded.port, Buffer.concat([bytes, body]));
  }

  async function requireStored(sop: string): Promise<void> {
    const before = guarded.forwarded.length;
    expect((await send({ body: parts(sound(sop)) }, guarded.tokens.device)).statuses).to.deep.equal([200]);
    const stored = guarded.forwarded.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(stored).to.deep.equal(["POST /dicom-web/studies"]);
  }

  it("are refused, and none reaches the archive", async function () {
    this.timeout(120_000);
    await requireStored("10");
    const before = guarded.forwarded.length;
    const all = attacks(guarded.permitted[0]?.study ?? "", guarded.hidden[0]?.study ?? "");
    await forEachOf(all, 4, async ({ what, ...attack }) => {
      const { statuses } = await send(attack, guarded.tokens.device);
      for (const status of statuses) expect(status, what).to.be.within(400, 415);
      // A body that is too long may be cut before its sender has read the answer.
      if (attack.body.length < MIB) expect(statuses, what).to.have.lengthOf(1);
    });
    expect(guarded.forwarded.slice(before)).to.deep.equal([]);
    await requireStored("11");
    expect(lines.filter((line) => /a request failed|"status":5/.test(line))).to.deep.equal([]);
  });

  it("end where a body is longer than it may be, also without a length", async () => {
    const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(MIB, 1), Buffer.from("\r\n")]);
    const headers = ["Host: x", `Authorization: Bearer ${guarded.tokens.device}`, usual, "Transfer-Encoding: chunked"];
    const head = Buffer.from(
      ["POST /dicom-web/studies HTTP/1.1", ...headers].join("\r\n") +
        END +
        `10\r\n${"\r\n--b\r\nX: yyyy".slice(0, 16)}\r\n`,
    );
    const { statuses } = await sendRaw(guarded.port, Buffer.concat([head, ...Array.from({ length: 8 }, () => chunk)]));
    for (const status of statuses) expect(status).to.be.within(400, 415);
    const length = "Content-Length: 99999999999";
    const long = [
      `POST /dicom-web/studies HTTP/1.1`,
      "Host: x",
      `Authorization: Bearer ${guarded.tokens.device}`,
      usual,
      length,
    ];
    expect((await sendRaw(guarded.port, long.join("\r\n") + END)).statuses).to.deep.equal([413]);
  });

  it("are refused from whoever may not store, before they are read", async () => {
    const before = guarded.forwarded.length;
    const { statuses } = await send({ body: parts(sound("12")) }, guarded.tokens.reader);
    expect(statuses).to.deep.equal([403]);
    expect((await send({ body: parts(sound("12")) }, "x".repeat(43))).statuses).to.deep.equal([401]);
    expect(guarded.forwarded.slice(before)).to.deep.equal([]);
  });
});
