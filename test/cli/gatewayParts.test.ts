import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describeWithOrthanc } from "../gateway/orthanc.ts";
import { type Client, type GatewayStage, type Response, setGatewayStage } from "./gatewayStage.ts";
import { type Identifiers, listImages, mrFolder, readIdentifiers } from "./images.ts";
import { admitGateway, admitHospital, PATIENT } from "./stage.ts";

type Result = Readonly<Record<string, { readonly Value?: readonly unknown[] }>>;

/** Counts and lists over a study and its series. */
const [studySeries, studyInstances, modalities, seriesInstances] = ["00201206", "00201208", "00080061", "00201209"];
const jsonType = "application/dicom+json";

// A study of two series in a real archive, of which the patient restricts one
// ├── before → both are listed, counted and served
// ├── restricted → the study is listed without its counts and modalities, and the series not at all, however it is searched for
// ├── restricted → it is in no metadata and no file of the study, and looks absent where it is named
// ├── what the archive would choose an image for, of the whole study, is refused; the other series is drawn
// ├── named wrongly → nothing is written down
// ├── one instance restricted → the rest of its series is served, without a count
// └── lifted → all of it is back; the journal has each refusal
describeWithOrthanc("a restricted series of a permitted study", () => {
  let stage: GatewayStage;
  let doctor: Client;
  let [shown, hidden, other]: Identifiers[] = [];
  let study = "";

  before(async function () {
    this.timeout(120_000);
    const [first = "", second = ""] = listImages(mrFolder);
    stage = await setGatewayStage([]);
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    const files = writeStudy(stage.folder, first, second);
    for (const file of files) await stage.archive.add(readFileSync(file));
    [shown, other, hidden] = files.map(readIdentifiers);
    await stage.ask("records", "register", join(stage.folder, "study"), "--patient", PATIENT, "--as", "@1");
    await stage.ask("permit", PATIENT, "@2", "--purposes", "TREAT", "--as", "@6");
    await stage.startGateway();
    doctor = await stage.signIn(2);
    study = `/dicom-web/studies/${shown?.study}`;
  });
  after(() => stage?.close());

  const seriesOf = (of: Identifiers | undefined) => `${study}/series/${of?.series}`;
  const imageOf = (of: Identifiers | undefined) => `${seriesOf(of)}/instances/${of?.instance}`;
  const list = async (path: string) => JSON.parse((await doctor.get(path)).body.toString()) as readonly Result[];
  const valuesOf = (results: readonly Result[], tag: string) => results.flatMap((result) => result[tag]?.Value ?? []);
  const statusOf = async (path: string, headers = {}) => (await doctor.get(path, headers)).status;
  const uidOf = ({ series, instance }: Identifiers = { study: "", series: "-", instance: "-" }) =>
    new RegExp(`${series}(?![\\d.])|${instance}(?![\\d.])`);
  const faceOf = ({ status, headers, body }: Response) => ({
    ...{ status, body: body.toString() },
    headers: Object.entries(headers).filter(([name]) => name !== "date" && !name.startsWith("x-ratelimit-")),
  });

  it("is listed, counted and served before", async () => {
    const [found] = await list("/dicom-web/studies?includefield=all");
    expect(found?.[studySeries ?? ""]?.Value).to.deep.equal([2]);
    expect(found?.[studyInstances ?? ""]?.Value).to.deep.equal([3]);
    expect(found?.[modalities ?? ""]?.Value).to.have.members(["MR", "CT"]);
    expect(await list(`${study}/series`)).to.have.lengthOf(2);
    expect(await list("/dicom-web/studies?ModalitiesInStudy=CT")).to.have.lengthOf(1);
    expect(await list("/dicom-web/series?Modality=CT")).to.have.lengthOf(1);
    expect(await list(`${study}/metadata`)).to.have.lengthOf(3);
    expect(await statusOf(imageOf(hidden))).to.equal(200);
    expect(await statusOf(`${study}/rendered`, { accept: "image/png" })).to.equal(200);
  });

  it("is in no list, in no count, and found by nothing", async () => {
    await stage.ask("restrict", "add", PATIENT, "--exclude", "@2", "--part", hidden?.series ?? "", "--as", "@1");
    const [found, ...more] = await list("/dicom-web/studies?includefield=all");
    expect(more).to.deep.equal([]);
    for (const tag of [studySeries, studyInstances, modalities, seriesInstances])
      expect(found).not.to.have.property(tag ?? "");
    expect(JSON.stringify(found)).not.to.match(uidOf(hidden));
    for (const path of [`${study}/series`, "/dicom-web/series"]) {
      expect(valuesOf(await list(`${path}?includefield=all`), "0020000E"), path).to.deep.equal([shown?.series]);
    }
    for (const path of [`${study}/instances`, "/dicom-web/instances"]) {
      expect(valuesOf(await list(path), "00080018"), path).to.have.members([shown?.instance, other?.instance]);
    }
    const byParts = ["studies?ModalitiesInStudy=CT", "series?ModalitiesInStudy=CT", "instances?ModalitiesInStudy=CT"];
    const byPart = ["series?Modality=CT", `series?SeriesInstanceUID=${hidden?.series}`, "studies?ModalitiesInStudy=MR"];
    for (const path of [...byParts, ...byPart]) expect(await list(`/dicom-web/${path}`), path).to.deep.equal([]);
    expect(await list(`${study}/series?ModalitiesInStudy=CT`)).to.deep.equal([]);
    expect(valuesOf(await list(`${study}/series`), seriesInstances ?? "")).to.deep.equal([2]);
  });

  it("is in no metadata and no file, and looks absent where it is named", async () => {
    const metadata = await doctor.get(`${study}/metadata`);
    expect(JSON.parse(metadata.body.toString())).to.have.lengthOf(2);
    expect(metadata.body.toString()).not.to.match(uidOf(hidden));
    const files = await doctor.get(study);
    expect(files.status).to.equal(200);
    expect(files.body.toString("latin1").split("application/dicom").length - 1).to.equal(2);
    expect(files.body.toString("latin1")).not.to.match(uidOf(hidden));

    const absent = { study: "", series: "1.2.3.4", instance: "1.2.3.4.5" };
    for (const path of ["", "/metadata", "/rendered"].flatMap((end) =>
      [seriesOf, imageOf].map((of) => [of, end] as const),
    )) {
      const [of, end] = path;
      const [one, nothing] = [await doctor.get(`${of(hidden)}${end}`), await doctor.get(`${of(absent)}${end}`)];
      expect(one.status, end).to.equal(404);
      expect(faceOf(one)).to.deep.equal(faceOf(nothing));
    }
    expect(await statusOf(`${imageOf(hidden)}/frames/1`)).to.equal(404);
    expect(faceOf(await doctor.get(`${seriesOf(hidden)}/instances`))).to.deep.equal(
      faceOf(await doctor.get(`${seriesOf(absent)}/instances`)),
    );
    // By the path of the series that may be seen.
    expect(await statusOf(`${seriesOf(shown)}/instances/${hidden?.instance}`)).to.equal(404);
  });

  it("is never what the archive would choose to draw", async () => {
    const drawn = { accept: "image/png" };
    expect(await statusOf(`${study}/rendered`, drawn)).to.equal(404);
    expect(await statusOf(`${study}/thumbnail`, drawn)).to.equal(404);
    expect(await statusOf(`${seriesOf(shown)}/rendered`, drawn)).to.equal(200);
    expect(await statusOf(`${imageOf(shown)}/rendered`, drawn)).to.equal(200);
    expect(await statusOf(imageOf(shown))).to.equal(200);
  });

  it("leaves the rest of a series where one instance is restricted", async () => {
    await stage.ask("restrict", "add", PATIENT, "--exclude", "@2", "--part", other?.instance ?? "", "--as", "@1");
    const [series] = await list(`${study}/series`);
    expect(series?.["0020000E"]?.Value).to.deep.equal([shown?.series]);
    expect(series).not.to.have.property(seriesInstances ?? "");
    expect(await statusOf(imageOf(other))).to.equal(404);
    expect(await statusOf(`${seriesOf(shown)}/rendered`, { accept: "image/png" })).to.equal(404);
    expect(valuesOf(await list(`${seriesOf(shown)}/metadata`), "00080018")).to.deep.equal([shown?.instance]);
    expect(await statusOf(`${imageOf(shown)}/metadata`, { accept: jsonType })).to.equal(200);
  });

  it("is named by the UID of a part alone, and never with a record beside it", async () => {
    const add = (...more: string[]) => stage.run("restrict", "add", PATIENT, "--exclude", "@2", ...more, "--as", "@1");
    for (const wrong of [
      ["--part", shown?.study ?? ""],
      ["--part", "1.2.3.4"],
      ["--part", shown?.series ?? "", "--record", shown?.study ?? ""],
    ]) {
      expect((await add(...wrong)).exitCode, wrong[0]).to.be.within(1, 2);
    }
    expect(await stage.ask<readonly unknown[]>("restrict", "list", PATIENT)).to.have.lengthOf(2);
  });

  it("is back once it is lifted", async () => {
    await stage.ask("restrict", "lift", PATIENT, "1", "--as", "@1");
    await stage.ask("restrict", "lift", PATIENT, "2", "--as", "@1");
    expect(await list(`${study}/metadata`)).to.have.lengthOf(3);
    expect(valuesOf(await list("/dicom-web/studies"), studySeries ?? "")).to.deep.equal([2]);
    expect((await stage.stopGateway()).exitCode).to.equal(0);
  });
});

/** Writes a study of two series, of two slices and one: the last is a copy with UIDs and a modality of its own. */
function writeStudy(folder: string, first: string, second: string): readonly string[] {
  const paths = ["a.dcm", "b.dcm", "c.dcm"].map((name) => join(folder, "study", name));
  mkdirSync(join(folder, "study"));
  const { series, instance } = readIdentifiers(first);
  const copy = readFileSync(first).toString("latin1");
  const ofItsOwn = copy
    .replaceAll(instance, withOtherEnd(instance))
    .replaceAll(series, withOtherEnd(series))
    .replace("CS\u0002\u0000MR", "CS\u0002\u0000CT");
  const contents = [readFileSync(first), readFileSync(second), Buffer.from(ofItsOwn, "latin1")];
  for (const [at, path] of paths.entries()) writeFileSync(path, contents[at] ?? "");
  return paths;
}

/** Another UID of the same length. */
function withOtherEnd(uid: string): string {
  return `${uid.slice(0, -3)}777`;
}
