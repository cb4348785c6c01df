import { createHash } from "node:crypto";
import { expect } from "chai";
import { type PixelsDigest, TruncatedError } from "../../src/dicom/index.ts";
import { type ImageOptions, image, report } from "./images.ts";
import { digest } from "./sampleFiles.ts";
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, writeFile } from "./writeFile.ts";

const of = (...bytes: number[]) => Uint8Array.from(bytes);
const words = (...numbers: number[]) => new Uint8Array(new Uint16Array(numbers).buffer);
const pixelsOf = async (options: ImageOptions, transferSyntaxUid = EXPLICIT_LITTLE) =>
  (await digest(writeFile(transferSyntaxUid, image(options)))).pixels;
const undecoded = (reason: string, transferSyntaxUid = EXPLICIT_LITTLE) => ({
  status: "undecoded",
  transferSyntaxUid,
  reason,
});

function expected(header: string, frames: Uint8Array): PixelsDigest {
  const text = `fiducial-pixels-1\n${header.replaceAll(", ", "\n")}\n\n`;
  return { status: "decoded", digest: `0x${createHash("sha256").update(text).update(frames).digest("hex")}` };
}
const grey8 = "rows 2, columns 2, samples 1, allocated 8, stored 8, signed 0, photometric MONOCHROME2, frames 1";
const grey12 = "rows 2, columns 2, samples 1, allocated 16, stored 12, signed 0, photometric MONOCHROME2, frames 1";
const signed12 = grey12.replace("signed 0", "signed 1");
const colour = "rows 1, columns 2, samples 3, allocated 8, stored 8, signed 0, photometric RGB, frames 1";

// digestPixels, uncompressed
// ├── it is SHA-256 over the documented header and the frames
// ├── byte order, OB or OW, planes or pixels, bits beside the stored ones, a padding byte: none of it counts
// ├── every value and every attribute in the header counts
// ├── without pixels → null
// ├── shorter than the header says → TruncatedError
// └── not understood → undecoded, with a reason
describe("digestPixels, uncompressed", () => {
  for (const transferSyntaxUid of [IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED]) {
    it(`digests 8-bit cells in ${transferSyntaxUid}`, async () => {
      expect(await pixelsOf({ pixels: of(1, 2, 3, 4) }, transferSyntaxUid)).to.deep.equal(
        expected(grey8, of(1, 2, 3, 4)),
      );
      expect(await pixelsOf({ pixels: of(1, 2, 3, 4), pixelVr: "OW" }, transferSyntaxUid)).to.deep.equal(
        expected(grey8, of(1, 2, 3, 4)),
      );
    });

    it(`digests 16-bit cells in ${transferSyntaxUid}`, async () => {
      const pixels = words(1, 0x0fff, 0x0123, 0);
      expect(await pixelsOf({ pixels, allocated: 16, stored: 12 }, transferSyntaxUid)).to.deep.equal(
        expected(grey12, pixels),
      );
    });
  }

  it("ignores bits above the stored ones", async () => {
    const pixels = words(0xf001, 0x8fff, 0x1123, 0x7000);
    const clean = words(1, 0x0fff, 0x0123, 0);
    expect(await pixelsOf({ pixels, allocated: 16, stored: 12 })).to.deep.equal(expected(grey12, clean));
  });

  it("ignores bits below the stored ones and moves the value down", async () => {
    const pixels = words(0x001f, 0xffff, 0x1230, 0x0004);
    expect(await pixelsOf({ pixels, allocated: 16, stored: 12, highBit: 15 })).to.deep.equal(
      expected(grey12, words(1, 0xfff, 0x123, 0)),
    );
  });

  it("extends the sign, whether the file did or not", async () => {
    const clean = words(0xffff, 0xf800, 0x07ff, 0);
    for (const pixels of [clean, words(0x0fff, 0x0800, 0x07ff, 0xf000)]) {
      expect(await pixelsOf({ pixels, allocated: 16, stored: 12, signed: 1 })).to.deep.equal(expected(signed12, clean));
    }
  });

  it("turns planes into pixels", async () => {
    const size = { rows: 1, columns: 2, samples: 3, photometric: "RGB" };
    const pixels = of(1, 2, 3, 4, 5, 6);
    expect(await pixelsOf({ ...size, pixels })).to.deep.equal(expected(colour, pixels));
    expect(await pixelsOf({ ...size, planar: 1, pixels: of(1, 4, 2, 5, 3, 6) })).to.deep.equal(
      expected(colour, pixels),
    );
  });

  it("turns the planes of each frame into pixels", async () => {
    const options = { rows: 1, columns: 2, samples: 3, photometric: "RGB", frames: 2 };
    const planes = of(1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16);
    const pixels = of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16);
    expect(await pixelsOf({ ...options, planar: 1, pixels: planes })).to.deep.equal(
      expected(colour.replace("frames 1", "frames 2"), pixels),
    );
  });

  it("keeps the two samples per pixel of YBR 4:2:2", async () => {
    const size = { rows: 1, columns: 2, samples: 3, photometric: "YBR_FULL_422" };
    const header = colour.replace("RGB", "YBR_FULL_422");
    expect(await pixelsOf({ ...size, pixels: of(1, 2, 3, 4) })).to.deep.equal(expected(header, of(1, 2, 3, 4)));
  });

  it("keeps single bits packed, and clears those after the last", async () => {
    const size = { rows: 3, columns: 1, allocated: 1, frames: 3 };
    const header = "rows 3, columns 1, samples 1, allocated 1, stored 1, signed 0, photometric MONOCHROME2, frames 3";
    expect(await pixelsOf({ ...size, pixels: of(0b10110101, 0b11111111) })).to.deep.equal(
      expected(header, of(0b10110101, 1)),
    );
    expect(await pixelsOf({ ...size, pixels: of(0b10110101, 1), pixelVr: "OW" }, EXPLICIT_BIG)).to.deep.equal(
      expected(header, of(0b10110101, 1)),
    );
  });

  it("digests 32-bit cells", async () => {
    const pixels = new Uint8Array(new Uint32Array([1, 2, 0xffffffff, 4]).buffer);
    const header = grey8.replace("allocated 8, stored 8", "allocated 32, stored 32");
    expect(await pixelsOf({ pixels, allocated: 32 })).to.deep.equal(expected(header, pixels));
    expect(await pixelsOf({ pixels, allocated: 32 }, EXPLICIT_BIG)).to.deep.equal(
      undecoded("LayoutNotSupported", EXPLICIT_BIG),
    );
  });

  it("ignores one padding byte", async () => {
    const header = grey8.replace("rows 2, columns 2", "rows 3, columns 1");
    expect(await pixelsOf({ rows: 3, columns: 1, pixels: of(1, 2, 3, 9) })).to.deep.equal(
      expected(header, of(1, 2, 3)),
    );
  });

  it("changes with every value and every attribute of the header", async () => {
    const pixels = of(1, 2, 3, 4);
    const variants: ImageOptions[] = [
      { pixels },
      { pixels: of(1, 2, 3, 5) },
      { pixels, rows: 1, columns: 4 },
      { pixels, rows: 4, columns: 1 },
      { pixels, stored: 7 },
      { pixels, signed: 1 },
      { pixels, photometric: "MONOCHROME1" },
      { pixels, rows: 1, frames: 2 },
      { pixels, allocated: 16, rows: 1 },
    ];
    const digests = await Promise.all(variants.map(async (options) => JSON.stringify(await pixelsOf(options))));
    expect(digests.filter((one) => one.includes('decoded"'))).to.have.length(variants.length);
    expect(new Set(digests).size).to.equal(variants.length);
  });

  it("is null for an object without pixels", async () => {
    expect((await digest(writeFile(EXPLICIT_LITTLE, report("1.2.9", "fine")))).pixels).to.equal(null);
  });

  it("refuses pixel data shorter than the header says", async () => {
    const error = await pixelsOf({ pixels: of(1, 2) }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(TruncatedError);
  });

  const misfits: Record<string, ImageOptions> = {
    "more pixel data than the header says": { pixels: of(1, 2, 3, 4, 5, 6) },
    "fragments in a native transfer syntax": { pixels: { fragments: [of(), of(1, 2, 3, 4)] } },
  };
  for (const [what, options] of Object.entries(misfits)) {
    it(`does not digest ${what}`, async () =>
      expect(await pixelsOf(options)).to.deep.equal(undecoded("DoesNotFitHeader")));
  }

  const odd: Record<string, ImageOptions> = {
    "cells of 12 bits": { pixels: of(1, 2, 3, 4, 5, 6), allocated: 12 },
    "more bits stored than allocated": { pixels: of(1, 2, 3, 4), stored: 9 },
    "a high bit below the bits stored": { pixels: of(1, 2, 3, 4), highBit: 5 },
    "no rows": { pixels: of(), rows: 0 },
    "YBR 4:2:0": { pixels: of(1, 2, 3, 4, 5, 6), samples: 3, photometric: "YBR_PARTIAL_420" },
    "a photometric interpretation that would write into the header": {
      pixels: of(1, 2, 3, 4),
      photometric: "RGB\nframes 2",
    },
  };
  for (const [what, options] of Object.entries(odd)) {
    it(`does not digest ${what}`, async () =>
      expect(await pixelsOf(options)).to.deep.equal(undecoded("LayoutNotSupported")));
  }

  it("does not digest a frame beyond the bound", async () => {
    const options = { pixels: of(1, 2), rows: 65535, columns: 65535 };
    expect(await pixelsOf(options)).to.deep.equal(undecoded("TooLarge"));
  });

  it("says which transfer syntax it cannot decode", async () => {
    const mpeg2 = "1.2.840.10008.1.2.4.100";
    expect(await pixelsOf({ pixels: { fragments: [of(), of(1, 2)] } }, mpeg2)).to.deep.equal(
      undecoded("TransferSyntaxNotSupported", mpeg2),
    );
  });
});
