import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyImages, ctFile, readIdentifiers } from "./images.ts";
import { startLasting } from "./lasting.ts";
import { setLastingStage } from "./lastingStage.ts";
import { startSlowNode } from "./slowNode.ts";
import { admitHospital, HOSPITAL, makePlace, PATIENT, run, type Stage } from "./stage.ts";

// audit evidence, and audit check
// ├── it writes what audit check accepts offline, in a home that has nothing, and refuses changed or cut short
// ├── it holds no name and no UID, unless asked for
// ├── with a node that keeps no old state → it says what can still be shown, and writes that when it is asked to
// └── it writes over no file
describe("audit evidence and audit check", function () {
  this.timeout(120_000);
  let stage: Stage;
  let record: string;
  let evidence: string;
  let sealed: { readonly digest: string; readonly block: { readonly hash: string }; readonly complete: boolean };
  const elsewhere = makePlace({}, startLasting());

  before(async () => {
    stage = await setLastingStage();
    const { ask, folder } = stage;
    await admitHospital(stage);
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    const images = copyImages(join(folder, "images"), { "1.dcm": ctFile });
    ({ record } = await ask<{ record: string }>("records", "register", images, "--patient", "1", "--as", "@1"));
    await ask("permit", "1", "@2", "--purposes", "TREAT", "--until", "30d", "--as", "@5");
    await ask("access", record, "--as", "@2");
    evidence = join(folder, "evidence.json");
    sealed = await ask("audit", "evidence", record, "--out", evidence);
  });

  after(async () => {
    await elsewhere.close();
    await stage?.close();
  });

  it("is accepted offline, and refused when changed or cut short", async () => {
    const { digest, block } = sealed;
    const pins = ["--block", block.hash, "--digest", digest, "--registry", stage.up.registry, "--record", record];
    const { exitCode, stdout } = await elsewhere.run("audit", "check", evidence, ...pins);
    expect(exitCode, stdout).to.equal(0);
    expect(stdout)
      .to.match(/^This evidence holds\./)
      .and.to.include("with all of its 1 accesses");
    const text = readFileSync(evidence, "utf8");
    const changed = join(stage.folder, "changed.json");
    for (const [written, says] of [
      [text.replace('"practitioner"', '"device"'), /SealBroken/],
      [text.slice(0, -200), /cut short/],
      [JSON.stringify(JSON.parse(text).proof), /This is no evidence/],
    ] as const) {
      writeFileSync(changed, written);
      const ran = await elsewhere.run("audit", "check", changed, ...pins);
      expect(ran.exitCode).to.equal(1);
      expect(`${ran.stdout}${ran.stderr}`).to.match(says);
    }
    const missing = await elsewhere.run("audit", "check", join(stage.folder, "none.json"), ...pins, "--json");
    expect(missing.exitCode).to.equal(4);
    expect((await elsewhere.run("audit", "check", evidence, "--block", "0x12", "--json")).exitCode).to.equal(2);
  });

  it("holds no name and no UID, unless asked for", async () => {
    const identifiers = [PATIENT, HOSPITAL, ...Object.values(readIdentifiers(ctFile))];
    const plain = readFileSync(evidence, "utf8");
    expect(identifiers.filter((one) => plain.includes(one))).to.deep.equal([]);
    const named = join(stage.folder, "named.json");
    await stage.ask("audit", "evidence", readIdentifiers(ctFile).study, "--out", named, "--with-names");
    const { names } = JSON.parse(readFileSync(named, "utf8"));
    expect(names.patients).to.deep.equal({ 1: PATIENT });
    expect(names.uids[record]).to.equal(readIdentifiers(ctFile).study);
    expect(Object.values(names.accounts)).to.include(HOSPITAL);
  });

  it("says what can still be shown without the state of then, and writes that when asked to", async () => {
    const slow = await startSlowNode(stage.up.rpcUrl);
    const home = join(stage.folder, "other");
    expect((await run(["connect", slow.url, "--registry", stage.up.registry], { home })).exitCode).to.equal(0);
    void slow.meet("eth_getProof", "break");
    const file = join(stage.folder, "genuine.json");
    const refused = await run(["audit", "evidence", record, "--out", file, "--json"], { home });
    expect(refused.exitCode).to.equal(4);
    expect(JSON.parse(refused.stderr).error.message).to.match(/--genuine-only writes what can still be shown/);
    const ran = await run(["audit", "evidence", record, "--out", file, "--genuine-only", "--json"], { home });
    expect(ran.exitCode, ran.stderr).to.equal(0);
    const checked = await elsewhere.run("audit", "check", file, "--block", JSON.parse(ran.stdout).block.hash);
    expect(checked.exitCode).to.equal(0);
    expect(checked.stdout).to.include("Completeness is not claimed").and.to.include("Genuine: 1 of 1 rows");
    const verified = await run(["audit", "verify", "--no-index", "--json"], { home });
    expect(verified.exitCode).to.equal(4);
    const { counted, notChecked, findings } = JSON.parse(verified.stdout);
    expect({ counted, findings }).to.deep.equal({ counted: null, findings: [] });
    expect(notChecked).to.have.lengthOf(1);
    await slow.release();
    await slow.close();
  });

  it("writes over no file, and of no record that is not registered", async () => {
    const again = await stage.run("audit", "evidence", record, "--out", evidence, "--json");
    expect(again.exitCode).to.equal(4);
    const unknown = ["audit", "evidence", `0x${"77".repeat(32)}`, "--out", join(stage.folder, "x.json"), "--json"];
    expect((await stage.run(...unknown)).exitCode).to.equal(2);
  });
});
