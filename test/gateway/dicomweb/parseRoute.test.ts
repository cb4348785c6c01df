import { expect } from "chai";
import {
  actionOf,
  namesItsParts,
  parseRoute,
  RefusedRequestError,
  type RequestHeaders,
  targetOf,
  upstreamOf,
  upstreamSearches,
} from "../../../src/gateway/dicomweb/index.ts";

const S = "/studies/1.1";
const E = `${S}/series/1.2`;
const I = `${E}/instances/1.3`;
const study = { study: "1.1" };
const series = { ...study, series: "1.2" };
const instance = { ...series, instance: "1.3" };

const DICOM = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const BYTES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const BULK = 'multipart/related; type="application/octet-stream"';
const JSON_TYPE = "application/dicom+json";
const JPEG = "image/jpeg";

/** Target, kind, what it is for, what the archive is asked, and how. */
const sound: readonly (readonly [string, string, unknown, string, string])[] = [
  ["/studies", "search", undefined, "/studies", JSON_TYPE],
  ["/series", "search", undefined, "/series", JSON_TYPE],
  ["/instances", "search", undefined, "/instances", JSON_TYPE],
  [`${S}/series`, "search", study, `${S}/series`, JSON_TYPE],
  [`${S}/instances`, "search", study, `${S}/instances`, JSON_TYPE],
  [`${E}/instances`, "search", series, `${E}/instances`, JSON_TYPE],
  ["/studies?PatientName=M%C3%BCller%5EA*", "search", undefined, "/studies?00100010=M?ller?A*", JSON_TYPE],
  ["/studies?PatientName=A+B&limit=5&offset=7", "search", undefined, "/studies?00100010=A?B", JSON_TYPE],
  ["/studies?0020000d=1.5,1.6", "search", undefined, "/studies?0020000D=1.5,1.6", JSON_TYPE],
  [
    "/studies?fuzzymatching=true&StudyDate=20200101-",
    "search",
    undefined,
    "/studies?00080020=20200101-&fuzzymatching=true",
    JSON_TYPE,
  ],
  [
    "/studies?includefield=00081030%2C00080060,all&includefield=StudyDescription",
    "search",
    undefined,
    "/studies?includefield=00081030&includefield=00080060&includefield=all",
    JSON_TYPE,
  ],
  [`${S}/series?Modality=CT&SeriesInstanceUID=1.2`, "search", study, `${S}/series?00080060=CT&0020000E=1.2`, JSON_TYPE],
  ["/series?00400275.00400009=A", "search", undefined, "/series?00400275.00400009=A", JSON_TYPE],
  ["/studies?ModalitiesInStudy=CT,MR", "search", undefined, "/studies?00080061=CT,MR", JSON_TYPE],
  ["/studies?StudyDescription=A%2CB%26C%3DD/E", "search", undefined, "/studies?00081030=A?B?C?D/E", JSON_TYPE],
  [S, "retrieve", study, S, DICOM],
  [E, "retrieve", series, E, DICOM],
  [I, "retrieve", instance, I, DICOM],
  [`${S}/metadata`, "metadata", study, `${S}/metadata`, JSON_TYPE],
  [`${E}/metadata`, "metadata", series, `${E}/metadata`, JSON_TYPE],
  [`${I}/metadata`, "metadata", instance, `${I}/metadata`, JSON_TYPE],
  [`${I}/frames/1`, "frames", { ...instance, frames: [1] }, `${I}/frames/1`, BYTES],
  [`${I}/frames/2,3,10`, "frames", { ...instance, frames: [2, 3, 10] }, `${I}/frames/2,3,10`, BYTES],
  [`${S}/rendered`, "rendered", study, `${S}/rendered`, JPEG],
  [`${E}/rendered`, "rendered", series, `${E}/rendered`, JPEG],
  [`${I}/rendered`, "rendered", instance, `${I}/rendered`, JPEG],
  [`${I}/frames/3/rendered`, "rendered", { ...instance, frames: [3] }, `${I}/frames/3/rendered`, JPEG],
  [
    `${I}/rendered?quality=5&window=-40.50,400,linear-exact&viewport=5,6,1,2,3,4`,
    "rendered",
    instance,
    `${I}/rendered?viewport=5,6,1,2,3,4&window=-40.5,400,linear-exact&quality=5`,
    JPEG,
  ],
  [`${S}/thumbnail`, "thumbnail", study, `${S}/rendered?viewport=128,128`, JPEG],
  [`${E}/thumbnail`, "thumbnail", series, `${E}/rendered?viewport=128,128`, JPEG],
  [`${I}/thumbnail?viewport=64,64`, "thumbnail", instance, `${I}/rendered?viewport=64,64`, JPEG],
  [`${I}/bulk/7fe00010`, "bulkData", instance, `${I}/bulk/7fe00010`, BULK],
  [`${I}/bulk/00081140/1/00081150`, "bulkData", instance, `${I}/bulk/00081140/1/00081150`, BULK],
];

const get = (target: string, headers: RequestHeaders = {}) => parseRoute("GET", `/dicom-web${target}`, headers);

/** The status a request is refused with, else 200. */
function statusOf(target: string, headers: RequestHeaders): number {
  try {
    get(target, headers);
    return 200;
  } catch (error) {
    if (!(error instanceof RefusedRequestError)) throw error;
    return error.status;
  }
}

describe("parsing requests", () => {
  for (const [target, kind, expected, path, accept] of sound) {
    it(`understands ${target}`, () => {
      const route = get(target);
      expect(route.kind).to.equal(kind);
      expect(targetOf(route)).to.deep.equal(expected);
      const answer = accept === JSON_TYPE ? "json" : "stream";
      expect(upstreamOf(route)).to.deep.equal({ method: "GET", path, headers: { accept }, answer });
      expect(actionOf(route)).to.equal(kind === "search" ? "execute" : "read");
      expect(namesItsParts(route)).to.equal(["search", "retrieve", "metadata"].includes(kind));
    });
  }

  for (const [path, expected] of [
    ["/studies", undefined],
    ["/studies/1.1", study],
  ] as const) {
    it(`understands a store to ${path}`, () => {
      const route = parseRoute("POST", `/dicom-web${path}`, {
        "content-type": "multipart/related;type=application/dicom; boundary=a.b",
      });
      expect(route).to.deep.equal({ kind: "store", boundary: "a.b", ...expected });
      expect(targetOf(route)).to.deep.equal(expected);
      expect(actionOf(route)).to.equal("create");
      expect(upstreamOf(route)).to.deep.equal({ method: "POST", path, headers: { accept: JSON_TYPE }, answer: "json" });
    });
  }

  it("asks for permitted studies alone, a hundred at a time, and for none when none is permitted", () => {
    const permitted = Array.from({ length: 250 }, (_, at) => `1.${at}`);
    const paths = (target: string, uids: readonly string[] = permitted): string[] => {
      const route = get(target);
      return route.kind === "search" ? upstreamSearches(route, uids).map(({ path }) => path) : [];
    };
    const three = paths("/studies?PatientID=5");
    expect(three).to.have.lengthOf(3);
    expect(three.map((path) => path.replace("/studies?00100020=5&0020000D=", "")).join()).to.equal(permitted.join());
    expect(paths("/studies", [])).to.deep.equal([]);
    expect(paths("/instances", [...permitted, ...permitted])).to.have.lengthOf(3);
    expect(paths("/series?StudyInstanceUID=1.7,9.9,1.7")).to.deep.equal(["/series?0020000D=1.7"]);
    expect(paths("/studies?StudyInstanceUID=9.9")).to.deep.equal([]);
    expect(paths("/studies/1.5/series")).to.deep.equal(["/studies/1.5/series"]);
    expect(paths("/studies/9.9/series")).to.deep.equal([]);
    const longest = Array.from({ length: 100 }, (_, at) => `${"1".repeat(61)}.${at + 10}`.slice(0, 64));
    expect(paths(`/studies?PatientName=${"%C3%BC".repeat(64)}`, longest)[0]?.length).to.be.lessThan(10_000);
  });
});

describe("choosing what to answer with", () => {
  for (const [target, accept, status] of [
    ["/studies", undefined, 200],
    ["/studies", "", 200],
    ["/studies", "*/*", 200],
    ["/studies", "application/json", 200],
    ["/studies", "application/*;q=0.1", 200],
    ["/studies", 'multipart/related; type="application/dicom+xml", application/dicom+json;q=0.5', 200],
    ["/studies", 'multipart/related; type="application/dicom+xml"', 406],
    ["/studies", "application/dicom+json;q=0", 406],
    ["/studies", "*/*;q=0", 406],
    ["/studies", "application/dicom+json;q=0, application/json;q=0, */*", 406],
    ["/studies", "text/html", 406],
    ["/studies", "text", 400],
    ["/studies", "application/json;q=2", 400],
    ["/studies", "application/json;q=1;q=0", 400],
    ["/studies", 'application/json;x="', 400],
    ["/studies", Array.from({ length: 33 }, () => "a/b").join(), 400],
    ["/studies", `application/json, ${"x".repeat(5000)}/y`, 400],
    [S, 'multipart/related; type="application/dicom"', 200],
    [S, "multipart/related; type=application/dicom; transfer-syntax=*", 200],
    [S, 'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.1', 200],
    [S, 'multipart/related; type="application/dicom"; transfer-syntax="1.2.840.10008.1.2.4.80"', 200],
    [S, 'multipart/related; type="application/dicom"; transfer-syntax=1.2.3', 406],
    [S, 'Multipart/Related; Type="Application/DICOM"', 200],
    [S, "multipart/related", 200],
    [S, "multipart/*", 200],
    [S, "application/dicom", 406],
    [S, "application/zip", 406],
    [S, 'multipart/related; type="application/octet-stream"', 406],
    [`${I}/frames/1`, BYTES, 200],
    [`${I}/frames/1`, "multipart/related; type=application/octet-stream", 200],
    [`${I}/frames/1`, 'multipart/related; type="image/jpeg"', 406],
    [`${I}/frames/1`, "application/octet-stream", 406],
    [`${I}/bulk/7fe00010`, "multipart/related; type=application/octet-stream", 200],
    [`${I}/rendered`, "image/*", 200],
    [`${I}/rendered`, "image/gif, image/png;q=0.1", 200],
    [`${I}/rendered`, "image/gif", 406],
    [`${I}/rendered`, "video/mp4", 406],
  ] as const) {
    it(`answers ${status} to ${target} for ${accept === undefined ? "no Accept" : accept.slice(0, 80) || "an empty Accept"}`, () => {
      expect(statusOf(target, { accept })).to.equal(status);
    });
  }

  it("takes the kind of image that the client likes best", () => {
    for (const [accept, expected] of [
      ["image/png;q=0.9, image/jpeg;q=0.8", "image/png"],
      ["image/png;q=0.8, image/jpeg;q=0.9", "image/jpeg"],
      ["image/*, image/jpeg;q=0.1", "image/png"],
      ["*/*", "image/jpeg"],
    ] as const) {
      expect(get(`${I}/rendered`, { accept })).to.have.property("mediaType", expected);
    }
  });

  it("takes the parameter of the same name before the header", () => {
    expect(get(`${I}/rendered?accept=image/png&quality=9`, { accept: "text/html" })).to.deep.include({
      mediaType: "image/png",
      rendering: { quality: 9 },
    });
    expect(statusOf("/studies?accept=application%2Fjson", { accept: "text/html" })).to.equal(200);
    expect(statusOf(`${S}?accept=multipart/related%3B%20type%3D%22application/dicom%22`, {})).to.equal(200);
    expect(statusOf(`${S}?accept=text/html`, { accept: "*/*" })).to.equal(406);
  });

  it("takes a header that stands there once", () => {
    expect(statusOf("/studies", { accept: ["application/json"] })).to.equal(200);
    expect(statusOf("/studies", { accept: ["application/json", "text/html"] })).to.equal(400);
  });
});
