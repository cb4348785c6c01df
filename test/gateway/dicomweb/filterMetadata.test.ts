import { expect } from "chai";
import {
  ForeignPartError,
  filterMetadata,
  MalformedAnswerError,
  parseRoute,
  type Target,
} from "../../../src/gateway/dicomweb/index.ts";

const FOREIGN: readonly [
  name: string,
  target: string,
  uids: { readonly study?: string; readonly series?: string; readonly sop?: string },
][] = [
  ["another study", "/studies/1.1", { study: "1.2" }],
  ["a study whose UID begins the same", "/studies/1.1", { study: "1.1.1" }],
  ["another series", "/studies/1.1/series/1.1.1", { series: "1.1.2" }],
  ["the series of another study", "/studies/1.1/series/1.1.1", { study: "1.2" }],
  ["another instance", "/studies/1.1/series/1.1.1/instances/1.1.1.1", { sop: "1.1.1.2" }],
];

describe("checking metadata", () => {
  const dataSet = (study: string, series: string, sop: string, more: object = {}) => ({
    ...{
      "0020000D": { vr: "UI", Value: [study] },
      "0020000E": { vr: "UI", Value: [series] },
      "00080018": { vr: "UI", Value: [sop] },
    },
    ...more,
  });
  const filter = (target: string, body: unknown, mayShow?: (target: Target) => boolean) => {
    const route = parseRoute("GET", `/dicom-web${target}/metadata`, {});
    if (route.kind !== "metadata") expect.fail("not metadata");
    return filterMetadata(route, body, "https://gateway.test/dicom-web", mayShow);
  };

  for (const [name, target, { study = "1.1", series = "1.1.1", sop = "1.1.1.1" }] of FOREIGN) {
    it(`lets nothing through beside ${name}`, () => {
      const body = [dataSet("1.1", "1.1.1", "1.1.1.1"), dataSet(study, series, sop)];
      expect(() => filter(target, body)).to.throw(ForeignPartError);
      expect(filter(target, body.slice(0, 1))).to.have.lengthOf(1);
    });
  }

  it("refuses what doesn't say whose it is, and what is no list of data sets", () => {
    const { "00080018": _, ...nameless } = dataSet("1.1", "1.1.1", "1.1.1.1");
    expect(() => filter("/studies/1.1", [nameless])).to.throw(ForeignPartError);
    for (const body of [{}, null, "x", [null], [[]], ["x"]])
      expect(() => filter("/studies/1.1", body)).to.throw(MalformedAnswerError);
  });

  it("leaves out hidden instances", () => {
    const body = [dataSet("1.1", "1.1.1", "1.1.1.1"), dataSet("1.1", "1.1.2", "1.1.2.1")];
    expect(filter("/studies/1.1", body, ({ series }) => series === "1.1.2")).to.deep.equal([body[1]]);
  });

  it("turns links to bulk data of the instance, and takes out those to another", () => {
    const base = "http://archive/dicom-web/studies/1.1/series/1.1.1/instances";
    for (const [uri, turned] of [
      [
        `${base}/1.1.1.1/bulk/7fe00010`,
        "https://gateway.test/dicom-web/studies/1.1/series/1.1.1/instances/1.1.1.1/bulk/7fe00010",
      ],
      [
        `${base}/1.1.1.1/frames/1,2`,
        "https://gateway.test/dicom-web/studies/1.1/series/1.1.1/instances/1.1.1.1/frames/1,2",
      ],
      [`${base}/1.1.1.2/bulk/7fe00010`, undefined],
      [`${base}/1.1.1.1/bulk/../7fe00010`, undefined],
      ["http://archive/instances/1/file", undefined],
      [5, undefined],
    ]) {
      const [shown] = filter("/studies/1.1", [
        dataSet("1.1", "1.1.1", "1.1.1.1", { "7FE00010": { vr: "OW", BulkDataURI: uri } }),
      ]);
      expect(shown).to.have.deep.property(
        "7FE00010",
        turned === undefined ? { vr: "OW" } : { vr: "OW", BulkDataURI: turned },
      );
    }
  });
});
