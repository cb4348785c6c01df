import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** How many colours a palette holds. */
const MOST_COLOURS = 256;

/**
 * Writes a picture with a palette of its most frequent colours; one of another takes the nearest. Pages have few colours, and text with its soft edges
 * looks the same.
 *
 * @param png - A picture as a browser makes it: three bytes for each pixel, not interlaced.
 * @see W3C PNG, sections 9 and 11
 */
export function makeSmaller(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = Buffer.from(chunks.find(({ type }) => type === "IHDR")?.data ?? []);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header.readUInt32BE(8) !== 0x08020000) return png; // not of this form: as it is
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  const colours = readColours(inflateSync(packed), width, height);

  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const kept = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_COLOURS);
  const palette = kept.map(([colour]) => colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc(height * (width + 1));
  for (const [i, colour] of colours.entries()) {
    const place = places.get(colour) ?? findNearest(palette, colour);
    places.set(colour, place);
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = place;
  }
  header[9] = 3; // by a palette
  const listed = Buffer.concat(palette.map((colour) => Buffer.from([colour >> 16, (colour >> 8) & 255, colour & 255])));
  const parts = [
    ["IHDR", header],
    ["PLTE", listed],
    ["IDAT", deflateSync(rows, { level: 9 })],
    ["IEND", Buffer.alloc(0)],
  ];
  return Buffer.concat([SIGNATURE, ...parts.map(([type, data]) => renderChunk(type as string, data as Buffer))]);
}

function readChunks(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks: { readonly type: string; readonly data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Takes the filters off the rows, and hands back a number for each pixel. */
function readColours(filtered: Buffer, width: number, height: number): Uint32Array {
  const [size, colours] = [width * 3, new Uint32Array(width * height)];
  let above = Buffer.alloc(size);
  for (let y = 0; y < height; y += 1) {
    const start = y * (size + 1);
    const row = Buffer.from(filtered.subarray(start + 1, start + 1 + size));
    for (let x = 0; x < size; x += 1) {
      const [left, up, corner] = [x < 3 ? 0 : (row[x - 3] ?? 0), above[x] ?? 0, x < 3 ? 0 : (above[x - 3] ?? 0)];
      row[x] = (row[x] ?? 0) + predict(filtered[start] ?? 0, left, up, corner);
    }
    for (let x = 0; x < width; x += 1) colours[y * width + x] = row.readUIntBE(x * 3, 3);
    above = row;
  }
  return colours;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter === 0) return 0;
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(estimate - one)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function findNearest(palette: readonly number[], colour: number): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (const [place, one] of palette.entries()) {
    const distance = [16, 8, 0].reduce(
      (sum, shift) => sum + (((one >> shift) & 255) - ((colour >> shift) & 255)) ** 2,
      0,
    );
    if (distance < least) [nearest, least] = [place, distance];
  }
  return nearest;
}

function renderChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
