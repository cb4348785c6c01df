import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyImages, ctFile, implicitFile, jpegLsFile, mrFile, readIdentifiers, unregisteredFile } from "./images.ts";
import { type Fate, type SlowNode, startSlowNode } from "./slowNode.ts";
import { admitHospital, type Stage, setStage, start } from "./stage.ts";

// A registration that is cut off, and done again: the record is on chain, its key in the vault, and nothing left pending
// ├── killed before the node has the transaction, which comes after the study was registered again
// ├── killed before the node has the transaction, which comes before the next try, or during it
// ├── killed after the chain took it
// └── the connection breaks after the chain took it

type Registered = { readonly record: string; readonly transaction: string | null };
type Listed = {
  readonly record: string;
  readonly uid: string;
  readonly state: string;
  readonly accesses: number | null;
};

describe("a registration that is cut off", function () {
  this.timeout(60_000);
  let stage: Stage;
  let node: SlowNode;

  before(async () => {
    stage = await setStage();
    await admitHospital(stage);
    await stage.ask("patients", "enroll", "@5", "--as", "@1");
    node = await startSlowNode(stage.up.rpcUrl);
    const settings = join(stage.home, "registry.json");
    writeFileSync(settings, readFileSync(settings, "utf8").replace(stage.up.rpcUrl, node.url));
  });

  after(async () => {
    await node?.close();
    await stage?.close();
  });

  const registerArgs = (folder: string): string[] => ["records", "register", folder, "--patient", "1", "--as", "@1"];

  /** Lays out a study, starts to register it, and kills that when the transaction has met its fate. */
  async function cutOff(file: string, fate: Fate): Promise<{ readonly folder: string; readonly listed: Listed }> {
    const folder = copyImages(join(stage.folder, readIdentifiers(file).study), { "image.dcm": file });
    const met = node.meet("eth_sendTransaction", fate);
    const { child, ended } = start(registerArgs(folder), { home: stage.home });
    await Promise.race([met, ended]);
    child.kill("SIGKILL");
    expect((await ended).exitCode).to.equal(null);
    return { folder, listed: await find(file) };
  }

  async function find(file: string): Promise<Listed> {
    const records = await stage.ask<Listed[]>("records", "list");
    expect(records.filter(({ state }) => state !== "registered" && state !== "pending")).to.deep.equal([]);
    return records.find(({ uid }) => uid === readIdentifiers(file).study) as Listed;
  }

  /** The key is there if what was registered can be verified, and every part of it named. */
  async function expectWhole(file: string, folder: string, record: string): Promise<void> {
    const [listed, verified, asked] = await Promise.all([
      find(file),
      stage.ask<object>("records", "verify", folder),
      stage.ask<object>("who", readIdentifiers(file).instance),
    ]);
    expect(listed).to.deep.include({ record, state: "registered" });
    expect(verified).to.deep.include({ record, same: true });
    expect(asked).to.deep.include({ record, complete: true });
  }

  it("goes on when it was killed before the node had the transaction, and bears it when that comes after all", async () => {
    const { folder, listed } = await cutOff(ctFile, "hold");
    expect(listed.state).to.equal("pending");
    void node.meet("eth_sendTransaction", "pass");
    const { record, transaction } = await stage.ask<Registered>(...registerArgs(folder));
    expect(record).to.equal(listed.record);
    expect(transaction).to.match(/^0x/);
    await node.release();
    await expectWhole(ctFile, folder, record);
  });

  it("goes on when the transaction comes before the next try, or during it", async () => {
    for (const [file, method] of [
      [mrFile, "eth_chainId"],
      [jpegLsFile, "eth_estimateGas"],
    ] as const) {
      const { folder, listed } = await cutOff(file, "hold");
      expect(listed.state).to.equal("pending");
      void node.meet(method, "pass", node.release);
      const { record, transaction } = await stage.ask<Registered>(...registerArgs(folder));
      expect({ record, transaction }).to.deep.equal({ record: listed.record, transaction: null });
      await expectWhole(file, folder, record);
    }
  });

  it("confirms what the chain took before the kill, with whatever command comes next", async () => {
    const { folder, listed } = await cutOff(implicitFile, "mute");
    expect(listed.state).to.equal("registered");
    await node.release();
    await expectWhole(implicitFile, folder, listed.record);
    const again = await stage.run(...registerArgs(folder), "--json");
    expect(JSON.parse(again.stderr).error).to.deep.include({ code: "Usage" });
  });

  it("keeps what was begun when the connection breaks, and says how to go on", async () => {
    const folder = copyImages(join(stage.folder, "broken-off"), { "image.dcm": unregisteredFile });
    void node.meet("eth_sendTransaction", "break");
    const { exitCode, stderr } = await stage.run(...registerArgs(folder));
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(/Register the same folder again to go on\.\nerror: No Ethereum node answers/);
    await node.release();
    const { record, transaction } = await stage.ask<Registered>(...registerArgs(folder));
    expect(transaction).to.equal(null);
    await expectWhole(unregisteredFile, folder, record);
  });
});
