import { Readable } from "node:stream";
import { expect } from "chai";
import { parseUid } from "../../../src/dicom/index.ts";
import { openArchive } from "../../../src/gateway/archive.ts";
import {
  buildStore,
  filterStored,
  MalformedAnswerError,
  parseRoute,
  RefusedRequestError,
  readStore,
  type StoreCaps,
  type StoredPart,
  upstreamOf,
} from "../../../src/gateway/dicomweb/index.ts";
import { type ImageOptions, image } from "../../dicom/images.ts";
import { daikonFiles } from "../../dicom/sampleFiles.ts";
import { EXPLICIT_LITTLE, writeFile } from "../../dicom/writeFile.ts";
import { thrownBy } from "../../sql/folder.ts";
import { describeWithOrthanc, startOrthanc } from "../orthanc.ts";
import { BASE_URL, get, partsOf, pathOf } from "./realArchive.ts";

const fileOf = (options: Partial<ImageOptions> = {}): Buffer =>
  Buffer.from(
    writeFile(
      EXPLICIT_LITTLE,
      image({ study: "1.1", series: "1.1.1", sop: "1.1.1.1", pixels: Uint8Array.of(1, 2, 3, 4), ...options }),
    ),
  );

function routeOf(target = "/studies", boundary = "b") {
  const type = `multipart/related; type="application/dicom"; boundary=${boundary}`;
  const route = parseRoute("POST", `/dicom-web${target}`, { "content-type": type });
  if (route.kind !== "store") expect.fail("no store");
  return route;
}

function bodyOf(files: readonly Uint8Array[], header = "Content-Type: application/dicom\r\n"): Buffer {
  const written = files.flatMap((file) => [Buffer.from(`--b\r\n${header}\r\n`), file, Buffer.from("\r\n")]);
  return Buffer.concat([...written, Buffer.from("--b--")]);
}

/** Reads a body; the parts, or the status of the refusal. */
async function read(body: Buffer, target?: string, caps?: StoreCaps): Promise<readonly StoredPart[] | number> {
  const source = Readable.from([body], { objectMode: false });
  let parts: readonly StoredPart[] = [];
  const error = await thrownBy(async () => {
    parts = await readStore(routeOf(target), source, caps);
  });
  if (error === undefined) return parts;
  if (!(error instanceof RefusedRequestError)) throw error;
  expect(source.destroyed, "the source is closed").to.equal(true);
  return error.status;
}

describe("reading what is to be stored", () => {
  it("names each file before any goes further", async () => {
    const files = [fileOf(), fileOf({ study: "1.2", series: "1.2.1", sop: "1.2.1.1" })];
    const parts = await read(bodyOf(files));
    if (typeof parts === "number") expect.fail(`refused: ${parts}`);
    expect(
      parts.map(({ bytes, sopClass, ...uids }) => [uids, bytes.equals(files[uids.study === "1.1" ? 0 : 1] ?? bytes)]),
    ).to.deep.equal([
      [{ study: "1.1", series: "1.1.1", instance: "1.1.1.1" }, true],
      [{ study: "1.2", series: "1.2.1", instance: "1.2.1.1" }, true],
    ]);
  });

  it("takes the study of the path alone, where there is one", async () => {
    expect(await read(bodyOf([fileOf()]), "/studies/1.1")).to.have.lengthOf(1);
    expect(await read(bodyOf([fileOf(), fileOf({ study: "1.2" })]), "/studies/1.1")).to.equal(400);
  });

  const caps = { parts: 2, partBytes: 1000, totalBytes: 1500 };
  for (const [name, body, status] of [
    ["nothing", bodyOf([]), 400],
    ["no multipart", fileOf(), 400],
    ["no end", bodyOf([fileOf()]).subarray(0, -5), 400],
    ["a file cut short", bodyOf([fileOf().subarray(0, -2)]), 400],
    ["a file that is none", bodyOf([Buffer.alloc(300)]), 400],
    ["an empty file", bodyOf([Buffer.alloc(0)]), 400],
    ["a study that could never be asked for", bodyOf([fileOf({ study: ".." })]), 400],
    ["too many files", bodyOf([fileOf(), fileOf(), fileOf()]), 413],
    ["a file too large", bodyOf([fileOf({ rows: 40, columns: 40, pixels: new Uint8Array(1600) })]), 413],
    ["too much together", bodyOf([Buffer.alloc(900), Buffer.alloc(900)]), 413],
    ["another type", bodyOf([fileOf()], "Content-Type: application/octet-stream\r\n"), 415],
    ["no type", bodyOf([fileOf()], ""), 415],
    ["a compressed part", bodyOf([fileOf()], "Content-Type: application/dicom\r\nContent-Encoding: gzip\r\n"), 415],
    [
      "an encoded part",
      bodyOf([fileOf()], "Content-Type: application/dicom\r\nContent-Transfer-Encoding: base64\r\n"),
      415,
    ],
  ] as const) {
    it(`refuses ${name}`, async () => {
      expect(await read(body, "/studies", caps)).to.equal(status);
    });
  }

  it("reads no further than it may", async () => {
    let sentBytes = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from("--b\r\nContent-Type: application/dicom\r\n\r\n");
      for (;;) {
        sentBytes += 65_536;
        yield Buffer.alloc(65_536);
      }
    }
    const error = await thrownBy(() =>
      readStore(routeOf(), Readable.from(endless(), { objectMode: false }), {
        parts: 9,
        partBytes: 1e6,
        totalBytes: 2e6,
      }),
    );
    expect(error).to.have.property("status", 413);
    expect(sentBytes).to.be.lessThan(1_500_000);
  });
});

describe("answering who stores", () => {
  const uid = parseUid;
  const part = (instance: string): StoredPart => ({
    ...{ study: uid("1.1"), series: uid("1.1.1"), instance: uid(instance), sopClass: uid("1.2.3") },
    bytes: Buffer.alloc(0),
  });
  const item = (instance: string, more: object = {}) => ({ "00081155": { vr: "UI", Value: [instance] }, ...more });
  const sequence = (...Value: unknown[]) => ({ vr: "SQ", Value });

  it("says of each file that it was stored or not, and links to the gateway", () => {
    const failed = item("1.2", { "00081197": { vr: "US", Value: [42752] }, "00100010": { vr: "PN", Value: ["A"] } });
    const answer = filterStored(
      [part("1.1"), part("1.2"), part("1.3")],
      { "00081199": sequence(item("1.1"), item("6.6")), "00081198": sequence(failed) },
      BASE_URL,
    );
    expect(answer.status).to.equal(202);
    expect(answer.body).to.deep.equal({
      "00081190": { vr: "UR", Value: [`${BASE_URL}/studies/1.1`] },
      "00081198": sequence(
        item("1.2", { "00081150": { vr: "UI", Value: ["1.2.3"] }, "00081197": { vr: "US", Value: [42752] } }),
        item("1.3", { "00081150": { vr: "UI", Value: ["1.2.3"] }, "00081197": { vr: "US", Value: [272] } }),
      ),
      "00081199": sequence(
        item("1.1", {
          "00081150": { vr: "UI", Value: ["1.2.3"] },
          "00081190": { vr: "UR", Value: [`${BASE_URL}/studies/1.1/series/1.1.1/instances/1.1`] },
        }),
      ),
    });
  });

  it("says 200 when all are stored, 409 when none is, and fails on nonsense", () => {
    expect(filterStored([part("1.1")], { "00081199": sequence(item("1.1")) }, BASE_URL).status).to.equal(200);
    expect(filterStored([part("1.1")], {}, BASE_URL).status).to.equal(409);
    const both = { "00081199": sequence(item("1.1")), "00081198": sequence(item("1.1")) };
    expect(filterStored([part("1.1")], both, BASE_URL).status).to.equal(409);
    expect(() => filterStored([part("1.1")], [], BASE_URL)).to.throw(MalformedAnswerError);
  });
});

describeWithOrthanc("storing into a real archive", () => {
  it("stores real files as they are, to be retrieved again", async () => {
    const orthanc = await startOrthanc();
    const archive = openArchive({ url: orthanc.dicomWebUrl, authorization: orthanc.authorization });
    try {
      const files = daikonFiles().filter(({ name }) =>
        /^(?:rle|deflated|jpeg_ls|volume\/brain_00[12])\.dcm$/.test(name),
      );
      expect(files).to.have.lengthOf(5);
      const parts = await readStore(
        routeOf(),
        Readable.from([bodyOf(files.map(({ bytes }) => bytes))], { objectMode: false }),
      );
      const body = await archive.store(upstreamOf(routeOf()), buildStore(parts), new AbortController().signal);
      const answer = filterStored(parts, body, BASE_URL);
      expect(answer.status).to.equal(200);
      expect(JSON.stringify(answer.body)).not.to.contain(orthanc.origin);
      for (const part of parts) {
        const [stored] = partsOf((await get({ archive }, pathOf(part))) ?? expect.fail("absent"));
        expect(stored?.bytes.equals(part.bytes)).to.equal(true);
      }
      const again = await archive.store(upstreamOf(routeOf()), buildStore(parts), new AbortController().signal);
      expect(filterStored(parts, again, BASE_URL).status).to.equal(200);
    } finally {
      await archive.close();
      await orthanc.close();
    }
  });
});
