import { expect } from "chai";
import fc from "fast-check";
import {
  buildManifest,
  DuplicateInstanceError,
  EmptyStudyError,
  listParts,
  SeveralStudiesError,
} from "../../src/dicom/index.ts";
import { type ImageOptions, image, report, SERIES, STUDY } from "./images.ts";
import { digest } from "./sampleFiles.ts";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, writeFile } from "./writeFile.ts";

const instance = (options: Partial<ImageOptions>, transferSyntaxUid = EXPLICIT_LITTLE) =>
  digest(writeFile(transferSyntaxUid, image({ pixels: Uint8Array.of(1, 2, 3, 4), ...options })));

// buildManifest
// ├── of instances in any order → one manifest, sorted by code units, that survives JSON
// ├── of the same instance twice → it counts once
// ├── of one UID with different digests → DuplicateInstanceError
// ├── of two studies → SeveralStudiesError
// └── of nothing → EmptyStudyError
describe("buildManifest", () => {
  it("lists series and instances by code units, whatever the order they come in", async () => {
    const instances = await Promise.all([
      ...["1.2.9", "1.2.10", "1.10.1", "1.2.1"].map((sop) => instance({ sop })),
      instance({ sop: "1.3", series: "1.2.3.1.10" }),
      digest(writeFile(EXPLICIT_LITTLE, report("1.4", "fine"))),
    ]);
    const manifest = buildManifest(instances);
    expect(manifest.studyUid).to.equal(STUDY);
    expect(manifest.series.map(({ seriesUid, modality }) => [seriesUid, modality])).to.deep.equal([
      [SERIES, "OT"],
      ["1.2.3.1.10", "OT"],
      ["1.2.3.1.2", "SR"],
    ]);
    expect(manifest.series[0]?.instances.map(({ sopInstanceUid }) => sopInstanceUid)).to.deep.equal([
      "1.10.1",
      "1.2.1",
      "1.2.10",
      "1.2.9",
    ]);
    expect(JSON.parse(JSON.stringify(manifest))).to.deep.equal(manifest);
    const shuffled = fc.property(fc.shuffledSubarray(instances, { minLength: 6 }), (order) => {
      expect(buildManifest(order)).to.deep.equal(manifest);
    });
    fc.assert(shuffled, { seed: 7 });
  });

  it("counts an instance that comes twice once", async () => {
    const manifest = buildManifest([await instance({}), await instance({})]);
    expect(manifest.series[0]?.instances).to.have.length(1);
  });

  it("refuses one UID with different content, pixels or encoding", async () => {
    const one = await instance({});
    for (const other of [
      instance({ name: "Other^Name" }),
      instance({ pixels: Uint8Array.of(9, 9, 9, 9) }),
      instance({}, EXPLICIT_BIG),
    ]) {
      const both = [one, await other];
      expect(() => buildManifest(both)).to.throw(DuplicateInstanceError);
    }
  });

  it("refuses instances of two studies", async () => {
    const both = [await instance({}), await instance({ sop: "1.9", study: "1.2.4" })];
    expect(() => buildManifest(both)).to.throw(SeveralStudiesError);
  });

  it("refuses nothing", () => {
    expect(() => buildManifest([])).to.throw(EmptyStudyError);
  });
});

// listParts → study, series, instances, each after its parent, with its frames
describe("listParts", () => {
  it("lists each part after its parent", async () => {
    const instances = [
      await instance({ sop: "1.9", rows: 1, frames: 2 }),
      await instance({ sop: "1.8" }),
      await digest(writeFile(EXPLICIT_LITTLE, report("1.4", "fine"))),
    ];
    expect(listParts(buildManifest(instances))).to.deep.equal([
      { level: "study", uid: STUDY, parent: null, frames: 0 },
      { level: "series", uid: SERIES, parent: STUDY, frames: 0 },
      { level: "instance", uid: "1.8", parent: SERIES, frames: 1 },
      { level: "instance", uid: "1.9", parent: SERIES, frames: 2 },
      { level: "series", uid: "1.2.3.1.2", parent: STUDY, frames: 0 },
      { level: "instance", uid: "1.4", parent: "1.2.3.1.2", frames: 0 },
    ]);
  });
});
