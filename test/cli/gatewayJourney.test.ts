import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { parseReceipt, verifyReceipt } from "../../src/gateway/index.ts";
import { describeWithOrthanc } from "../gateway/orthanc.ts";
import { type Client, type GatewayStage, type Response, send, setGatewayStage } from "./gatewayStage.ts";
import {
  copyImages,
  ctFile,
  type Identifiers,
  jpegLsFile,
  listImages,
  mrFolder,
  readIdentifiers,
  unregisteredFile,
} from "./images.ts";
import { admitGateway, admitHospital, PATIENT } from "./stage.ts";

type Result = Readonly<Record<string, { readonly Value?: readonly unknown[] }>>;
type Who = {
  readonly count: number;
  readonly complete: boolean;
  readonly accesses: readonly Readonly<Record<"level" | "uid" | "purpose" | "action" | "basis" | "gateway", string>>[];
};

// A hospital's archive behind its gateway, from the first permit to the answer of `fiducial who`
// ├── the permitted study is listed and served, each part logged once; its receipts are the gateway's
// ├── the unpermitted, the unregistered and the absent look the same
// ├── a restriction that another command writes down holds at once
// ├── a device of the custodian stores; nothing of it is seen before it is registered
// ├── after a revocation the next request is refused, within 200 ms of the block
// ├── with the node down only a broken glass gives access, and it is on the chain later with both times
// └── the log is complete, and every entry has the leave that the gateway found
describeWithOrthanc("a hospital's archive behind its gateway", () => {
  let stage: GatewayStage;
  let doctor: Client;
  let emergency: Client;
  const [mr, ct, unknown] = [listImages(mrFolder)[0] ?? "", ctFile, unregisteredFile].map(readIdentifiers) as [
    Identifiers,
    Identifiers,
    Identifiers,
  ];
  const scannerToken = "the token of a scanner that can't sign".replaceAll(/[^a-z]/g, "-");
  const mrPath = `/dicom-web/studies/${mr.study}`;
  const imagePath = (of: Identifiers) => `/dicom-web/studies/${of.study}/series/${of.series}/instances/${of.instance}`;

  before(async function () {
    this.timeout(120_000);
    const tokenSha256 = `0x${createHash("sha256").update(scannerToken).digest("hex")}`;
    stage = await setGatewayStage([...listImages(mrFolder), ctFile, unregisteredFile], {
      devices: [{ account: "@4", purpose: "TREAT", tokenSha256 }],
    });
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("actors", "admit", "@5", "--as", "@1", "--name", "Dr. Night", "--roles", "emergency");
    await stage.ask("actors", "admit", "@4", "--as", "@1", "--name", "Scanner", "--kind", "device");
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    await stage.ask("records", "register", mrFolder, "--patient", PATIENT, "--as", "@1");
    const folder = copyImages(join(stage.folder, "ct"), { "ct.dcm": ctFile });
    await stage.ask("records", "register", folder, "--patient", PATIENT, "--as", "@1");
    await permit();
    await stage.startGateway();
    doctor = await stage.signIn(2);
    emergency = await stage.signIn(5);
  });
  after(() => stage?.close());

  /** Permits the MR to the doctor, and the CT to nobody. */
  async function permit(): Promise<void> {
    await stage.ask(
      "permit",
      PATIENT,
      "@2",
      "--record",
      mr.study,
      "--purposes",
      "TREAT",
      "--until",
      "30d",
      "--as",
      "@6",
    );
  }

  const json = ({ body }: Response) => JSON.parse(body.toString()) as readonly Result[];
  const studiesIn = (response: Response) => json(response).map((result) => result["0020000D"]?.Value?.[0]);
  /** What tells one refusal from another: all but the date and what counts requests. */
  const faceOf = ({ status, headers, body }: Response) => ({
    ...{ status, body: body.toString() },
    headers: Object.entries(headers).filter(([name]) => name !== "date" && !name.startsWith("x-ratelimit-")),
  });

  it("lists and serves the permitted study alone", async () => {
    expect(studiesIn(await doctor.get("/dicom-web/studies"))).to.deep.equal([mr.study]);
    expect(studiesIn(await doctor.get("/dicom-web/series"))).to.deep.equal([mr.study]);
    const metadata = await doctor.get(`${mrPath}/metadata`);
    expect(metadata.status, metadata.body.toString().slice(0, 300)).to.equal(200);
    expect(json(metadata)).to.have.lengthOf(20);
    expect(metadata.body.toString()).not.to.include(stage.archive.origin);
    const image = await doctor.get(imagePath(mr));
    expect(image.status).to.equal(200);
    expect(image.headers["content-type"]).to.match(/^multipart\/related; type="application\/dicom"/);
    expect(image.body.length).to.be.greaterThan(10_000);
    expect((await doctor.get(`${imagePath(mr)}/frames/1`)).status).to.equal(200);
    expect((await doctor.get(`${imagePath(mr)}/rendered`, { accept: "image/png" })).status).to.equal(200);
    expect((await doctor.get(`${mrPath}/series`)).status).to.equal(200);
  });

  it("signs for each access: the receipts of one part are one", async () => {
    const header = async (path: string) => String((await doctor.get(path)).headers["fiducial-receipt"]);
    const [one, same, other] = [
      await header(imagePath(mr)),
      await header(`${imagePath(mr)}/frames/1`),
      await header(`${mrPath}/metadata`),
    ];
    expect(same).to.equal(one);
    const [first, second] = [parseReceipt(one), parseReceipt(other)];
    expect(await verifyReceipt(first)).to.equal(true);
    expect(first.gateway).to.equal(stage.accounts[3]?.address.toLowerCase());
    expect(second.entryNumber).not.to.equal(first.entryNumber);
  });

  it("shows the unpermitted, the unregistered and the absent alike", async () => {
    const nowhere = { study: "1.2.3", series: "1.2.3.4", instance: "1.2.3.4.5" };
    const foreign = { study: mr.study, series: ct.series, instance: ct.instance };
    const paths = [ct, unknown, nowhere, foreign].map(imagePath);
    const faces = [];
    for (const path of paths) faces.push(faceOf(await doctor.get(path)));
    expect(faces[0]?.status).to.equal(404);
    for (const face of faces) expect(face).to.deep.equal(faces[0]);
    const lists = [];
    for (const { study } of [ct, unknown, nowhere])
      lists.push(faceOf(await doctor.get(`/dicom-web/studies/${study}/series`)));
    expect(lists[0]).to.include({ status: 200, body: "[]" });
    for (const list of lists) expect(list).to.deep.equal(lists[0]);
    const named = await doctor.get(`/dicom-web/studies?StudyInstanceUID=${ct.study}`);
    expect(json(named)).to.deep.equal([]);
  });

  it("serves nobody without a session, and for a purpose that is not permitted nothing", async () => {
    expect((await send(stage.origin, "GET", imagePath(mr))).status).to.equal(401);
    expect((await doctor.get(imagePath(mr), { "fiducial-purpose": "HRESCH" })).status).to.equal(404);
    expect((await doctor.get("/dicom-web/studies", { "fiducial-purpose": "HRESCH" })).body.toString()).to.equal("[]");
  });

  it("sees at once what another command writes down of the patient's word", async () => {
    const status = async () => (await doctor.get(imagePath(mr))).status;
    await stage.ask("restrict", "add", PATIENT, "--exclude", "@2", "--as", "@1");
    expect(await status()).to.equal(404);
    await stage.ask("restrict", "lift", PATIENT, "1", "--as", "@1");
    expect(await status()).to.equal(200);
  });

  it("stores for the custodian's devices alone, and shows nothing of it before it is registered", async () => {
    const sent = readIdentifiers(jpegLsFile);
    const body = Buffer.concat([
      Buffer.from("--part\r\nContent-Type: application/dicom\r\n\r\n"),
      readFileSync(jpegLsFile),
      Buffer.from("\r\n--part--\r\n"),
    ]);
    const store = (token: string) =>
      fetch(`${stage.origin}/dicom-web/studies`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": 'multipart/related; type="application/dicom"; boundary=part',
        },
        body,
      });
    expect((await store(doctor.token)).status).to.equal(403);
    const stored = await store(scannerToken);
    expect(stored.status).to.equal(200);
    const told = (await stored.json()) as Readonly<Record<string, { readonly Value: readonly Result[] }>>;
    expect(told["00081199"]?.Value[0]?.["00081155"]?.Value).to.deep.equal([sent.instance]);
    const atTheArchive = await fetch(`${stage.archive.dicomWebUrl}/studies?StudyInstanceUID=${sent.study}`, {
      headers: { authorization: stage.archive.authorization },
    });
    expect(await atTheArchive.json()).to.have.lengthOf(1);
    expect((await doctor.get(imagePath(sent))).status).to.equal(404);
  });

  it("refuses the next request after a revocation, within 200 ms of the block", async () => {
    const patient = await stage.as(6);
    const record = (await stage.ask<Who & { record: `0x${string}` }>("who", mr.study)).record;
    let served = 0;
    let isOver = false;
    const answers: { readonly at: number; readonly status: number }[] = [];
    const asking = (async () => {
      while (!isOver) {
        const { status } = await doctor.get(imagePath(mr));
        answers.push({ at: performance.now(), status });
        served += status === 200 ? 1 : 0;
        await sleep(5);
      }
    })();
    await sleep(400);
    await patient.revoke({ patient: 1, scope: record, grantee: stage.accounts[2]?.address ?? record });
    const revokedAt = performance.now();
    await sleep(500);
    isOver = true;
    await asking;
    const last = answers.findLast(({ status }) => status === 200)?.at ?? Number.NaN;
    expect(served).to.be.greaterThan(2);
    expect(Math.round(last - revokedAt), "the last one served").to.be.lessThan(200);
    expect(answers.at(-1)?.status).to.equal(404);
    expect(studiesIn(await doctor.get("/dicom-web/studies"))).to.deep.equal([]);
    await permit();
    await sleep(100);
  });

  it("gives access with the node down to a broken glass alone, and tells the chain later", async () => {
    const isServed = async (who: Client) => (await who.get(imagePath(ct))).status;
    expect(await isServed(emergency)).to.equal(404);
    stage.line.cut(true);
    await sleep(3_200); // seconds are whole
    expect((await doctor.get(imagePath(mr))).status).to.equal(503);
    expect(await isServed(emergency)).to.equal(503);
    expect(await doctor.post("/break-glass", { study: ct.study, reason: "unconscious" })).to.include({ status: 403 });
    const broken = await emergency.post("/break-glass", { study: ct.study, reason: "unconscious" });
    expect(broken.status, broken.body.toString()).to.equal(201);
    await sleep(1_100);
    expect(await isServed(emergency)).to.equal(200);
    expect((await emergency.get(imagePath(mr))).status).to.equal(503);

    const notices = readFileSync(join(stage.folder, "gateway", "emergencies.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(notices).to.have.lengthOf(1);
    const notice = JSON.parse(notices[0] ?? "") as Record<"time" | "brokenAt" | "reviewBy", number>;
    expect(notice.time - notice.brokenAt).to.be.within(1, 3);
    expect(notice.reviewBy - notice.time).to.equal(72 * 3_600);

    stage.line.cut(false);
    type Listed = { readonly time: number; readonly brokenAt: number; readonly reason: string };
    let listed: readonly Listed[] = [];
    for (let i = 0; i < 40 && listed.length === 0; i += 1) {
      await sleep(500);
      ({ emergencies: listed } = await stage.ask<{ emergencies: readonly Listed[] }>("emergency", "list"));
    }
    expect(listed).to.have.lengthOf(1);
    expect(listed[0]).to.deep.include({ reason: "unconscious", time: notice.time, brokenAt: notice.brokenAt });
  });

  it("has it all in a complete log, with the leave that the gateway found", async () => {
    await sleep(1_500);
    const ready = JSON.parse((await send(stage.origin, "GET", "/ready")).body.toString());
    expect(ready).to.deep.include({
      ready: true,
      checks: { chain: true, journal: true, archive: true, anchoring: true },
    });
    const stopped = await stage.stopGateway();
    expect([stopped.exitCode, stopped.stderr.trimEnd().split("\n").at(-1)]).to.deep.equal([0, "Stopped."]);
    for (const secret of [mr.study, mr.instance, stage.accounts[2]?.address.toLowerCase() ?? ""]) {
      expect(stopped.stderr.toLowerCase()).not.to.include(secret);
    }
    const of = (uid: string) => stage.ask<Who>("who", uid);
    const [seen, unseen] = [await of(mr.study), await of(ct.study)];
    expect(seen.complete).to.equal(true);
    const rows = seen.accesses.map(({ level, uid, purpose, action, basis }) =>
      [level, uid, purpose, action, basis].join(" "),
    );
    // Each part once, and once again after the revocation was seen and the permit renewed, only where it was asked for in a new session.
    expect(rows.sort()).to.deep.equal(
      [
        `instance ${mr.instance} TREAT read PERMIT`,
        `record ${mr.study} TREAT execute PERMIT`,
        `record ${mr.study} TREAT read PERMIT`,
      ].sort(),
    );
    expect(unseen.complete).to.equal(true);
    expect(unseen.accesses.map(({ purpose, basis }) => [purpose, basis])).to.deep.equal([["BTG", "EMERGENCY"]]);
  });
});
