import { constants, deflateRawSync } from "node:zlib";
import { expect } from "chai";
import fc from "fast-check";
import { NotDicomError, readInstance, TooLargeError, TruncatedError } from "../../src/dicom/index.ts";
import { FiducialError } from "../../src/errors.ts";
import { toJpegLossless, toJpegLs, toRle } from "./decoders/encode.ts";
import { image } from "./images.ts";
import { daikonFiles, digest } from "./sampleFiles.ts";
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, RLE, text, writeFile } from "./writeFile.ts";

const raster = {
  rows: 4,
  columns: 4,
  samples: 1,
  bits: 8,
  signed: false,
  values: Array.from({ length: 16 }, (_, at) => at * 15),
} as const;
const size = { rows: 4, columns: 4 };
const more = [
  { tag: 0x00081140, vr: "SQ", value: { items: [[text(0x00081155, "UI", "1.2.3")]] } },
  text(0x00091010, "LO", "private"),
];
const native = Uint8Array.from(raster.values);
const wrap = (stream: Uint8Array) => ({ fragments: [new Uint8Array(0), stream] });

async function smallFiles(): Promise<Record<string, Uint8Array>> {
  return {
    implicit: writeFile(IMPLICIT_LITTLE, image({ ...size, pixels: native, more }), "undefined"),
    explicit: writeFile(EXPLICIT_LITTLE, image({ ...size, pixels: native, more })),
    big: writeFile(EXPLICIT_BIG, image({ ...size, pixels: native, more })),
    deflated: writeFile(DEFLATED, image({ ...size, pixels: native, more })),
    rle: writeFile(RLE, image({ ...size, pixels: wrap(toRle(raster)), more })),
    lossless: writeFile("1.2.840.10008.1.2.4.70", image({ ...size, pixels: wrap(toJpegLossless(raster, 1)), more })),
    "jpeg-ls": writeFile("1.2.840.10008.1.2.4.80", image({ ...size, pixels: wrap(await toJpegLs(raster, 0)), more })),
  };
}

/** The pixels of damaged bytes, or the error class they end in. */
async function outcome(bytes: Uint8Array): Promise<unknown> {
  try {
    return (await digest(bytes)).pixels;
  } catch (error) {
    if (error instanceof FiducialError) return error.code;
    throw error;
  }
}

// bad input
// ├── empty, random, text → NotDicomError
// ├── a valid file cut anywhere → an error of ours, or the very same pixel digest; never another
// ├── a valid file with bytes changed → an error of ours or an answer; never anything else
// ├── an element of huge length → TruncatedError
// └── a deflate bomb → TooLargeError, by the documented bound or the caller's
describe("bad input", () => {
  const foreign = {
    "no bytes": new Uint8Array(0),
    "131 bytes": new Uint8Array(131),
    "a text": new TextEncoder().encode(
      "This is a text, long enough to reach past the preamble of a DICOM file. ".repeat(4),
    ),
    "a bare data set": writeFile(EXPLICIT_LITTLE, image({ pixels: native, ...size })).slice(132),
  };
  for (const [what, bytes] of Object.entries(foreign)) {
    it(`is not DICOM: ${what}`, () => expect(() => readInstance(bytes)).to.throw(NotDicomError));
  }

  it("is not DICOM: random bytes", () => {
    const noise = fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(() => readInstance(bytes)).to.throw(NotDicomError);
    });
    fc.assert(noise, { seed: 8 });
  });

  it("random bytes after DICM end in an error of ours", async () => {
    const noise = fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
      const file = Buffer.concat([new Uint8Array(128), Buffer.from("DICM"), bytes]);
      expect(await outcome(new Uint8Array(file))).to.be.a("string");
    });
    await fc.assert(noise, { seed: 9, numRuns: 500 });
  });

  it("of small files cut at every byte never gives other pixels", async () => {
    for (const [name, bytes] of Object.entries(await smallFiles())) {
      const whole = await outcome(bytes);
      expect(whole, name).to.have.property("status", "decoded");
      for (let length = 0; length < bytes.length; length++) {
        const cut = await outcome(bytes.slice(0, length));
        // only what pads a deflate stream can go unnoticed
        if (typeof cut !== "string")
          expect([name, length >= bytes.length - 1, cut]).to.deep.equal(["deflated", true, whole]);
      }
    }
  }).timeout(20_000);

  it("of real files cut anywhere never gives other pixels", async () => {
    const names = [
      "deflated.dcm",
      "explicit_big.dcm",
      "implicit_little.dcm",
      "rle.dcm",
      "jpeg_lossless_sel1.dcm",
      "jpeg_ls.dcm",
      "volume/brain_001.dcm",
    ];
    const files = daikonFiles().filter(({ name }) => names.includes(name));
    expect(files).to.have.length(names.length);
    for (const { bytes } of files) {
      const whole = JSON.stringify(await outcome(bytes));
      const cutting = fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        const cut = await outcome(bytes.slice(0, length));
        if (typeof cut !== "string") expect(JSON.stringify(cut)).to.equal(whole);
      });
      await fc.assert(cutting, { seed: 10, numRuns: 60 });
    }
  }).timeout(30_000);

  it("with any bytes changed ends in an answer or an error of ours", async () => {
    const files = Object.values(await smallFiles());
    const changes = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const damage = fc.asyncProperty(fc.constantFrom(...files), changes, async (file, changed) => {
      const bytes = file.slice();
      for (const [at, byte] of changed) bytes[132 + (at % (bytes.length - 132))] = byte;
      await outcome(bytes);
    });
    await fc.assert(damage, { seed: 11, numRuns: 2000 });
  }).timeout(60_000);

  it("with an element of huge length is cut short, and takes no memory for it", () => {
    const bytes = writeFile(EXPLICIT_LITTLE, image({ ...size, pixels: native }));
    new DataView(bytes.buffer).setUint32(bytes.length - 20, 0xfffffffe, true);
    expect(() => readInstance(bytes)).to.throw(TruncatedError);
  });

  it("whose deflated stream is cut is cut short", async () => {
    const { deflated = new Uint8Array(0) } = await smallFiles();
    expect(() => readInstance(deflated.slice(0, -20))).to.throw(TruncatedError);
  });

  it("that inflates beyond the caller's bound is refused", () => {
    const bytes = writeFile(DEFLATED, image({ rows: 1000, columns: 1000, pixels: new Uint8Array(1_000_000) }));
    expect(bytes.length).to.be.lessThan(5000);
    expect(() => readInstance(bytes, 1_000_000)).to.throw(TooLargeError);
    expect(readInstance(bytes, 1_001_000).frames).to.equal(1);
  });

  it("that inflates beyond 512 MiB is refused", () => {
    const head = writeFile(DEFLATED, []).slice(0, -2);
    const mebibyte = deflateRawSync(new Uint8Array(1024 * 1024), { finishFlush: constants.Z_SYNC_FLUSH });
    const bomb = new Uint8Array(Buffer.concat([head, ...new Array(513).fill(mebibyte)]));
    expect(bomb.length).to.be.lessThan(2 ** 20);
    expect(() => readInstance(bomb)).to.throw(TooLargeError);
  }).timeout(20_000);
});
