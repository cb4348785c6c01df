import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { describeWithOrthanc } from "../gateway/orthanc.ts";
import { type Client, type GatewayStage, setGatewayStage } from "./gatewayStage.ts";
import { ctFile, type Identifiers, listImages, mrFolder, readIdentifiers } from "./images.ts";
import { admitGateway, admitHospital, PATIENT } from "./stage.ts";

type Finding = { readonly code: string; readonly count: number; readonly first: readonly unknown[] };
type Kind = { readonly kind: string; readonly archive: number; readonly exact: number; readonly byCount: number };
type Answer = {
  readonly agrees: boolean;
  readonly findings: readonly Finding[];
  readonly notCompared: readonly string[];
  readonly journal: Readonly<Record<string, number>>;
  readonly chain: { readonly entryCount: number; readonly same: number; readonly waiting: number } | null;
  readonly archive: { readonly counts: readonly Kind[]; readonly unasked: number } | null;
};

// fiducial gateway reconcile, on a gateway with a real archive and a real chain
// ├── while it runs: journal, chain and the archive's own log agree, kind by kind
// ├── what was read around the gateway is named by its line in the archive's log, and nothing printed holds a UID
// ├── a line that can't be read, and a log of another time → 4
// ├── without a node the other two are compared → 4
// ├── an entry that waits past its deadline → 3
// ├── a journal that lost its end, and one that was changed → 3
// └── stopped, it all agrees again
describeWithOrthanc("fiducial gateway reconcile", () => {
  let stage: GatewayStage;
  let doctor: Client;
  let config: string;
  const files = listImages(mrFolder).slice(0, 3);
  const [mr, ct] = [files[0] ?? "", ctFile].map(readIdentifiers) as [Identifiers, Identifiers];
  const study = `/dicom-web/studies/${mr.study}`;
  const image = `${study}/series/${mr.series}/instances/${mr.instance}`;

  before(async function () {
    this.timeout(120_000);
    stage = await setGatewayStage([...files, ctFile]);
    config = join(stage.folder, "gateway.json");
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    await stage.ask("records", "register", mrFolder, "--patient", PATIENT, "--as", "@1");
    await stage.ask("permit", PATIENT, "@2", "--purposes", "TREAT", "--as", "@6");
    await stage.archive.logRequests();
    await stage.startGateway();
    doctor = await stage.signIn(2);
    const paths = [
      ...["", "/metadata", "/series", "/series?Modality=MR", `/series/${mr.series}`].map((more) => `${study}${more}`),
      ...["", "", "/metadata", "/frames/1", "/frames/1", "/rendered", "/thumbnail"].map((more) => `${image}${more}`),
      `${image}/rendered?viewport=64,64`,
      ...["/dicom-web/studies", "/dicom-web/series", "/dicom-web/studies?PatientName=A*"],
      ...[`/dicom-web/studies/${ct.study}`, `/dicom-web/studies/${ct.study}/series`],
    ];
    await Promise.all(paths.map((path) => doctor.get(path)));
    await waitForChain(4); // the study read and searched, the series, the instance
    // What others log on the same chain is none of this gateway's: the doctor for herself, and another gateway.
    await stage.ask("access", mr.study, "--as", "@2");
    await stage.ask("actors", "admit", "@7", "--as", "@1", "--kind", "device", "--roles", "gateway");
    await stage.ask("access", mr.study, "--as", "@7", "--by", "@2");
    const sealed = ["--journal", `0x${"5e".repeat(32)}`, "--next-by", "30d"];
    await stage.ask("gateways", "heartbeat", ...sealed, "--as", "@7");
  });
  after(() => stage?.close());

  async function reconcile(...more: string[]): Promise<{ exitCode: number | null; answer: Answer; printed: string }> {
    const ran = await stage.run("gateway", "reconcile", "--config", config, ...more, "--json");
    for (const { study, series, instance } of [mr, ct]) {
      for (const uid of [study, series, instance]) expect(`${ran.stdout}${ran.stderr}`).not.to.include(uid);
    }
    const answer = ran.stdout === "" ? undefined : JSON.parse(ran.stdout);
    return { exitCode: ran.exitCode, answer, printed: `${ran.stdout}${ran.stderr}` };
  }
  const ofArchive = () => ["--archive-log", stage.archive.logFile];
  const codesOf = ({ findings }: Answer) => findings.map(({ code }) => code);

  /** Waits until the chain has every entry of the journal's. */
  async function waitForChain(entries: number): Promise<void> {
    const registry = await stage.as(0);
    const gateway = stage.accounts[3]?.address ?? "0x";
    for (let i = 0; i < 60 && (await registry.entryCountOf({ gateway })) < entries; i += 1) await sleep(250);
    expect(await registry.entryCountOf({ gateway })).to.equal(entries);
  }

  it("finds all three books the same while the gateway runs", async () => {
    const { exitCode, answer } = await reconcile(...ofArchive());
    expect(codesOf(answer)).to.deep.equal([]);
    expect([exitCode, answer.agrees, answer.notCompared]).to.deep.equal([0, true, []]);
    const { chain, journal, archive } = answer;
    expect(chain?.entryCount).to.equal(journal.lastEntry);
    expect(chain?.same).to.equal(journal.lastEntry);
    const counts = archive?.counts.map(({ kind, archive: asked, exact, byCount }) => [kind, asked, exact, byCount]);
    expect(counts?.slice(0, 6)).to.deep.equal([
      ["search", 2, 1, 1],
      ["files", 4, 4, 0],
      ["metadata", 2, 2, 0],
      ["frames", 2, 2, 0],
      ["drawn", 3, 2, 1],
      ["list", counts?.[5]?.[1], 0, 0],
    ]);
    expect([journal.requests, journal.refusals, archive?.unasked]).to.deep.equal([13, 2, 0]);
  });

  it("names what was read around the gateway by its line in the archive's log", async () => {
    const around = [
      `${stage.archive.dicomWebUrl}/studies/${ct.study}/metadata`,
      `${stage.archive.origin}${image}/frames/1`,
      `${stage.archive.origin}/instances`,
    ];
    for (const url of around) {
      const { status } = await fetch(url, { headers: { authorization: stage.archive.authorization } });
      expect(status, url).to.equal(200);
    }
    const log = readFileSync(stage.archive.logFile, "utf8").split("\n");
    const lineOf = (path: string) => ({ file: 1, line: 1 + log.findLastIndex((line) => line.endsWith(`GET ${path}`)) });
    const { exitCode, answer } = await reconcile(...ofArchive());
    expect(exitCode).to.equal(3);
    expect(answer.findings.map(({ code, count, first }) => ({ code, count, first }))).to.deep.equal([
      { code: "Uncovered", count: 1, first: [lineOf(`/dicom-web/studies/${ct.study}/metadata`)] },
      { code: "Repeated", count: 1, first: [lineOf(`${image}/frames/1`)] },
      { code: "NotAskedByGateways", count: 1, first: [lineOf("/instances")] },
    ]);
    const text = await stage.run("gateway", "reconcile", "--config", config, ...ofArchive());
    expect([text.exitCode, text.stderr.trimEnd().split("\n").at(-1)]).to.deep.equal([
      3,
      "error: The books disagree in 3 ways; see above.",
    ]);
    expect(text.stdout)
      .to.match(/DISAGREES \(Uncovered\): .*: line \d+ of file 1\./)
      .and.not.to.include(mr.study);
  });

  it("compares nothing with a log that it can't read, or that is of another time", async () => {
    const log = join(stage.folder, "access.log");
    const line = (target: string) => `127.0.0.1 - gateway [22/Nov/2026:09:00:00 +0000] "GET ${target} HTTP/1.1" 200 12`;
    writeFileSync(log, `${line(study)}\nnot a line of a log\n`);
    const unreadable = await reconcile("--archive-log", log);
    expect([unreadable.exitCode, unreadable.answer]).to.deep.equal([4, undefined]);
    expect(unreadable.printed).to.include("at line 2");
    const past = await reconcile(...ofArchive(), "--until", "-1d");
    expect([past.exitCode, past.answer.archive, codesOf(past.answer)]).to.deep.equal([4, null, []]);
    expect((await reconcile("--archive-log", join(stage.folder, "none"))).exitCode).to.equal(4);
    expect((await reconcile("--beside", config)).exitCode).to.equal(2); // each request would count twice
  });

  it("compares the other two without a node, and says so", async () => {
    await withSettings({ rpcUrl: "http://127.0.0.1:1" }, async () => {
      const { exitCode, answer } = await reconcile("--archive-log", await copyLog());
      expect([exitCode, answer.chain, answer.agrees]).to.deep.equal([4, null, false]);
      expect(codesOf(answer)).to.deep.equal([]);
      expect(answer.archive?.counts).not.to.deep.equal([]);
      expect(answer.notCompared).to.have.lengthOf(1);
    });
  });

  it("finds an entry that waits past its deadline", async () => {
    await stage.stopGateway("SIGKILL");
    stage.line.cut(true);
    await withConfig({ headMaxAgeSeconds: 86_400, anchor: { batchSeconds: 3_600, deadlineSeconds: 1 } }, async () => {
      stage.line.cut(false);
      await stage.startGateway();
      doctor = await stage.signIn(2);
      expect((await doctor.get(`${image}/frames/1`)).status).to.equal(200);
      await sleep(2_100);
      const { exitCode, answer } = await reconcile();
      expect([exitCode, codesOf(answer), answer.chain?.waiting]).to.deep.equal([3, ["EntryOverdue"], 1]);
      await stage.stopGateway();
    });
  });

  it("agrees when the gateway was stopped", async () => {
    const { exitCode, answer } = await reconcile();
    expect([exitCode, codesOf(answer), answer.chain?.waiting]).to.deep.equal([0, [], 0]);
    expect(answer.notCompared).to.have.lengthOf(1);
  });

  it("finds what a journal lost, and what was changed in it", async () => {
    const [folder, kept] = [join(stage.folder, "gateway", "journal"), join(stage.folder, "kept")];
    const [name] = readdirSync(folder).filter((file) => file.endsWith(".log"));
    const path = join(folder, name ?? "");
    cpSync(folder, kept, { recursive: true });
    const whole = readFileSync(path);
    // The end of the file is cut where a batch ends: nothing in the file itself tells.
    const ends = findBatchEnds(whole);
    writeFileSync(path, whole.subarray(0, ends[2]));
    const cut = await reconcile();
    expect(cut.exitCode).to.equal(3);
    expect(codesOf(cut.answer)).to.include("EntryUnknown");
    const flipped = Buffer.from(whole);
    flipped[ends[2] ?? 0] = 0xff;
    writeFileSync(path, flipped);
    const changed = await reconcile();
    expect([changed.exitCode, changed.answer]).to.deep.equal([3, undefined]);
    rmSync(folder, { recursive: true });
    cpSync(kept, folder, { recursive: true });
    expect((await reconcile()).exitCode).to.equal(0);
  });

  /** The archive's log without what was read around the gateway. */
  async function copyLog(): Promise<string> {
    const copy = join(stage.folder, "archive.log");
    const lines = readFileSync(stage.archive.logFile, "utf8").split("\n");
    const foreign = [`/studies/${ct.study}/metadata`, "GET /instances"];
    const last = lines.findLastIndex((line) => line.endsWith(`${image}/frames/1`));
    const kept = lines.filter((line, at) => at !== last && !foreign.some((end) => line.endsWith(end)));
    writeFileSync(copy, kept.join("\n"));
    return copy;
  }

  async function withSettings(changes: object, work: () => Promise<void>): Promise<void> {
    await withFile(join(stage.home, "registry.json"), changes, work);
  }
  async function withConfig(changes: object, work: () => Promise<void>): Promise<void> {
    await withFile(config, changes, work);
  }
  async function withFile(path: string, changes: object, work: () => Promise<void>): Promise<void> {
    copyFileSync(path, `${path}.kept`);
    try {
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...changes }));
      await work();
    } finally {
      copyFileSync(`${path}.kept`, path);
    }
  }
});

/** Where each batch of a journal's file ends: before the next one's head, which begins with "fidbat". */
function findBatchEnds(file: Buffer): number[] {
  const ends: number[] = [];
  for (let at = file.indexOf("fidbat") + 1; at > 0; ) {
    const next = file.indexOf("fidbat", at);
    if (next < 0) return ends;
    ends.push(next);
    at = next + 1;
  }
  return ends;
}
