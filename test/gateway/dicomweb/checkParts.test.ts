import { Readable } from "node:stream";
import { expect } from "chai";
import {
  checkParts,
  ForeignPartError,
  MalformedAnswerError,
  parseRoute,
  type Target,
} from "../../../src/gateway/dicomweb/index.ts";
import { type ImageOptions, image } from "../../dicom/images.ts";
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE, text, writeFile } from "../../dicom/writeFile.ts";
import { thrownBy } from "../../sql/folder.ts";

const pixels = Uint8Array.of(1, 2, 3, 4);
const fileOf = (options: Partial<ImageOptions> = {}, syntax = EXPLICIT_LITTLE): Buffer =>
  Buffer.from(writeFile(syntax, image({ study: "1.1", series: "1.1.1", sop: "1.1.1.1", pixels, ...options })));
/** What of a file stands before its data set. */
const metaOf = (file: Buffer): Buffer => file.subarray(0, 144 + file.readUInt32LE(140));
const MEDIA = 'multipart/related; type="application/dicom"; boundary=b';

function bodyOf(parts: readonly { readonly type?: string; readonly more?: string; readonly bytes: Buffer }[]): Buffer {
  const written = parts.flatMap(({ type = "application/dicom", more = "", bytes }) => [
    Buffer.from(`--b\r\nContent-Type: ${type}\r\n${more}\r\n`),
    bytes,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...written, Buffer.from("--b--\r\n")]);
}

/** What of an answer is let through, and the error that ended it. */
async function pass(
  target: string,
  body: Buffer | readonly Buffer[],
  contentType: string | undefined = MEDIA,
  mayShow?: (target: Target) => boolean,
) {
  const source = Readable.from(Buffer.isBuffer(body) ? [body] : body, { objectMode: false });
  const out: Buffer[] = [];
  let answered: string | undefined;
  const error = await thrownBy(async () => {
    const checked = await checkParts(parseRoute("GET", `/dicom-web${target}`, {}), contentType, source, mayShow);
    answered = checked?.contentType;
    if (checked !== undefined) for await (const chunk of checked.body) out.push(chunk);
  });
  expect(source.destroyed, "the source is closed").to.equal(true);
  return { error, contentType: answered, bytes: Buffer.concat(out) };
}

const FOREIGN: readonly [name: string, target: string, options: Partial<ImageOptions>][] = [
  ["another study", "/studies/1.1", { study: "1.2" }],
  ["a study whose UID begins the same", "/studies/1.1", { study: "1.1.1" }],
  ["another series", "/studies/1.1/series/1.1.1", { series: "1.1.2" }],
  ["the series of another study", "/studies/1.1/series/1.1.1", { study: "1.2" }],
  ["another instance", "/studies/1.1/series/1.1.1/instances/1.1.1.1", { sop: "1.1.1.2" }],
];

describe("checking instances", () => {
  it("lets through what was asked for", async () => {
    const parts = [fileOf(), fileOf({ sop: "1.1.1.2" }), fileOf({ series: "1.1.2" }, IMPLICIT_LITTLE)];
    const { error, bytes, contentType } = await pass("/studies/1.1", bodyOf(parts.map((part) => ({ bytes: part }))));
    expect(error).to.equal(undefined);
    expect(contentType).to.equal('multipart/related; type="application/dicom"; boundary="b"');
    for (const part of parts) expect(bytes.includes(part)).to.equal(true);
  });

  for (const [name, target, options] of FOREIGN) {
    it(`lets no byte through of ${name}`, async () => {
      const alone = await pass(target, bodyOf([{ bytes: fileOf(options) }]));
      expect(alone.error).to.be.an.instanceOf(ForeignPartError);
      expect(alone.bytes).to.have.lengthOf(0);
      const marked = fileOf({ ...options, name: "Stranger^A" });
      for (const pieceBytes of [65_536, 100]) {
        const body = bodyOf([{ bytes: fileOf() }, { bytes: marked }]);
        const pieces = Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, at) =>
          body.subarray(at * pieceBytes, (at + 1) * pieceBytes),
        );
        const after = await pass(target, pieces);
        expect(after.error).to.be.an.instanceOf(ForeignPartError);
        expect(after.bytes.includes("Stranger")).to.equal(false);
      }
    });
  }

  it("lets one instance through where one was asked for", async () => {
    const { error } = await pass(
      "/studies/1.1/series/1.1.1/instances/1.1.1.1",
      bodyOf([{ bytes: fileOf() }, { bytes: fileOf() }]),
    );
    expect(error).to.be.an.instanceOf(ForeignPartError);
  });

  it("leaves out hidden instances, and everything when all are hidden", async () => {
    const [shown, hidden] = [fileOf(), fileOf({ series: "1.1.2", name: "Hidden^A" })];
    const body = bodyOf([{ bytes: hidden }, { bytes: shown }, { bytes: hidden }]);
    const some = await pass("/studies/1.1", body, MEDIA, ({ series }) => series === "1.1.1");
    expect([some.error, some.bytes.includes(shown), some.bytes.includes("Hidden")]).to.deep.equal([
      undefined,
      true,
      false,
    ]);
    const none = await pass("/studies/1.1", body, MEDIA, () => false);
    expect(none).to.deep.include({ error: undefined, contentType: undefined });
    expect(none.bytes).to.have.lengthOf(0);
  });

  for (const [name, contentType, body] of [
    ["another type of part", MEDIA, bodyOf([{ type: "text/html", bytes: fileOf() }])],
    ["a part that is no DICOM file", MEDIA, bodyOf([{ bytes: Buffer.alloc(500) }])],
    ["a file without a study", MEDIA, bodyOf([{ bytes: fileOf().subarray(0, 200) }])],
    ["an empty part", MEDIA, bodyOf([{ bytes: Buffer.alloc(0) }])],
    [
      "a file that names its study twice",
      MEDIA,
      bodyOf([{ bytes: fileOf({ more: [text(0x0020000d, "UI", "1.2")] }) }]),
    ],
    [
      "a beginning of five megabytes",
      MEDIA,
      bodyOf([
        {
          bytes: Buffer.concat([
            metaOf(fileOf()),
            Buffer.from("0900010055540000ffffff0f", "hex"),
            Buffer.alloc(5_000_000),
          ]),
        },
      ]),
    ],
    ["no end", MEDIA, bodyOf([{ bytes: fileOf() }]).subarray(0, -9)],
    ["no parts", "application/dicom", fileOf()],
    ["no boundary", "multipart/related", bodyOf([{ bytes: fileOf() }])],
    ["no type", undefined, bodyOf([{ bytes: fileOf() }])],
    ["nonsense for a type", "no type", bodyOf([{ bytes: fileOf() }])],
  ] as const) {
    it(`ends an answer with ${name}`, async () => {
      const { error } = await pass("/studies/1.1", body, contentType ?? "");
      expect(error).to.be.instanceOf(name === "another type of part" ? ForeignPartError : MalformedAnswerError);
    });
  }

  it("holds no more of a file that doesn't say whose it is than it looks at", async () => {
    let sentBytes = 0;
    function* endless(): Generator<Buffer> {
      yield bodyOf([{ bytes: metaOf(fileOf()) }]).subarray(0, -9);
      yield Buffer.from("0900010055540000ffffff0f", "hex"); // a private text of 256 MiB
      for (; sentBytes < 64 * 1024 * 1024; sentBytes += 65_536) yield Buffer.alloc(65_536);
    }
    const route = parseRoute("GET", "/dicom-web/studies/1.1", {});
    const error = await thrownBy(() => checkParts(route, MEDIA, Readable.from(endless(), { objectMode: false })));
    expect(error).to.be.an.instanceOf(MalformedAnswerError);
    expect(sentBytes).to.be.lessThan(16 * 1024 * 1024);
  });
});

describe("checking frames, images and bulk data", () => {
  const instance = "/studies/1.1/series/1.1.1/instances/1.1.1.1";
  const frame = (number: number) => ({
    ...{ type: "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50", bytes: Buffer.from(`frame ${number}`) },
    more: `Content-Location: http://archive/dicom-web${instance}/frames/${number}\r\n`,
  });

  it("lets frames through without the archive's own links", async () => {
    const { bytes, contentType } = await pass(`${instance}/frames/1,2`, bodyOf([frame(1), frame(2)]));
    expect(contentType).to.equal('multipart/related; type="image/jpeg"; boundary="b"');
    expect(bytes.toString()).to.equal(
      `${[1, 2]
        .map(
          (number) =>
            `\r\n--b\r\nContent-Type: image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50\r\n\r\nframe ${number}`,
        )
        .join("")}\r\n--b--\r\n`,
    );
  });

  for (const [name, target, parts, wrong] of [
    ["one frame too many", "/frames/1", [frame(1), frame(2)], ForeignPartError],
    ["one frame too few", "/frames/1,2", [frame(1)], MalformedAnswerError],
    ["another frame", "/frames/1", [frame(2)], ForeignPartError],
    [
      "a frame of another instance",
      "/frames/1",
      [{ ...frame(1), more: "Content-Location: /studies/1.2/series/1.1.1/instances/1.1.1.1/frames/1\r\n" }],
      ForeignPartError,
    ],
    ["a page instead of a frame", "/frames/1", [{ ...frame(1), type: "text/html" }], ForeignPartError],
    ["a file instead of a frame", "/frames/1", [{ ...frame(1), type: "application/dicom" }], ForeignPartError],
    [
      "two values",
      "/bulk/7fe00010",
      [1, 2].map(() => ({ type: "application/octet-stream", bytes: pixels })),
      ForeignPartError,
    ],
    ["a page instead of a value", "/bulk/7fe00010", [{ type: "text/html", bytes: pixels }], ForeignPartError],
  ] as const) {
    it(`ends an answer with ${name}`, async () => {
      const written = parts.map((part) => ({ ...part, bytes: Buffer.from(part.bytes) }));
      const { error } = await pass(`${instance}${target}`, bodyOf(written));
      expect(error).to.be.instanceOf(wrong);
    });
  }

  it("lets an image through that is of the kind asked for", async () => {
    const png = await pass(`${instance}/rendered`, Buffer.from("an image"), "image/jpeg");
    expect(png.bytes.toString()).to.equal("an image");
    for (const type of ["image/png", "text/html", "application/dicom", MEDIA]) {
      expect((await pass(`${instance}/rendered`, Buffer.from("an image"), type)).error).to.be.instanceOf(
        ForeignPartError,
      );
    }
  });
});
