import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { commitRecord } from "../../src/consent/commitments.ts";
import { parseUid } from "../../src/dicom/uid.ts";
import { openVault } from "../../src/vault/vault.ts";
import { copyImages, ctFile, implicitFile, jpegLsFile, mrFile, readIdentifiers, unregisteredFile } from "./images.ts";
import { type Fate, type SlowNode, startSlowNode } from "./slowNode.ts";
import { type Stage, setStage, start } from "./stage.ts";

// A registration that is cut off, and done again: the record is on chain, its key in the vault, and nothing left pending
// ├── killed before the node has the transaction, which comes after the study was registered again
// ├── killed before the node has the transaction, which comes before the next try, or during it
// ├── killed after the chain took it
// └── the connection breaks after the chain took it

type Registered = { readonly record: string; readonly transaction: string | null };

describe("a registration that is cut off", function () {
  this.timeout(60_000);
  let stage: Stage;
  let node: SlowNode;

  before(async () => {
    stage = await setStage();
    await stage.ask("actors", "admit-organization", "@1", "--as", "@0");
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
  async function cutOff(file: string, fate: Fate): Promise<{ readonly folder: string; readonly record: string }> {
    const folder = copyImages(join(stage.folder, readIdentifiers(file).study), { "image.dcm": file });
    const met = node.meet("eth_sendTransaction", fate);
    const { child, ended } = start(registerArgs(folder), { home: stage.home });
    await Promise.race([met, ended]);
    child.kill("SIGKILL");
    expect((await ended).exitCode).to.equal(null);
    const { record, state } = await readVault(file);
    expect(state).to.equal("pending");
    return { folder, record };
  }

  /** The record of a study as the vault has it. There must be one only, and its key must be that of its commitment. */
  async function readVault(file: string): Promise<{ readonly record: string; readonly state: string }> {
    const keyFile = readFileSync(join(stage.home, "vault.key"));
    const vault = await openVault({ path: join(stage.home, "vault.db"), secret: { keyFile } });
    try {
      const [found, ...others] = await vault.findRecords(parseUid(readIdentifiers(file).study));
      expect(others).to.deep.equal([]);
      const { record, state, uid, key } = await vault.getRecord(found?.record ?? "0x");
      expect(commitRecord(key, uid)).to.equal(record);
      return { record, state };
    } finally {
      await vault.close();
    }
  }

  async function expectWhole(file: string, folder: string, record: string): Promise<void> {
    expect(await readVault(file)).to.deep.equal({ record, state: "confirmed" });
    expect(await stage.ask<object>("records", "verify", folder)).to.deep.include({ record, same: true });
  }

  it("goes on when it was killed before the node had the transaction, and bears it when that comes after all", async () => {
    const { folder, record: begun } = await cutOff(ctFile, "hold");
    const refused = await stage.run("records", "register", folder, "--patient", "1", "--as", "@9", "--json");
    expect(JSON.parse(refused.stderr).error.code).to.equal("NotRegistrar");
    expect(await readVault(ctFile), "a refusal of another try forgets nothing").to.deep.include({ record: begun });

    void node.meet("eth_sendTransaction", "pass");
    const { record, transaction } = await stage.ask<Registered>(...registerArgs(folder));
    expect(record).to.equal(begun);
    expect(transaction).to.match(/^0x/);
    await node.release();
    await expectWhole(ctFile, folder, record);
  });

  it("goes on when the transaction comes before the next try, or during it", async () => {
    for (const [file, method] of [
      [mrFile, "eth_chainId"],
      [jpegLsFile, "eth_estimateGas"],
    ] as const) {
      const { folder, record: begun } = await cutOff(file, "hold");
      void node.meet(method, "pass", node.release);
      const { record, transaction } = await stage.ask<Registered>(...registerArgs(folder));
      expect({ record, transaction }).to.deep.equal({ record: begun, transaction: null });
      await expectWhole(file, folder, record);
    }
  });

  it("confirms what the chain took before the kill, with whatever command comes next", async () => {
    const { folder, record } = await cutOff(implicitFile, "mute");
    await node.release();
    const listed = await stage.ask<{ record: string; state: string }[]>("records", "list");
    expect(listed.filter((one) => one.record === record).map(({ state }) => state)).to.deep.equal(["registered"]);
    await expectWhole(implicitFile, folder, record);
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
