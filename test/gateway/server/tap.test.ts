import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { parseRoute } from "../../../src/gateway/dicomweb/index.ts";
import { digestRoute, type RecordOf } from "../../../src/gateway/journal/index.ts";
import { decodeRecord } from "../../../src/gateway/journal/records.ts";
import { segmentName } from "../../../src/gateway/journal/recover.ts";
import { decodeSegmentHead, findBatch } from "../../../src/gateway/journal/segment.ts";
import { describeRoute } from "../../../src/gateway/server/dicomRoutes.ts";
import { type Client, type GatewayStage, setGatewayStage } from "../../cli/gatewayStage.ts";
import { copyImages, ctFile, type Identifiers, listImages, mrFolder, readIdentifiers } from "../../cli/images.ts";
import { admitGateway, admitHospital, PATIENT } from "../../cli/stage.ts";
import { describeWithOrthanc } from "../orthanc.ts";
import { type Exchange, startArchiveProxy, startClientTap, type Tap } from "./taps.ts";

const kills = Number(process.env.FIDUCIAL_TAP_KILLS ?? 1);
const clients = 20;
const frames = 'multipart/related; type="application/octet-stream"';

/** A request of the journal's, and the length that its file had to have on disk with it. */
type Noted = RecordOf<"request"> & { readonly sequence: number; readonly end: number };

// a tap between twenty clients and a gateway, and one between the gateway and its archive
// ├── as many answers with images or metadata went by as the journal has requests, each covered by the entry of its receipt
// ├── each was on disk before its first byte went by: so said the disk, before
// ├── under kill -9 too, where the journal may have what was never answered, and never the other way round
// └── the archive was asked for nothing else: so says its proxy's log
describeWithOrthanc("a tap before a gateway and one behind it", () => {
  let stage: GatewayStage;
  let tap: Tap;
  let proxy: Awaited<ReturnType<typeof startArchiveProxy>>;
  let signedIn: Client[] = [];
  const files = listImages(mrFolder).slice(0, 4);
  const [mr, ct] = [files[0] ?? "", ctFile].map(readIdentifiers) as [Identifiers, Identifiers];
  const study = `/dicom-web/studies/${mr.study}`;
  const images = files
    .map(readIdentifiers)
    .map(({ series, instance }) => `${study}/series/${series}/instances/${instance}`);
  const hidden = `/dicom-web/studies/${ct.study}`;
  const fileOf = (name: string) => join(stage.folder, name);

  before(async function () {
    this.timeout(120_000);
    stage = await setGatewayStage([...files, ctFile], {
      limits: { loginsPerMinute: 100_000, requestsPerMinute: 1_000_000 },
    });
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    const folder = copyImages(fileOf("mr"), Object.fromEntries(files.map((file) => [basename(file), file])));
    await stage.ask("records", "register", folder, "--patient", PATIENT, "--as", "@1");
    await stage.ask("permit", PATIENT, "@2", "--purposes", "TREAT", "--as", "@6");
    proxy = await startArchiveProxy(stage.archive.origin, fileOf("access.log"));
    const config = JSON.parse(readFileSync(fileOf("gateway.json"), "utf8"));
    const url = `http://127.0.0.1:${await proxy.listen()}/dicom-web`;
    writeFileSync(fileOf("gateway.json"), JSON.stringify({ ...config, archive: { ...config.archive, url } }));
    tap = await startClientTap(config.port);
    await start();
  });
  after(async () => {
    await stage?.close();
    await tap?.close();
    await proxy?.close();
  });

  async function start(): Promise<void> {
    const preload = join(import.meta.dirname, "logSyncs.ts");
    await stage.startGateway({ NODE_OPTIONS: `--import=${preload}`, SYNC_LOG: fileOf("syncs.log") });
    signedIn = await Promise.all(Array.from({ length: clients }, () => stage.signIn(2)));
  }

  /** Asks by way of the tap, on a connection of its own, and reads to the end; or breaks off once something came. */
  function get({ token }: Client, path: string, more: Readonly<Record<string, string>> = {}, breakOff = false) {
    return new Promise<void>((resolve) => {
      const headers = { authorization: `Bearer ${token}`, ...more };
      const asked = ask({ host: "127.0.0.1", port: tap.port, path, headers, agent: false }, (answer) => {
        answer.on("data", () => breakOff && asked.destroy());
        answer.on("error", () => resolve()).on("close", () => resolve());
      });
      asked.on("error", () => resolve()).end();
    });
  }

  /** What each client does: what is permitted and what is not, some of it again and again, some broken off. */
  async function view(client: Client, at: number): Promise<void> {
    const image = images[at % images.length] ?? study;
    await get(client, "/dicom-web/studies");
    await get(client, `${study}/series`);
    if (at % 5 === 0) await get(client, `${study}/metadata`); // which keeps an archive busy
    await Promise.all([get(client, image), get(client, image), get(client, `${image}/metadata`)]);
    await get(client, `${hidden}/series`);
    await get(client, `${image}/frames/1`, { accept: frames });
    await get(client, study, {}, true);
    await Promise.all([
      get(client, hidden),
      get(client, `${image}/rendered`),
      get(client, "/dicom-web/studies/1.2.3/metadata"),
    ]);
    await get(client, `${study}/series?Modality=MR`);
    await get(client, image, {}, true);
  }

  /** Whether an answer carried something of a study: files, pixels, a drawn image, or data sets. A list of studies opens none. */
  function isServed({ path, status, headers, beginning, bodyBytes }: Exchange): boolean {
    if (status !== 200 || bodyBytes === 0 || path === "/dicom-web/studies") return false;
    return !/content-type: application\/dicom\+json/.test(headers) || !beginning.startsWith("[]");
  }

  /** Reads the journal's file as it lies on disk, without what a kill left unfinished. */
  function readRequests(): Noted[] {
    const file = readFileSync(join(stage.folder, "gateway", "journal", segmentName(1)));
    const requests: Noted[] = [];
    let sequence = 0;
    let at = decodeSegmentHead(file)?.end ?? 0;
    for (let found = findBatch(file, at); found.is === "Batch"; found = findBatch(file, at)) {
      at = found.end;
      for (const bytes of found.records) {
        sequence += 1;
        const record = decodeRecord(bytes);
        if (record?.kind === "request") requests.push({ ...record, sequence, end: at });
      }
    }
    return requests;
  }

  /** Finds for each answer a request of the journal's of its own, that was on disk before the answer's first byte went by. */
  function findUncovered(): readonly string[] {
    const sealKey = readFileSync(join(stage.folder, "gateway", "seal.key"));
    const syncs = readFileSync(fileOf("syncs.log"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([time = "0", bytes]) => ({ time: BigInt(time), bytes: Number(bytes) }));
    const free = readRequests().map((request) => {
      const onDisk = syncs.find(({ bytes }) => bytes >= request.end)?.time;
      return { ...request, onDisk };
    });
    const served = tap.seen
      .filter(isServed)
      .sort((one, other) => Number((one.firstByteAt ?? 0n) - (other.firstByteAt ?? 0n)));
    return served.flatMap((exchange) => {
      const { path, headers, firstByteAt = 0n } = exchange;
      const entryNumber = Number(/^fiducial-receipt: .*; entry=(\d+);/m.exec(headers)?.[1]);
      const accept = path.endsWith("/frames/1") ? { accept: frames } : {};
      const route = describeRoute(parseRoute("GET", path, accept));
      const at = free.findIndex(
        (request) =>
          request.entryNumber === entryNumber &&
          request.onDisk !== undefined &&
          request.onDisk < firstByteAt &&
          digestRoute(sealKey, request.sequence, route) === request.route,
      );
      if (at < 0) return [path.replaceAll(/[\d.]{8,}/g, "…")];
      free.splice(at, 1);
      return [];
    });
  }

  it("sees as many answers as the journal has requests, each on disk before its first byte", async function () {
    this.timeout(120_000);
    await Promise.all(signedIn.map(view));
    const served = tap.seen.filter(isServed);
    expect(readRequests()).to.have.lengthOf(served.length);
    expect(served).to.have.lengthOf(9 * clients + clients / 5);
    expect(tap.seen).to.have.lengthOf(13 * clients + clients / 5);
    expect(findUncovered()).to.deep.equal([]);
    for (const exchange of tap.seen) {
      expect(exchange.headers.includes("fiducial-receipt: "), exchange.path).to.equal(isServed(exchange));
    }
  });

  it(`sees none that the journal has not, over ${kills} kills`, async function () {
    this.timeout(30_000 + kills * 20_000);
    const before = readRequests().length - tap.seen.filter(isServed).length;
    expect(before).to.equal(0);
    for (let kill = 0; kill < kills; kill += 1) {
      const viewing = Promise.all(signedIn.map(view));
      await sleep(40 + ((kill * 137) % 400));
      await stage.stopGateway("SIGKILL");
      await viewing;
      const [served, noted] = [tap.seen.filter(isServed).length, readRequests().length];
      expect(noted - served, "noted, and never answered").to.be.within(0, 3 * clients * (kill + 1));
      expect(findUncovered()).to.deep.equal([]);
      await start();
    }
  });

  it("sees the archive asked for nothing that the journal has not", async () => {
    expect(existsSync(fileOf("access.log"))).to.equal(true);
    expect((await stage.stopGateway()).exitCode).to.equal(0);
    const args = ["gateway", "reconcile", "--config", fileOf("gateway.json"), "--archive-log", fileOf("access.log")];
    const ran = await stage.run(...args, "--json");
    expect(ran.exitCode, ran.stdout).to.equal(0);
    const { archive, chain, journal } = JSON.parse(ran.stdout);
    expect(chain.entryCount).to.equal(journal.lastEntry);
    for (const { kind, archive: asked, exact, isNoted } of archive.counts)
      if (isNoted) expect(exact, kind).to.equal(asked);
    expect(archive.unasked).to.be.lessThan(3 * clients * kills);
  });
});
