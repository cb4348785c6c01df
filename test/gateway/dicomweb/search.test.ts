import { expect } from "chai";
import { filterSearch, parseRoute, type Target } from "../../../src/gateway/dicomweb/index.ts";
import { describeWithOrthanc } from "../orthanc.ts";
import { BASE_URL, type Stage, type Stored, search, startStage } from "./realArchive.ts";

describeWithOrthanc("searching a real archive", () => {
  let stage: Stage;
  let studies: readonly string[];
  let mr: Stored;
  before(async () => {
    stage = await startStage();
    studies = [...new Set(stage.all.map(({ study }) => study))];
    mr = stage.mr[0] ?? expect.fail("no MR");
  });
  after(() => stage.close());

  const uidsOf = (results: Awaited<ReturnType<typeof search>>, tag = "0020000D") =>
    results.map((result) => result[tag]?.Value?.[0]);

  it("finds the permitted studies, and no other", async () => {
    const permitted = [mr.study, stage.xa.study];
    expect(uidsOf(await search(stage, "/dicom-web/studies", permitted))).to.have.members(permitted);
    expect(uidsOf(await search(stage, "/dicom-web/studies", studies))).to.have.members(studies);
    expect(await search(stage, "/dicom-web/studies", [])).to.deep.equal([]);
    expect(await search(stage, "/dicom-web/studies", ["1.2.3"])).to.deep.equal([]);
  });

  it("finds series and instances of the permitted studies alone, at the root too", async () => {
    const series = await search(stage, "/dicom-web/series", [mr.study]);
    expect(uidsOf(series, "0020000E")).to.deep.equal([mr.series]);
    const instances = await search(stage, "/dicom-web/instances", [mr.study]);
    expect(uidsOf(instances, "00080018")).to.have.members(stage.mr.map(({ instance }) => instance));
    for (const path of [`/studies/${mr.study}/instances`, `/studies/${mr.study}/series/${mr.series}/instances`]) {
      expect(await search(stage, `/dicom-web${path}`, [mr.study])).to.have.lengthOf(20);
      expect(await search(stage, `/dicom-web${path}`, [stage.xa.study])).to.deep.equal([]);
    }
    expect(await search(stage, `/dicom-web/studies/${mr.study}/series`, [mr.study])).to.have.lengthOf(1);
  });

  it("sees permitted studies however many they are", async () => {
    const many = [
      ...Array.from({ length: 450 }, (_, at) => `1.2.826.0.1.3680043.8.498.${"9".repeat(37)}${at}`),
      ...studies,
    ];
    expect(uidsOf(await search(stage, "/dicom-web/studies", many))).to.have.members(studies);
  });

  for (const [query, directly] of [
    ["PatientName=CompressedSamples*"],
    ["00100010=CompressedSamples*"],
    ["ModalitiesInStudy=MR"],
    ["ModalitiesInStudy=MR%2CXA", "ModalitiesInStudy=MR,XA"],
    ["StudyDate=20040101-20041231"],
    ["StudyDate=-19991231"],
    ["PatientID=556342B"],
    ["PatientSex=F&StudyTime=143008"],
    ["fuzzymatching=false&PatientName=*"],
    // This archive does not decode what is in a query, and so never finds these.
    ["PatientName=CompressedSamples%5EMR2", "PatientName=CompressedSamples^MR2"],
    ["PatientName=CompressedSamples%5eM%52*", "PatientName=CompressedSamples^MR*"],
    ["PatientName=Rubo%20DEMO", "PatientName=Rubo*DEMO"],
    ["PatientName=Rubo+DEMO", "PatientName=Rubo*DEMO"],
    ["PatientName=R%C3%BCbo%20DEM*", "PatientName=R*bo*DEMO"],
  ] as const) {
    it(`matches as the archive does: ${query}`, async () => {
      const { authorization, dicomWebUrl } = stage.orthanc;
      const direct = await fetch(`${dicomWebUrl}/studies?${directly ?? query}`, { headers: { authorization } });
      const results: Record<string, { Value: string[] }>[] = JSON.parse(await direct.text());
      const expected = results.map((result) => result["0020000D"]?.Value[0]);
      expect(expected).not.to.be.empty;
      expect(uidsOf(await search(stage, `/dicom-web/studies?${query}`, studies))).to.have.members(expected);
    });
  }

  it("keeps to the study that the query names, and to none when it is not permitted", async () => {
    for (const name of ["StudyInstanceUID", "0020000d"]) {
      const path = `/dicom-web/studies?${name}=${mr.study},${stage.xa.study}`;
      expect(uidsOf(await search(stage, path, studies))).to.have.members([mr.study, stage.xa.study]);
      expect(uidsOf(await search(stage, path, [mr.study]))).to.deep.equal([mr.study]);
      expect(await search(stage, path, ["1.2.3"])).to.deep.equal([]);
    }
  });

  it("includes what is asked for", async () => {
    const path = `/dicom-web/studies/${mr.study}/instances?includefield=00180050%2CEchoTime&limit=1`;
    expect(() => parseRoute("GET", path, {})).to.throw(); // EchoTime is not known by name
    const [result] = await search(stage, path.replace("EchoTime", "00180081"), [mr.study]);
    expect(result).to.include.keys("00180050", "00180081");
    const [whole] = await search(stage, `/dicom-web/studies/${mr.study}/series?includefield=all`, [mr.study]);
    expect(whole).to.include.keys("0020000E", "00080060");
  });

  it("cuts the page after the filter", async () => {
    const shown = studies.filter((_, at) => at % 2 === 0);
    const mayShow = ({ study }: Target): boolean => shown.includes(study);
    const all = uidsOf(await search(stage, "/dicom-web/studies", studies, mayShow));
    expect(all).to.have.members(shown);
    for (const [limit, offset] of [
      [1, 0],
      [2, 1],
      [100, 2],
      [3, 100],
    ] as const) {
      const page = await search(stage, `/dicom-web/studies?limit=${limit}&offset=${offset}`, studies, mayShow);
      expect(uidsOf(page)).to.deep.equal(all.slice(offset, offset + limit));
    }
  });

  it("links to the gateway, and names the archive nowhere", async () => {
    const results = [
      ...(await search(stage, "/dicom-web/studies?includefield=all", studies)),
      ...(await search(stage, "/dicom-web/instances?includefield=all", studies)),
    ];
    expect(JSON.stringify(results)).not.to.contain(stage.orthanc.origin).and.not.to.contain("localhost");
    for (const result of results) {
      const url = String(result["00081190"]?.Value?.[0]);
      expect(url.startsWith(`${BASE_URL}/studies/${result["0020000D"]?.Value?.[0]}`)).to.equal(true);
    }
  });
});

describe("filtering a search", () => {
  const text = (vr: string, ...Value: unknown[]) => ({ vr, Value });
  const study = (uid: string, more: object = {}) => ({
    "0020000D": text("UI", uid),
    "00080061": text("CS", "CT", "SR"),
    "00201206": text("IS", 2),
    "00201208": text("IS", 9),
    "00201200": text("IS", 3),
    "00100010": text("PN", { Alphabetic: "A" }),
    "00080060": text("CS", "SR"),
    "00081190": text("UR", `http://archive/dicom-web/studies/${uid}`),
    ...more,
  });
  const filter = (target: string, body: unknown, mayShow: Parameters<typeof filterSearch>[2]) => {
    const route = parseRoute("GET", `/dicom-web${target}`, {});
    if (route.kind !== "search") expect.fail("not a search");
    return filterSearch(route, body, mayShow, BASE_URL);
  };

  it("shows a whole study with its counts, but never those over all studies of a patient", () => {
    const [shown] = filter("/studies", [study("1.1")], () => true);
    expect(shown).to.include.keys("00080061", "00201206", "00201208", "00080060");
    expect(shown).not.to.have.property("00201200");
  });

  it("shows of a study with hidden parts nothing that comes from its parts", () => {
    const [shown] = filter("/studies", [study("1.1")], () => "partly");
    expect(shown).to.have.all.keys("0020000D", "00100010", "00081190");
  });

  it("does not match on the parts of a study that are hidden", () => {
    for (const query of ["ModalitiesInStudy=SR", "00080061=SR", "SOPClassesInStudy=1.2.3"]) {
      expect(filter(`/studies?${query}`, [study("1.1")], () => "partly")).to.deep.equal([]);
      expect(filter(`/studies?${query}`, [study("1.1")], () => true)).to.have.lengthOf(1);
    }
  });

  it("gives the counts of a level at that level alone", () => {
    const series = study("1.1", { "0020000E": text("UI", "1.1.1"), "00201209": text("IS", 4) });
    const [whole] = filter("/series", [series], () => true);
    expect(whole).to.include.keys("00201209").and.not.include.keys("00201206", "00201208", "00080061");
    const [partly] = filter("/series", [series], () => "partly");
    expect(partly).not.to.have.property("00201209");
    const [instance] = filter("/instances", [{ ...series, "00080018": text("UI", "1.1.1.1") }], () => true);
    expect(instance).not.to.have.any.keys("00201209", "00201206", "00080061");
  });

  it("leaves out a study that is of two patients", () => {
    const results = ["A", "B"].map((patient) => study("1.1", { "00100020": text("LO", patient) }));
    const other = study("1.2", { "00100020": text("LO", "A") });
    expect(filter("/studies", [results[0], other, results[1]], () => true)).to.have.lengthOf(1);
    expect(filter("/studies", [results[0], other, results[0]], () => true)).to.have.lengthOf(3);
  });

  it("asks for exactly what a result is, and leaves out what doesn't say", () => {
    const asked: Target[] = [];
    const result = { ...study("1.1"), "0020000E": text("UI", "1.1.1"), "00080018": text("UI", "1.1.1.1") };
    const note = (target: Target): boolean => asked.push(target) > 0;
    for (const level of ["studies", "series", "instances"])
      expect(filter(`/${level}`, [result], note)).to.have.lengthOf(1);
    expect(asked).to.deep.equal([
      { study: "1.1" },
      { study: "1.1", series: "1.1.1" },
      { study: "1.1", series: "1.1.1", instance: "1.1.1.1" },
    ]);
    for (const tag of ["0020000D", "0020000E", "00080018"]) {
      for (const wrong of [undefined, text("UI"), text("UI", "1.1", "1.2"), text("UI", ".."), text("UI", 5), "1.1"]) {
        expect(filter("/instances", [{ ...result, [tag]: wrong }], () => true)).to.deep.equal([]);
      }
    }
    expect(filter("/studies", [null, [], "1.1", 5], () => true)).to.deep.equal([]);
  });

  it("leaves out what is outside of the path", () => {
    const results = ["1.1", "1.2"].map((uid) => study(uid, { "0020000E": text("UI", `${uid}.1`) }));
    expect(filter("/studies/1.1/series", results, () => true)).to.have.lengthOf(1);
    const instances = results.map((result) => ({ ...result, "00080018": text("UI", "5") }));
    expect(filter("/studies/1.1/series/1.1.1/instances", instances, () => true)).to.have.lengthOf(1);
    expect(filter("/studies/1.1/series/1.2.1/instances", instances, () => true)).to.deep.equal([]);
  });

  it("takes out ways to the archive, inside of sequences too", () => {
    const inner = {
      "00081190": text("UR", "http://archive:8042/dicom-web/studies/1.1/series/1.2"),
      "00080054": text("AE", "ARCHIVE"),
    };
    const [shown] = filter(
      "/studies",
      [
        study("1.1", {
          "00081115": text("SQ", inner),
          "0040E010": text("UR", "http://archive/x"),
          "00420011": { vr: "OB", BulkDataURI: "http://archive/y" },
        }),
      ],
      () => true,
    );
    expect(JSON.stringify(shown)).not.to.match(/archive/i);
    expect(shown).to.have.nested.property("00081115.Value[0].00081190.Value[0]", `${BASE_URL}/studies/1.1/series/1.2`);
  });
});
