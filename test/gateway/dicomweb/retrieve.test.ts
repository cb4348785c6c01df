import { expect } from "chai";
import { readInstance } from "../../../src/dicom/index.ts";
import { openArchive } from "../../../src/gateway/archive.ts";
import { image } from "../../dicom/images.ts";
import { describeWithSharedData } from "../../dicom/sampleFiles.ts";
import { EXPLICIT_LITTLE, text, writeFile } from "../../dicom/writeFile.ts";
import { describeWithOrthanc, startOrthanc } from "../orthanc.ts";
import {
  BASE_URL,
  get,
  getDirectly,
  partsOf,
  pathOf,
  type Stage,
  type Stored,
  search,
  startStage,
} from "./realArchive.ts";

const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

describeWithOrthanc("retrieving from a real archive", () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
  });
  after(() => stage.close());

  const [first] = [0];
  const mr = (): Stored => stage.mr[first] ?? expect.fail("no MR");

  it("hands out each file as it was stored, in all transfer syntaxes", async () => {
    for (const stored of stage.all) {
      const answer = (await get(stage, pathOf(stored))) ?? expect.fail("absent");
      expect(answer.contentType).to.match(/^multipart\/related; type="application\/dicom"; boundary="/);
      const parts = partsOf(answer);
      expect(parts.map(({ type }) => type)).to.deep.equal(["application/dicom"]);
      expect(parts[0]?.bytes.equals(stored.bytes)).to.equal(true);
    }
  });

  for (const level of ["study", "series"] as const) {
    it(`hands out a ${level}: each of its files, once`, async () => {
      const { study, series } = mr();
      const path = `/dicom-web/studies/${study}${level === "series" ? `/series/${series}` : ""}`;
      const parts = partsOf((await get(stage, path)) ?? expect.fail("absent"));
      const expected = stage.mr.map(({ bytes }) => bytes.toString("latin1")).sort();
      expect(
        parts
          .map(({ bytes }) => bytes.toString("latin1"))
          .sort()
          .every((part, at) => part === expected[at]),
      ).to.equal(true);
      expect(parts).to.have.lengthOf(20);
    });
  }

  it("leaves hidden instances out of a study, and is absent when all are hidden", async () => {
    const hidden = new Set(stage.mr.slice(3, 9).map(({ instance }) => instance));
    const path = `/dicom-web/studies/${mr().study}`;
    const answer = await get(stage, path, {}, ({ instance }) => !hidden.has(instance ?? ""));
    const shown = partsOf(answer ?? expect.fail("absent")).map(({ bytes }) => readInstance(bytes).sopInstanceUid);
    expect(shown).to.have.lengthOf(14);
    expect(shown.filter((instance) => hidden.has(instance))).to.deep.equal([]);
    expect(await get(stage, path, {}, () => false)).to.equal(undefined);
  });

  it("hands out frames, and names how they are stored", async () => {
    for (const [stored, frames] of [
      [mr(), "1"],
      [stage.xa, "1"],
      [stage.xa, "2,5,12"],
    ] as const) {
      const path = `${pathOf(stored)}/frames/${frames}`;
      const answer = partsOf((await get(stage, path, { accept: FRAMES })) ?? expect.fail("absent"));
      const direct = partsOf(await getDirectly(stage, path.replace("/dicom-web", ""), FRAMES));
      expect(answer).to.deep.equal(direct);
      expect(answer).to.have.lengthOf(frames.split(",").length);
    }
  });

  it("hands out drawn images: of a study, a series, an instance, a frame", async () => {
    const { study, series } = mr();
    const jpeg = { accept: "image/jpeg" };
    for (const path of [
      `/studies/${study}/rendered`,
      `/studies/${study}/series/${series}/rendered?viewport=64,64`,
      `${pathOf(mr()).slice(10)}/rendered?window=500,1000,linear&quality=50`,
      `${pathOf(stage.xa).slice(10)}/frames/3/rendered`,
    ]) {
      const answer = (await get(stage, `/dicom-web${path}`, jpeg)) ?? expect.fail("absent");
      const direct = await getDirectly(stage, path, "image/jpeg");
      expect(answer.contentType).to.equal("image/jpeg");
      expect(answer.body.equals(direct.body)).to.equal(true);
    }
    const png = await get(stage, `${pathOf(mr())}/rendered`, { accept: "image/png" });
    expect(png?.contentType).to.equal("image/png");
  });

  it("draws thumbnails, which this archive does not know", async () => {
    const { study, series } = mr();
    for (const path of [`/dicom-web/studies/${study}`, `/dicom-web/studies/${study}/series/${series}`, pathOf(mr())]) {
      const answer = await get(stage, `${path}/thumbnail`);
      expect(answer?.contentType).to.equal("image/jpeg");
      expect(answer?.body.length).to.be.lessThan(20_000);
    }
  });

  it("hands out metadata of every level, with links that lead back to the gateway", async () => {
    const { study, series } = mr();
    for (const [path, count] of [
      [`/dicom-web/studies/${study}`, 20],
      [`/dicom-web/studies/${study}/series/${series}`, 20],
      [pathOf(mr()), 1],
    ] as const) {
      const answer = (await get(stage, `${path}/metadata`)) ?? expect.fail("absent");
      const text = answer.body.toString();
      expect(JSON.parse(text)).to.have.lengthOf(count);
      expect(text).not.to.contain(stage.orthanc.origin);
      const links = [...text.matchAll(/"BulkDataURI":"([^"]*)"/g)].map(([, link = ""]) => link);
      expect(links).to.have.length.of.at.least(count);
      for (const link of links)
        expect(link).to.match(
          /^https:\/\/gateway\.test\/dicom-web\/studies\/[0-9.]+\/series\/[0-9.]+\/instances\/[0-9.]+\/bulk\//,
        );
    }
  });

  it("hands out bulk data by the link in the metadata", async () => {
    const metadata = await get(stage, `${pathOf(mr())}/metadata`);
    const [dataSet] = JSON.parse(metadata?.body.toString() ?? "[]");
    const link: string = dataSet["7FE00010"].BulkDataURI;
    const path = link.replace(BASE_URL, "/dicom-web");
    const [part] = partsOf((await get(stage, path)) ?? expect.fail("absent"));
    expect(part?.bytes).to.have.lengthOf(131_072);
    expect(mr().bytes.includes(part?.bytes ?? "nothing")).to.equal(true);
  });

  // The archive must hold that an instance belongs to the series and study of its path: frames and drawn images don't say whose they are.
  it("finds nothing of one study under another", async () => {
    const { study, series, instance } = stage.xa;
    const foreign = mr();
    const ways = [
      `/studies/${study}/series/${foreign.series}`,
      ...["", "/metadata", "/rendered", "/thumbnail", "/frames/1", "/frames/1/rendered", "/bulk/7fe00010"].flatMap(
        (end) => [
          `/studies/${study}/series/${series}/instances/${foreign.instance}${end}`,
          `/studies/${study}/series/${foreign.series}/instances/${foreign.instance}${end}`,
          `/studies/${study}/series/${foreign.series}/instances/${instance}${end}`,
        ],
      ),
      ...["/metadata", "/rendered", "/thumbnail"].map((end) => `/studies/${study}/series/${foreign.series}${end}`),
    ];
    for (const way of ways)
      expect(await get(stage, `/dicom-web${way}`), way.replace(/[0-9.]{10,}/g, "*")).to.equal(undefined);
  });

  it("finds nothing where nothing is", async () => {
    for (const way of [
      "",
      "/metadata",
      "/rendered",
      "/series/1.2/instances/1.3/frames/1",
      "/series/1.2/instances/1.3/bulk/7fe00010",
    ]) {
      expect(await get(stage, `/dicom-web/studies/1.2.3${way}`)).to.equal(undefined);
    }
    for (const frame of [2, 9_999_999]) expect(await get(stage, `${pathOf(mr())}/frames/${frame}`)).to.equal(undefined);
  });

  it("outlives the smallest and the largest viewport, on the archive's side too", async () => {
    for (const viewport of ["1,1", "4096,4096", "4096,1", "64,64,0,0,1,1", "64,64,99999,99999,99999,99999"]) {
      await get(stage, `${pathOf(stage.xa)}/rendered?viewport=${viewport}`).catch(() => undefined);
      expect(await get(stage, `${pathOf(stage.xa)}/frames/1`)).not.to.equal(undefined);
    }
  });
});

describeWithOrthanc("an archive that has one UID twice", () => {
  it("hands out neither, and its search shows neither", async () => {
    const orthanc = await startOrthanc();
    const archive = openArchive({ url: orthanc.dicomWebUrl, authorization: orthanc.authorization });
    try {
      for (const [patient, study, series, sop] of [
        ["A", "1.1", "1.1.1", "1.1.1.1"],
        ["B", "1.1", "1.1.2", "1.1.2.1"],
        ["A", "1.2", "1.2.1", "1.2.1.1"],
        ["A", "1.3", "1.2.1", "1.2.1.1"],
      ] as const) {
        const more = [text(0x00100020, "LO", patient)];
        await orthanc.add(
          writeFile(EXPLICIT_LITTLE, image({ study, series, sop, more, pixels: Uint8Array.of(1, 2, 3, 4) })),
        );
      }
      for (const path of [
        "1.1",
        "1.1/metadata",
        "1.1/rendered",
        "1.2/series/1.2.1",
        "1.3/series/1.2.1/instances/1.2.1.1/frames/1",
      ]) {
        expect(await get({ archive }, `/dicom-web/studies/${path}`), path).to.equal(undefined);
      }
      const found = await search({ archive }, "/dicom-web/studies", ["1.1", "1.2", "1.3"]);
      expect(found.map((result) => result["0020000D"]?.Value?.[0])).to.have.members(["1.2", "1.3"]);
    } finally {
      await archive.close();
      await orthanc.close();
    }
  });
});

describeWithSharedData("retrieving shared data", () => {
  describeWithOrthanc("from a real archive", () => {
    let stage: Stage;
    before(async () => {
      stage = await startStage("ct-ge");
    });
    after(() => stage.close());

    it("hands out a CT of 28 slices, and each of its frames of 512 KiB", async () => {
      const slices = stage.all.slice(-28);
      const study = slices[0]?.study;
      const parts = partsOf((await get(stage, `/dicom-web/studies/${study}`)) ?? expect.fail("absent"));
      const stored = new Set(slices.map(({ bytes }) => bytes.toString("latin1")));
      for (const { bytes } of parts) stored.delete(bytes.toString("latin1"));
      expect([parts.length, stored.size]).to.deep.equal([28, 0]);
      for (const slice of slices) {
        const [frame] = partsOf(
          (await get(stage, `${pathOf(slice)}/frames/1`, { accept: FRAMES })) ?? expect.fail("absent"),
        );
        expect(frame?.bytes).to.have.lengthOf(524_288);
        expect(slice.bytes.includes(frame?.bytes ?? "nothing")).to.equal(true);
      }
    });
  });
});
