import { createRequire } from "node:module";

/** An image to encode: samples interleaved by pixel, `bits` each. */
export type Raster = {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bits: 8 | 16;
  readonly signed: boolean;
  readonly values: readonly number[];
};

type Encoder = {
  getDecodedBuffer: (info: object) => Uint8Array;
  getEncodedBuffer: () => Uint8Array;
  encode: () => void;
  delete: () => void;
  setInterleaveMode: (mode: number) => void;
  setDecompositions: (levels: number) => void;
  setQuality: (...quality: (boolean | number)[]) => void;
  setSubSampling: (mode: number) => void;
};
const load = createRequire(import.meta.url);
const started = new Map<string, Promise<Record<string, new () => Encoder>>>();

/** A codec can be started once only. */
async function start(codec: string, encoder: string): Promise<Encoder> {
  const module = started.get(codec) ?? load(`@cornerstonejs/${codec}/wasmjs`)({ print: () => {}, printErr: () => {} });
  started.set(codec, module);
  const Class = (await module)[encoder];
  if (Class === undefined) throw new TypeError(`${codec} has no ${encoder}`);
  return new Class();
}

/** The raster as native pixel data. */
export function toNative({ bits, values }: Raster): Uint8Array {
  return bits === 8 ? Uint8Array.from(values) : new Uint8Array(Uint16Array.from(values).buffer);
}

/** Planes (0), lines (1) or pixels (2). */
export async function toJpegLs(raster: Raster, interleave: 0 | 1 | 2): Promise<Uint8Array> {
  const native = toNative(raster);
  const cell = raster.bits / 8;
  const pixels = raster.rows * raster.columns;
  const planar = native.map((_, at) => {
    const sample = Math.floor(at / (pixels * cell));
    const rest = at % (pixels * cell);
    return native[(Math.floor(rest / cell) * raster.samples + sample) * cell + (rest % cell)] ?? 0;
  });
  const mode = raster.samples === 1 ? 0 : interleave;
  return run(await start("codec-charls", "JpegLSEncoder"), raster, mode === 0 ? planar : native, (encoder) =>
    encoder.setInterleaveMode(mode),
  );
}

/**
 * Signed samples are encoded as unsigned ones and the stream is then marked as signed, since the encoder misreads signed 8-bit samples: the
 * mark turns the level shift by half the range into a change of sign.
 */
export async function toJpeg2000(raster: Raster): Promise<Uint8Array> {
  const half = 2 ** (raster.bits - 1);
  const values = raster.signed ? raster.values.map((value) => value ^ half) : raster.values;
  const unsigned = { ...raster, signed: false, values };
  const encoder = await start("codec-openjpeg", "J2KEncoder");
  const stream = run(encoder, unsigned, toNative(unsigned), () => {
    encoder.setQuality(true, 0);
    encoder.setDecompositions(0);
  });
  for (let sample = 0; raster.signed && sample < raster.samples; sample++)
    stream[42 + 3 * sample] = 0x80 | (raster.bits - 1);
  return stream;
}

export async function toJpegBaseline(raster: Raster): Promise<Uint8Array> {
  return run(await start("codec-libjpeg-turbo-8bit", "JPEGEncoder"), raster, toNative(raster), (encoder) =>
    encoder.setQuality(95),
  );
}

function run(encoder: Encoder, raster: Raster, native: Uint8Array, set: (encoder: Encoder) => void): Uint8Array {
  const info = {
    width: raster.columns,
    height: raster.rows,
    bitsPerSample: raster.bits,
    componentCount: raster.samples,
    isSigned: raster.signed,
  };
  encoder.getDecodedBuffer(info).set(native);
  set(encoder);
  encoder.encode();
  const encoded = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded.length % 2 === 0 ? encoded : Uint8Array.from([...encoded, 0]);
}

/** RLE with runs where a byte repeats. @see DICOM PS3.5, annex G */
export function toRle(raster: Raster): Uint8Array {
  const native = toNative(raster);
  const cell = raster.bits / 8;
  const step = cell * raster.samples;
  const segments = Array.from({ length: step }, (_, segment) => {
    const first = Math.floor(segment / cell) * cell + (cell - 1 - (segment % cell));
    return packBits(native.filter((_, at) => at % step === first));
  });
  const header = new Uint32Array(16);
  header[0] = segments.length;
  let offset = 64;
  segments.forEach((segment, index) => {
    header[index + 1] = offset;
    offset += segment.length;
  });
  return new Uint8Array(Buffer.concat([new Uint8Array(header.buffer), ...segments]));
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run += 1;
    out.push(run > 1 ? 257 - run : 0, bytes[at] ?? 0);
    at += run;
  }
  if (out.length % 2 === 1) out.push(128); // never: pairs only
  return Uint8Array.from(out);
}

/**
 * JPEG Lossless with one predictor of 1 to 7 and one Huffman table of 5-bit codes.
 *
 * @param restartRows - A restart mark stands after so many rows; none when 0.
 * @see ITU-T T.81, annex H
 */
export function toJpegLossless(raster: Raster, predictor: number, restartRows = 0): Uint8Array {
  const { rows, columns, samples, bits } = raster;
  const components = Array.from({ length: samples }, (_, index) => index + 1);
  const word = (number: number) => [number >> 8, number & 255];
  const codes = [0, 0, 0, 0, 17, ...new Array(11).fill(0), ...Array.from({ length: 17 }, (_, index) => index)];
  const frame = [bits, ...word(rows), ...word(columns), samples, ...components.flatMap((id) => [id, 0x11, 0])];
  const head = [
    [0xff, 0xd8, 0xff, 0xc4, ...word(3 + codes.length), 0x00, ...codes],
    [0xff, 0xc3, ...word(2 + frame.length), ...frame],
    restartRows === 0 ? [] : [0xff, 0xdd, 0, 4, ...word(restartRows * columns)],
    [0xff, 0xda, 0, 6 + 2 * samples, samples, ...components.flatMap((id) => [id, 0]), predictor, 0, 0],
  ].flat();
  const height = restartRows === 0 ? rows : restartRows;
  const intervals = Array.from({ length: Math.ceil(rows / height) }, (_, index) => [
    ...(index === 0 ? [] : [0xff, 0xd0 + ((index - 1) % 8)]),
    ...codeRows(raster, predictor, index * height, Math.min(rows, (index + 1) * height)),
  ]);
  const stream = [...head, ...intervals.flat(), 0xff, 0xd9];
  return Uint8Array.from(stream.length % 2 === 0 ? stream : [...stream, 0]);
}

function codeRows(
  { columns, samples, bits, values }: Raster,
  predictor: number,
  from: number,
  until: number,
): number[] {
  let coded = "";
  for (let row = from; row < until; row++) {
    for (let column = 0; column < columns; column++) {
      for (let sample = 0; sample < samples; sample++) {
        const at = (y: number, x: number) => values[((row - y) * columns + column - x) * samples + sample] ?? 0;
        const difference = ((at(0, 0) - predict(row - from, column, predictor, bits, at)) << 16) >> 16;
        const size = difference === -32768 ? 16 : difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
        coded += size.toString(2).padStart(5, "0");
        if (size === 0 || size === 16) continue;
        const low = difference > 0 ? difference : difference + (1 << size) - 1;
        coded += low.toString(2).padStart(size, "0");
      }
    }
  }
  const bytes = coded.padEnd(Math.ceil(coded.length / 8) * 8, "1").match(/.{8}/g) ?? [];
  return bytes.flatMap((byte) => (byte === "11111111" ? [255, 0] : [Number.parseInt(byte, 2)]));
}

function predict(
  row: number,
  column: number,
  predictor: number,
  bits: number,
  at: (y: number, x: number) => number,
): number {
  if (row === 0 && column === 0) return 1 << (bits - 1);
  if (row === 0) return at(0, 1);
  if (column === 0) return at(1, 0);
  const [a, b, c] = [at(0, 1), at(1, 0), at(1, 1)];
  return [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? 0;
}
