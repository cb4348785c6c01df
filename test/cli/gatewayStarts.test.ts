import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { bytesToHex } from "viem";
import { describeWithOrthanc } from "../gateway/orthanc.ts";
import { type GatewayStage, send, setGatewayStage } from "./gatewayStage.ts";
import { copyImages, ctFile, mrFile, readIdentifiers } from "./images.ts";
import { admitGateway, admitHospital, PATIENT, type Ran, start } from "./stage.ts";

type Ready = {
  readonly ready: boolean;
  readonly checks: Readonly<Record<"chain" | "journal" | "archive" | "anchoring", boolean>>;
  readonly journal: { readonly depth: number };
};
type Who = {
  readonly complete: boolean;
  readonly accesses: readonly { readonly basis: string; readonly gateway: string; readonly level: string }[];
};

// starts of a gateway
// ├── without a node: it listens, is not ready, and only a broken glass gives access; when the node comes all is told to the chain
// ├── a second one of the same custodian beside it, with its own account and folder: both serve and log
// └── a second one in the same folder: refused, and the first goes on
describeWithOrthanc("starts of a gateway", () => {
  let stage: GatewayStage;
  const [mr, ct] = [mrFile, ctFile].map(readIdentifiers) as [
    ReturnType<typeof readIdentifiers>,
    ReturnType<typeof readIdentifiers>,
  ];
  const [seen, unseen] = [mr, ct].map(({ study }) => `/dicom-web/studies/${study}/metadata`) as [string, string];

  before(async function () {
    this.timeout(120_000);
    stage = await setGatewayStage([mrFile, ctFile]);
    await admitHospital(stage);
    await admitGateway(stage);
    await stage.ask("actors", "admit", "@5", "--as", "@1", "--name", "Dr. Night", "--roles", "emergency");
    await stage.ask(
      "actors",
      "admit",
      "@7",
      "--as",
      "@1",
      "--name",
      "Second",
      "--kind",
      "device",
      "--roles",
      "gateway",
    );
    await stage.ask("patients", "enroll", "@6", "--as", "@1", "--name", PATIENT);
    for (const [name, file] of [["mr", mrFile] as const, ["ct", ctFile] as const]) {
      const folder = copyImages(join(stage.folder, name), { "image.dcm": file });
      await stage.ask("records", "register", folder, "--patient", PATIENT, "--as", "@1");
    }
    await stage.ask("permit", PATIENT, "@2", "--record", mr.study, "--purposes", "TREAT", "--as", "@6");
  });
  after(() => stage?.close());

  async function askReady(origin = stage.origin): Promise<Ready> {
    return JSON.parse((await send(origin, "GET", "/ready")).body.toString()) as Ready;
  }

  async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 100 && !(await isSo()); i += 1) await sleep(200);
    expect(await isSo()).to.equal(true);
  }

  it("comes up without a node, and tells the chain when there is one", async function () {
    this.timeout(120_000);
    await stage.startGateway();
    expect((await (await stage.signIn(2)).get(seen)).status).to.equal(200);
    expect((await stage.stopGateway()).exitCode).to.equal(0);

    stage.line.cut(true);
    await stage.startGateway();
    const { ready, checks } = await askReady();
    expect(ready).to.equal(false);
    expect(checks).to.include({ chain: false, journal: true, archive: true });
    expect((await send(stage.origin, "GET", "/health")).status).to.equal(200);
    const [doctor, emergency] = [await stage.signIn(2), await stage.signIn(5)];
    for (const path of [seen, unseen, "/dicom-web/studies"])
      expect((await doctor.get(path)).status, path).to.equal(503);
    expect((await emergency.get(unseen)).status).to.equal(503);
    const broken = await emergency.post("/break-glass", { study: ct.study, reason: "unconscious" });
    expect(broken.status, broken.body.toString()).to.equal(201);
    expect((await emergency.get(unseen)).status).to.equal(200);
    expect((await emergency.get(seen)).status).to.equal(503);
    expect((await askReady()).journal.depth).to.equal(1);

    stage.line.cut(false);
    await waitFor(async () => (await askReady()).ready);
    expect((await doctor.get(seen)).status).to.equal(200);
    expect((await doctor.get(unseen)).status).to.equal(404);
    await waitFor(async () => (await askReady()).journal.depth === 0);
    const [permitted, other] = [await stage.ask<Who>("who", mr.study), await stage.ask<Who>("who", ct.study)];
    expect([permitted.complete, other.complete]).to.deep.equal([true, true]);
    expect(permitted.accesses.map(({ basis }) => basis)).to.deep.equal(["PERMIT", "PERMIT"]);
    expect(other.accesses.map(({ basis }) => basis)).to.deep.equal(["EMERGENCY"]);
  });

  it("serves and logs beside another one of the same custodian", async function () {
    this.timeout(120_000);
    const before = (await stage.ask<Who>("who", mr.study)).accesses.length;
    const second = await startAnother({ folder: "second", account: "second" });
    const [one, other] = [await stage.signIn(2), await signInAt(second.origin)];
    const asking = Array.from({ length: 10 }, () => [one.get(seen), other(seen)]).flat();
    expect((await Promise.all(asking)).map(({ status }) => status)).to.deep.equal(asking.map(() => 200));
    // A session of the one is none of the other's.
    const headers = { authorization: `Bearer ${one.token}` };
    expect((await send(second.origin, "GET", seen, headers)).status).to.equal(401);
    for (const origin of [stage.origin, second.origin]) {
      await waitFor(async () => (await askReady(origin)).journal.depth === 0);
    }
    const { complete, accesses } = await stage.ask<Who>("who", mr.study);
    expect(complete).to.equal(true);
    const gateways = accesses.slice(before).map(({ gateway }) => gateway.toLowerCase());
    expect(gateways.sort()).to.deep.equal(
      [3, 7].map((account) => stage.accounts[account]?.address.toLowerCase()).sort(),
    );
    second.child.kill("SIGTERM");
    expect((await second.ended).exitCode).to.equal(0);
  });

  it("is refused in the folder of one that runs, which goes on", async () => {
    const refused = await startAnother({ account: "pacs" }, "--json");
    const { exitCode, stderr } = await refused.ended;
    expect([exitCode, JSON.parse(stderr).error.code]).to.deep.equal([1, "JournalLocked"]);
    expect((await (await stage.signIn(2)).get(seen)).status).to.equal(200);
  });

  /** Starts another gateway by a configuration like the first one's, at a port of its own. */
  async function startAnother(
    changes: { readonly folder?: string; readonly account: string },
    ...more: readonly string[]
  ) {
    const [config, password, key] = ["other.json", "password", "other-key"].map((name) => join(stage.folder, name)) as [
      string,
      string,
      string,
    ];
    if (changes.account === "second") {
      writeFileSync(key, bytesToHex(stage.accounts[7]?.getHdKey().privateKey ?? new Uint8Array()));
      await stage.ask("accounts", "import", "second", "--private-key-file", key, "--keystore-password-file", password);
    }
    const port = await findFreePort();
    const origin = `http://127.0.0.1:${port}`;
    const first = JSON.parse(readFileSync(join(stage.folder, "gateway.json"), "utf8")) as object;
    writeFileSync(config, JSON.stringify({ ...first, ...changes, origin, port }));
    const started = start(["gateway", "--config", config, "--keystore-password-file", password, ...more], stage);
    const ready = new Promise<undefined>((resolve) => {
      started.child.stdout.on("data", () => started.printed().includes("Ready.") && resolve(undefined));
    });
    const ended: Ran | undefined = await Promise.race([ready, started.ended]);
    if (ended !== undefined) expect(changes.account, ended.stderr).to.equal("pacs");
    return { ...started, origin };
  }

  async function signInAt(origin: string) {
    const post = (path: string, body: object) => send(origin, "POST", path, {}, body);
    const account = stage.accounts[2] ?? expect.fail();
    const offered = await post("/session/nonce", { address: account.address, purpose: "TREAT" });
    const { message } = JSON.parse(offered.body.toString()) as { message: string };
    const login = { message, signature: await account.signMessage({ message }), carry: "bearer" };
    const { token } = JSON.parse((await post("/session", login)).body.toString()) as { token: string };
    return (path: string) => send(origin, "GET", path, { authorization: `Bearer ${token}` });
  }
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
