import { expect } from "chai";
import fc from "fast-check";
import { buildHuffmanTable } from "../../../src/dicom/decoders/huffman.ts";
import { findPixelCoding } from "../../../src/dicom/decoders/index.ts";
import { loadJpeg } from "../../../src/dicom/decoders/jpeg.ts";
import { parseUid, readInstance } from "../../../src/dicom/index.ts";
import { getPixelLayout } from "../../../src/dicom/pixelLayout.ts";
import { UndecodableError } from "../../../src/dicom/undecodable.ts";
import { type ImageOptions, image } from "../images.ts";
import { digest } from "../sampleFiles.ts";
import { EXPLICIT_LITTLE, RLE, writeFile } from "../writeFile.ts";
import { type Raster, toJpeg2000, toJpegBaseline, toJpegLossless, toJpegLs, toNative, toRle } from "./encode.ts";

const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
const JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
const JPEG_LOSSLESS = "1.2.840.10008.1.2.4.57";
const JPEG_LS = "1.2.840.10008.1.2.4.80";
const JPEG_2000 = "1.2.840.10008.1.2.4.90";
const empty = new Uint8Array(0);

const optionsOf = ({ rows, columns, samples, bits, signed }: Raster, photometric: string) => ({
  ...{ rows, columns, samples, photometric, allocated: bits, signed: signed ? (1 as const) : (0 as const) },
});
const defaultPhotometric = (raster: Raster) => (raster.samples === 3 ? "RGB" : "MONOCHROME2");
async function pixelsOf(
  transferSyntaxUid: string,
  raster: Raster,
  pixels: ImageOptions["pixels"],
  photometric = defaultPhotometric(raster),
) {
  return (await digest(writeFile(transferSyntaxUid, image({ ...optionsOf(raster, photometric), pixels })))).pixels;
}
const wrap = (...frames: Uint8Array[]) => ({ fragments: [empty, ...frames] });

const rasters: fc.Arbitrary<Raster> = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    samples: fc.constantFrom(1, 3),
    bits: fc.constantFrom(8 as const, 16 as const),
    signed: fc.boolean(),
  })
  .chain(({ rows, columns, samples, bits, signed }) => {
    const length = rows * columns * samples;
    const value = fc.oneof(
      fc.integer({ min: 0, max: 2 ** bits - 1 }),
      fc.constantFrom(0, 2 ** (bits - 1), 2 ** bits - 1),
    );
    return fc
      .array(value, { minLength: length, maxLength: length })
      .map((values) => ({ rows, columns, samples, bits, signed: signed && samples === 1, values }));
  });

// the decoders
// ├── of every lossless compression of an image, grey or colour, 8 or 16 bits, signed or not → the digest of the native image
// ├── of the component transform of JPEG 2000 → RGB
// ├── JPEG baseline → nearly the values encoded, as RGB
// └── of a stream that is cut, of another size, of another kind, or nonsense → undecoded
describe("the decoders", () => {
  const encodings: Record<string, [string, (raster: Raster) => Uint8Array | Promise<Uint8Array>]> = {
    RLE: [RLE, toRle],
    "JPEG-LS by planes": [JPEG_LS, (raster) => toJpegLs(raster, 0)],
    "JPEG-LS by lines": [JPEG_LS, (raster) => toJpegLs(raster, 1)],
    "JPEG-LS by pixels": [JPEG_LS, (raster) => toJpegLs(raster, 2)],
    "JPEG 2000": [JPEG_2000, toJpeg2000],
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((p) => [
        `JPEG Lossless, predictor ${p}`,
        [JPEG_LOSSLESS, (raster: Raster) => toJpegLossless(raster, p)],
      ]),
    ),
  };
  encodings["JPEG Lossless with restart marks"] = [JPEG_LOSSLESS, (raster) => toJpegLossless(raster, 4, 2)];
  for (const [name, [transferSyntaxUid, encode]] of Object.entries(encodings)) {
    it(`give the native digest of an image in ${name}`, async () => {
      const property = fc.asyncProperty(rasters, async (raster) => {
        fc.pre(
          name !== "JPEG 2000" || (raster.samples === 1 ? raster.bits === 16 || !raster.signed : raster.bits === 8),
        );
        const coded = await pixelsOf(transferSyntaxUid, raster, wrap(await encode(raster)));
        expect(coded).to.deep.equal(await pixelsOf(EXPLICIT_LITTLE, raster, toNative(raster)));
        expect(coded).to.have.property("status", "decoded");
      });
      await fc.assert(property, { seed: 5, numRuns: 25 });
    }).timeout(20_000);
  }

  const colour: Raster = {
    rows: 16,
    columns: 16,
    samples: 3,
    bits: 8,
    signed: false,
    values: Array.from({ length: 768 }, (_, at) => (at % 3 === 0 ? 200 : at >> 2)),
  };
  const grey: Raster = {
    rows: 8,
    columns: 8,
    samples: 1,
    bits: 8,
    signed: false,
    values: Array.from({ length: 64 }, (_, at) => at * 3),
  };

  it("call YBR_RCT of JPEG 2000 RGB, which it is once decoded", async () => {
    const coded = await pixelsOf(JPEG_2000, colour, wrap(await toJpeg2000(colour)), "YBR_RCT");
    expect(coded).to.deep.equal(await pixelsOf(EXPLICIT_LITTLE, colour, toNative(colour)));
  });

  it("do not decode what the JPEG 2000 codec would get wrong: signed 8-bit samples, 16-bit colour, an origin", async () => {
    const deep = await toJpeg2000(colour);
    for (const sample of [0, 1, 2]) deep[42 + 3 * sample] = 15; // Ssiz
    const shifted = await toJpeg2000(grey);
    for (const [at, value] of [
      [11, 9],
      [19, 1],
    ] as const)
      shifted[at] = value; // Xsiz, XOsiz
    const streams: [Raster, Uint8Array][] = [
      [{ ...grey, signed: true }, await toJpeg2000({ ...grey, signed: true })],
      [{ ...colour, bits: 16 }, deep],
      [grey, shifted],
    ];
    for (const [raster, stream] of streams) {
      expect(await pixelsOf(JPEG_2000, raster, wrap(stream))).to.deep.equal({
        ...{ status: "undecoded", transferSyntaxUid: JPEG_2000, reason: "LayoutNotSupported" },
      });
    }
  });

  it("do not decode RLE whose segments hold more than the image", async () => {
    const shorter = { ...grey, rows: grey.rows - 1 };
    expect(await pixelsOf(RLE, shorter, wrap(toRle(grey)))).to.have.property("reason", "DoesNotFitHeader");
  });

  it("do not take a Huffman table with more codes than fit", () => {
    const counts = Uint8Array.of(3, ...new Array(15).fill(0));
    expect(() => buildHuffmanTable(counts, Uint8Array.of(1, 2, 3))).to.throw(UndecodableError);
  });

  it("leave YBR_FULL in RLE as it is", async () => {
    const coded = await pixelsOf(RLE, colour, wrap(toRle(colour)), "YBR_FULL");
    expect(coded).to.deep.equal(await pixelsOf(EXPLICIT_LITTLE, colour, toNative(colour), "YBR_FULL"));
  });

  it("turn baseline JPEG into nearly the RGB that was encoded", async () => {
    const encoded = await toJpegBaseline(colour);
    const bytes = writeFile(JPEG_BASELINE, image({ ...optionsOf(colour, "YBR_FULL_422"), pixels: wrap(encoded) }));
    const layout = getPixelLayout(readInstance(bytes).file.dataSet);
    const { decode, photometricOf } = await loadJpeg();
    const decoded = decode(encoded, layout).bytes;
    const furthest = Math.max(...colour.values.map((value, at) => Math.abs(value - (decoded[at] ?? 999))));
    expect(furthest).to.be.lessThan(12);
    expect(photometricOf(layout)).to.equal("RGB");
    expect(await pixelsOf(JPEG_BASELINE, colour, wrap(encoded), "YBR_FULL_422")).to.have.property("status", "decoded");
  });

  it("digest several frames as one after the other", async () => {
    const options = { ...optionsOf(grey, "MONOCHROME2"), frames: 3 };
    const other = { ...grey, values: grey.values.map((value) => 255 - value) };
    const coded = [toJpegLossless(grey, 1), toJpegLossless(other, 4), toJpegLossless(grey, 7)];
    const native = new Uint8Array([grey, other, grey].flatMap((raster) => [...toNative(raster)]));
    const one = await digest(writeFile(JPEG_LOSSLESS, image({ ...options, pixels: wrap(...coded) })));
    const two = await digest(writeFile(EXPLICIT_LITTLE, image({ ...options, pixels: native })));
    expect(one.pixels).to.deep.equal(two.pixels);
    const split = coded.flatMap((stream) => [stream.slice(0, 20), stream.slice(20)]);
    expect(
      (await digest(writeFile(JPEG_LOSSLESS, image({ ...options, pixels: wrap(...split) })))).pixels,
    ).to.deep.equal(two.pixels);
  });

  const streams: Record<string, [string, (raster: Raster) => Uint8Array | Promise<Uint8Array>]> = {
    ...encodings,
    "baseline JPEG": [JPEG_BASELINE, toJpegBaseline],
  };
  for (const [name, [transferSyntaxUid, encode]] of Object.entries(streams)) {
    it(`do not decode ${name} that is cut, wherever`, async () => {
      const stream = await encode(colour);
      let end = stream.length;
      while (stream[end - 1] === 0 && transferSyntaxUid !== RLE) end -= 1;
      for (let length = 0; length < end; length += Math.max(2, 2 * Math.floor(end / 80))) {
        const pixels = await pixelsOf(transferSyntaxUid, colour, wrap(stream.slice(0, length)));
        expect(pixels, `${length} of ${end}`).to.have.property("status", "undecoded");
      }
    });

    it(`do not decode ${name} of another size or kind`, async () => {
      const stream = wrap(await encode(colour));
      for (const change of [{ rows: 17 }, { columns: 15 }, { samples: 1 as const, values: [] }]) {
        const pixels = await pixelsOf(transferSyntaxUid, { ...colour, ...change }, stream);
        expect(pixels).to.have.property("status", "undecoded");
      }
    });
  }

  it("start a codec anew once it has failed, and decode as before", async () => {
    const start = findPixelCoding(parseUid(JPEG_LS));
    if (typeof start !== "function") throw new TypeError();
    const layout = getPixelLayout(
      readInstance(writeFile(EXPLICIT_LITTLE, image({ ...optionsOf(grey, "MONOCHROME2"), pixels: toNative(grey) })))
        .file.dataSet,
    );
    const good = await toJpegLs(grey, 0);
    const bad = Uint8Array.from([...good.subarray(0, good.length - 12), 0xff, 0xd9]); // an end, too soon
    const [first, same] = [await start(), await start()];
    expect(() => first.decode(bad, layout)).to.throw(UndecodableError);
    expect([first.isUsable(), same.isUsable()]).to.deep.equal([false, false]);
    expect((await start()).isUsable()).to.equal(true);

    const all = await Promise.all([bad, good, bad, good].map((stream) => pixelsOf(JPEG_LS, grey, wrap(stream))));
    const native = await pixelsOf(EXPLICIT_LITTLE, grey, toNative(grey));
    expect([all[1], all[3]]).to.deep.equal([native, native]);
    expect(all[0]).to.have.property("status", "undecoded");
  });

  it("do not decode 12-bit JPEG", async () => {
    const stream = await toJpegBaseline(colour);
    const at = stream.findIndex(
      (byte, index) => byte === 0xff && (stream[index + 1] === 0xc0 || stream[index + 1] === 0xc1),
    );
    stream[at + 4] = 12;
    expect(await pixelsOf(JPEG_EXTENDED, { ...colour, bits: 16 }, wrap(stream))).to.deep.equal({
      status: "undecoded",
      transferSyntaxUid: JPEG_EXTENDED,
      reason: "CodestreamNotDecodable",
    });
  });

  it("never do anything but decode or say so, whatever the bytes", async () => {
    const noise = fc.asyncProperty(
      fc.constantFrom(...Object.values(streams)),
      fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async ([transferSyntaxUid, encode], changes) => {
        const stream = (await encode(colour)).slice();
        for (const [at, byte] of changes) stream[at % stream.length] = byte;
        const pixels = await pixelsOf(transferSyntaxUid, colour, wrap(stream));
        expect(["decoded", "undecoded"]).to.include(pixels?.status);
      },
    );
    await fc.assert(noise, { seed: 6, numRuns: 150 });
  }).timeout(60_000);
});
