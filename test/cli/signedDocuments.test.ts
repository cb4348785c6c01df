import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Address } from "viem";
import { readDirectoryDocument } from "../../src/consent/directoryDocument.ts";
import { readRecordListDocument } from "../../src/consent/recordListDocument.ts";
import { parseSignedDocument, verifySignedDocument } from "../../src/consent/signedDocument.ts";
import { copyImages, mrFile } from "./images.ts";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, DOCTOR, HOSPITAL, PATIENT, type Stage } from "./stage.ts";

// What an organization signs beside the chain
// ├── actors publish → the names of its own actors, and of nobody else's, in a file that verifies
// ├── patients list-records → the patient's records, for the owner of the file alone to read
// ├── api --directory → refuses to start with a file that does not hold
// └── refused: to write over a file, by who is no organization, with nothing to name
describe("signed documents on the command line", function () {
  this.timeout(120_000);
  let stage: Stage;
  let terms: { readonly chainId: number; readonly registry: Address };
  const out = (name: string): string => join(stage.folder, name);

  before(async () => {
    stage = await setLastingStage();
    const { ask, up } = stage;
    terms = { chainId: up.chainId, registry: up.registry.toLowerCase() as Address };
    await admitHospital(stage);
    await ask("actors", "admit-organization", "@6", "--as", "@0", "--name", "Other Practice");
    await ask("actors", "admit", "@7", "--as", "@6", "--name", "Dr. Elsewhere");
    await ask("actors", "admit", "@8", "--as", "@1");
    await ask("patients", "enroll", "@5", "--as", "@1", "--name", PATIENT);
    const images = copyImages(out("images"), { "image.dcm": mrFile });
    await ask("records", "register", images, "--patient", "1", "--as", "@1");
    writeFileSync(out("report.txt"), "The knee is well.");
    await ask("records", "register-document", out("report.txt"), "--patient", "1", "--as", "@1");
  });

  after(() => stage?.close());

  it("publishes the names of an organization's own actors, in a file that verifies", async () => {
    const answer = await stage.ask<{ names: unknown[]; unnamed: number }>(
      ...["actors", "publish", "--as", HOSPITAL, "--out", out("names.json")],
    );
    expect([answer.names.length, answer.unnamed]).to.deep.equal([2, 1]);
    const signed = parseSignedDocument(readFileSync(out("names.json"), "utf8"));
    await verifySignedDocument(signed, { ...terms, kind: "directory" });
    const [hospital, doctor] = [stage.up.accounts[1], stage.up.accounts[2]].map((account) => account?.toLowerCase());
    expect(signed.organization).to.equal(hospital);
    expect(readDirectoryDocument(signed)).to.have.deep.members([
      { account: hospital, kind: "organization", name: HOSPITAL },
      { account: doctor, kind: "practitioner", name: DOCTOR },
    ]);
  });

  it("lists a patient's records for the patient, and lets only the file's owner read it", async () => {
    const answer = await stage.ask<{ records: { record: string; started: string | null }[] }>(
      ...["patients", "list-records", PATIENT, "--as", "@1", "--from", out("images"), "--out", out("records.json")],
    );
    expect(statSync(out("records.json")).mode & 0o777).to.equal(0o600);
    const text = readFileSync(out("records.json"), "utf8");
    const signed = parseSignedDocument(text);
    await verifySignedDocument(signed, { ...terms, kind: "records" });
    const listed = readRecordListDocument(signed);
    expect(listed.map(({ kind, modalities }) => [kind, ...modalities])).to.have.deep.members([
      ["report"],
      ["imaging-study", "MR"],
    ]);
    expect(listed.map(({ record }) => record)).to.have.members(answer.records.map(({ record }) => record));
    const study = listed.find(({ kind }) => kind === "imaging-study");
    expect(study?.started).to.match(/^\d{4}-\d{2}-\d{2}$/);
    expect(text).not.to.include(PATIENT);
  });

  it("says on paper what goes in", async () => {
    const { stdout } = await stage.run("actors", "publish", "--as", "@1", "--out", out("again.json"));
    expect(stdout).to.include(HOSPITAL).and.to.include(DOCTOR).and.not.to.include("Elsewhere");
  });

  it("keeps the API from starting with a directory that does not hold", async () => {
    const text = readFileSync(out("names.json"), "utf8");
    const { chainId, ...rest } = JSON.parse(text);
    const files = {
      "altered.json": text.replace("St. Mary", "St. Nary"),
      "elsewhere.json": JSON.stringify({ ...rest, chainId: chainId + 1 }),
      "list.json": readFileSync(out("records.json"), "utf8"),
      "none.json": "{}",
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(out(name), content);
      const ran = await stage.run("api", "--directory", out("names.json"), "--directory", out(name), "--json");
      expect(ran.exitCode, name).to.equal(1);
      const { code, message } = JSON.parse(ran.stderr).error;
      expect(code, message).to.equal("Setup");
      expect(message).to.include(name);
    }
  });

  it("refuses to write over a file, to sign for another, and to sign nothing", async () => {
    const refused = async (...args: string[]): Promise<[number | null, string]> => {
      const { exitCode, stderr } = await stage.run(...args, "--json");
      return [exitCode, JSON.parse(stderr).error.code];
    };
    const publish = ["actors", "publish", "--as"];
    const list = ["patients", "list-records", "1", "--as"];
    writeFileSync(out("taken.json"), "mine");
    expect(await refused(...publish, "@1", "--out", out("taken.json"))).to.deep.equal([1, "Setup"]);
    expect(await refused(...list, "@1", "--out", out("taken.json"))).to.deep.equal([1, "Setup"]);
    expect(readFileSync(out("taken.json"), "utf8")).to.equal("mine");
    expect(await refused(...publish, "@2", "--out", out("new.json"))).to.deep.equal([2, "Usage"]);
    expect(await refused(...publish, "@1", "--out", join(out("none"), "new.json"))).to.deep.equal([1, "Setup"]);
    expect(await refused(...list, "@6", "--out", out("new.json"))).to.deep.equal([2, "Usage"]);
    expect(await refused(...list, "@2", "--out", out("new.json"))).to.deep.equal([2, "Usage"]);
  });
});
