import { expect } from "chai";
import { encapsulatedFrames } from "../../src/dicom/encapsulatedFrames.ts";
import { UndecodableError } from "../../src/dicom/undecodable.ts";

const of = (...bytes: number[]) => Uint8Array.from(bytes);
const none = of();
const frames = (fragments: Uint8Array[], count: number, extended?: Uint8Array) =>
  encapsulatedFrames(fragments, extended, count).map((frame) => [...frame]);
const table32 = (...offsets: number[]) => new Uint8Array(new Uint32Array(offsets).buffer);
const table64 = (...offsets: number[]) => new Uint8Array(new BigUint64Array(offsets.map(BigInt)).buffer);
const parts = [of(1, 2), of(3, 4), of(5, 6)];

// encapsulatedFrames
// ├── one frame → all fragments, joined
// ├── as many frames as fragments → one each, whatever the table says
// ├── fewer frames → divided by the basic table, the extended table, or the marks of the streams
// └── when that does not give the number announced → UndecodableError
describe("encapsulatedFrames", () => {
  it("joins all fragments of one frame", () => {
    expect(frames([none, ...parts], 1)).to.deep.equal([[1, 2, 3, 4, 5, 6]]);
  });

  it("takes a fragment for each frame", () => {
    expect(frames([none, ...parts], 3)).to.deep.equal([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(frames([table32(0, 99, 7), ...parts], 3)).to.deep.equal([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it("divides by the basic offset table", () => {
    expect(frames([table32(0, 20), ...parts], 2)).to.deep.equal([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    expect(frames([table32(0, 10), ...parts], 2)).to.deep.equal([
      [1, 2],
      [3, 4, 5, 6],
    ]);
  });

  it("divides by the extended offset table", () => {
    expect(frames([none, ...parts], 2, table64(0, 10))).to.deep.equal([
      [1, 2],
      [3, 4, 5, 6],
    ]);
  });

  it("divides by the marks that begin a stream", () => {
    const jpeg = of(0xff, 0xd8, 0xff, 0xdb);
    const jpeg2000 = of(0xff, 0x4f, 0xff, 0x51);
    expect(frames([none, jpeg, of(1), jpeg], 2)).to.deep.equal([[...jpeg, 1], [...jpeg]]);
    expect(frames([none, jpeg2000, jpeg2000, of(1)], 2)).to.deep.equal([[...jpeg2000], [...jpeg2000, 1]]);
  });

  const failing: Record<string, () => unknown> = {
    "there are no fragments": () => frames([none], 1),
    "there is not even a table": () => frames([], 1),
    "there are fewer fragments than frames": () => frames([none, ...parts], 4),
    "an offset hits no fragment": () => frames([table32(0, 9), ...parts], 2),
    "offsets go backwards": () => frames([table32(0, 20, 10), ...parts, of(7, 8)], 3),
    "the first offset is not the first fragment": () => frames([table32(10, 20), ...parts], 2),
    "there are more offsets than frames": () => frames([table32(0, 10, 20), ...parts], 2),
    "no mark tells": () => frames([none, ...parts], 2),
  };
  for (const [when, call] of Object.entries(failing)) {
    it(`gives up when ${when}`, () =>
      expect(call).to.throw(UndecodableError).with.property("reason", "FramesNotFound"));
  }
});
