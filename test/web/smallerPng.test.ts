import { deflateSync, inflateSync } from "node:zlib";
import { expect } from "chai";
import { makeSmaller } from "./smallerPng.ts";

/** A picture of two rows of three pixels, the second filtered by what is above it. */
function drawPicture(): Buffer {
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const rows = Buffer.from([
    0,
    ...[255, 0, 0],
    ...[0, 255, 0],
    ...[255, 0, 0],
    2,
    ...[0, 0, 0],
    ...[0, 1, 0],
    ...[1, 0, 9],
  ]);
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

function findChunk(png: Buffer, type: string): Buffer {
  const at = png.indexOf(type, 0, "latin1");
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

describe("makeSmaller", () => {
  it("keeps every pixel of a picture of few colours", () => {
    const small = makeSmaller(drawPicture());
    const palette = findChunk(small, "PLTE");
    const rows = inflateSync(findChunk(small, "IDAT"));
    const colours = [1, 2, 3, 5, 6, 7].map((at) => [...palette.subarray((rows[at] ?? 0) * 3, (rows[at] ?? 0) * 3 + 3)]);
    const [red, green] = [
      [255, 0, 0],
      [0, 255, 0],
    ];
    expect(colours).to.deep.equal([red, green, red, red, [0, 0, 0], [0, 0, 9]]);
    expect([...findChunk(small, "IHDR")]).to.deep.equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  });
});
