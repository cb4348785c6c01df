import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { copyImages, mrFile, readIdentifiers } from "./images.ts";
import { admitHospital, endAll, repository, run, type Stage, start, startUp, type Up } from "./stage.ts";

// up
// ├── stops at SIGINT with 0, and frees its port
// ├── stops at SIGINT while it starts, and leaves no settings and no deployment behind
// └── started again in the same home
//     ├── has the study registered again, under the same commitment, and answers
//     ├── stops at SIGTERM with 0, and frees its port
//     └── is handed over from an older Node to Node 24, with signals and exit codes

describe("up", function () {
  this.timeout(60_000);
  let folder: string;
  let home: string;
  let images: string;
  let first: Up;
  const { study, instance } = readIdentifiers(mrFile);
  const oldNode = findOldNode();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fiducial-up-"));
    home = join(folder, "home");
    images = copyImages(join(folder, "images"), { "image.dcm": mrFile });
    first = await startUp({ home });
  });

  after(async () => {
    await endAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask: Stage["ask"] = async (...args) => {
    const { exitCode, stdout, stderr } = await run([...args, "--json"], { home });
    expect(exitCode, stderr).to.equal(0);
    return JSON.parse(stdout);
  };

  /** Registers the study as one who starts from nothing does. */
  async function registerAnew(): Promise<string> {
    await admitHospital({ ask });
    await ask("patients", "enroll", "@5", "--as", "@1");
    const { record } = await ask<{ record: string }>("records", "register", images, "--patient", "1", "--as", "@1");
    return record;
  }

  it("stops at SIGINT and frees its port; started again in the same home, it takes the study under the same commitment", async () => {
    const record = await registerAnew();
    expect(await listens(first.rpcUrl)).to.equal(true);
    const { exitCode, stderr } = await first.stop("SIGINT");
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(await listens(first.rpcUrl)).to.equal(false);

    // Under the older Node where there is one: see below.
    const second = await startUp({ home, ...(oldNode && { node: oldNode }) });
    try {
      const [listed] = await ask<{ state: string; accesses: number | null }[]>("records", "list");
      expect(listed).to.deep.include({ record, state: "elsewhere", accesses: null });
      const unknown = await run(["who", study, "--json"], { home });
      expect({ exitCode: unknown.exitCode, ...JSON.parse(unknown.stderr).error }).to.deep.include({
        ...{ exitCode: 2, code: "Usage" },
      });

      expect(await registerAnew()).to.equal(record);
      await ask("access", study, "--as", "@2");
      expect(await ask<object>("who", instance)).to.deep.include({ record, count: 1, present: 1, complete: true });
    } finally {
      first = second;
    }
  });

  it("stops at SIGTERM and frees its port", async () => {
    expect(await listens(first.rpcUrl)).to.equal(true);
    const { exitCode, stderr } = await first.stop("SIGTERM");
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(await listens(first.rpcUrl)).to.equal(false);
  });

  it("is handed over from an older Node to Node 24, with signals and exit codes", async function () {
    if (oldNode === undefined) {
      console.log("      skipped: there is no Node older than 24 on the path");
      this.skip();
    }
    // `up` stopped well above, under the older Node.
    const wrong = await run(["nonsense", "--json"], { home, node: oldNode });
    expect({ exitCode: wrong.exitCode, code: JSON.parse(wrong.stderr).error.code }).to.deep.equal({
      ...{ exitCode: 2, code: "Usage" },
    });
  });

  it("stops at SIGINT while it starts, and leaves no settings and no deployment behind", async () => {
    const deployments = join(repository, "deploy", "deployments");
    const listDeployments = (): string[] => (existsSync(deployments) ? readdirSync(deployments) : []);
    const before = listDeployments();
    const fresh = join(folder, "fresh");
    const { child, ended } = start(["up", "--port", "0"], { home: fresh });
    await new Promise<void>((resolve) => child.stderr.on("data", (text) => text.includes("Compiling") && resolve()));
    child.kill("SIGINT");
    await sleep(200);
    child.kill("SIGINT"); // who is impatient
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stdout }, stderr).to.deep.equal({ exitCode: 0, stdout: "" });
    expect(existsSync(join(fresh, "registry.json"))).to.equal(false);
    expect(listDeployments().filter((name) => !before.includes(name))).to.deep.equal([]);
  });
});

/** Whether somebody listens at the port of an address. */
function listens(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

/** A Node on the path that is older than 24. */
function findOldNode(): string | undefined {
  const candidates = (process.env.PATH ?? "").split(delimiter).map((path) => join(path, "node"));
  return [...candidates, "/usr/bin/node"].filter(existsSync).find((path) => {
    const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
    return Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 24) < 24;
  });
}
